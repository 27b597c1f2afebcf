import { createHmac } from 'node:crypto';
import { createEngineHost, loadCatalogue } from '@einwohnerportal/cases';
import { createEngine, migrate } from '@einwohnerportal/engine';
import pg from 'pg';

/** Database roles by what they do; each application signs in with its own and owns nothing. */
export const ROLES = {
  portal: 'ep_portal',
  workplace: 'ep_workplace',
  'sign-in': 'ep_sign_in',
  worker: 'ep_engine',
  report: 'ep_report',
  audit: 'ep_audit',
  vault: 'ep_vault',
} as const;

export interface PrepareOptions {
  /** Address of the owner of the tables; may create roles. */
  databaseUrl: string;
  /** Folders that hold services/, capabilities/, authorities/. */
  roots: string[];
  canton: string;
  /** Passwords of the roles are derived from it. */
  roleSecret: string;
  log: (line: string) => void;
}

export interface Prepared {
  roleUrls: Record<keyof typeof ROLES, string>;
  services: number;
}

/** Brings a database to where the applications can start: migrations, roles that can sign in, catalogue loaded and processes deployed. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 4 });
  try {
    await assertDurable(pool);
    const engineSql = new URL('../sql/', import.meta.resolve('@einwohnerportal/engine'));
    const casesSql = new URL('../sql/', import.meta.resolve('@einwohnerportal/cases'));
    const applied = [...(await migrate(pool, engineSql, 'engine')), ...(await migrate(pool, casesSql, 'cases'))];
    if (applied.length > 0) options.log(`Database: ${applied.length} migrations`);
    const roleUrls = await letRolesSignIn(pool, options);
    const engine = createEngine({
      pool,
      host: createEngineHost({
        catalogue: () => {
          throw new Error('expected no running step while preparing, got one');
        },
      }),
    });
    const loaded = await loadCatalogue(pool, engine, options.roots, options.canton, { checked: true });
    options.log(
      `Catalogue: ${loaded.services} services, ${loaded.catalogue.authorities.all().length} authorities${loaded.changed ? '' : ', unchanged'}`,
    );
    for (const { path, at, what } of loaded.conflicts)
      options.log(
        what === 'hides'
          ? `${path}${at ? `: ${at}` : ''}: the folder says something else than the workplace, which holds; einwohnerportal authority import takes the folder’s`
          : `${path}: ${at}: a change of the workplace has no place in this file and does not hold`,
      );
    return { roleUrls, services: loaded.services };
  } finally {
    await pool.end();
  }
}

/** With `synchronous_commit = off` acknowledged submissions can be lost: then the portal must not start. */
async function assertDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('synchronous_commit', 'fsync', 'full_page_writes')`,
  );
  const weak = rows.find((row) => row.setting === 'off');
  if (weak) throw Object.assign(new Error(`expected ${weak.name} of the database to be on, got off`), { code: 'database-not-durable' });
}

async function letRolesSignIn(pool: pg.Pool, { databaseUrl, roleSecret }: PrepareOptions): Promise<Prepared['roleUrls']> {
  const urls: Partial<Prepared['roleUrls']> = {};
  const client = await pool.connect();
  try {
    // Roles are shared by all databases of a server; changing one at the same time twice fails.
    await client.query(`select pg_advisory_lock(hashtext('einwohnerportal-roles'))`);
    for (const [key, role] of Object.entries(ROLES) as [keyof typeof ROLES, string][]) {
      const password = createHmac('sha256', roleSecret).update(role).digest('hex');
      await client.query(`alter role ${role} login password '${password}'`);
      const url = new URL(databaseUrl);
      url.username = role;
      url.password = password;
      urls[key] = url.href;
    }
    await client.query(`select pg_advisory_unlock(hashtext('einwohnerportal-roles'))`);
  } finally {
    client.release();
  }
  return urls as Prepared['roleUrls'];
}
