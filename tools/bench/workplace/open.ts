import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cases from '@einwohnerportal/cases';
import { createEngine } from '@einwohnerportal/engine';
import { createThemes, readInterfaceTexts, type IdentityProvider } from '@einwohnerportal/web';
import pg from 'pg';
import pino from 'pino';
import { readConfig } from '../../../apps/workplace/src/config.ts';
import { createWorkplace } from '../../../apps/workplace/src/router.ts';
import { WORKPLACE_LANGUAGES } from '../../../apps/workplace/src/workplace.ts';
import { root } from '../../run/files.ts';
import type { TestDatabase } from '../../testing/database.ts';

/** One caseworker of one office, signed in. */
export interface OfficeWorker {
  office: string;
  authority: string;
  secret: string;
}

export interface OpenWorkplace {
  app: ReturnType<typeof createWorkplace>;
  people: OfficeWorker[];
  /** The service of the catalogue, then invented ones like it. */
  services: { id: string; hash: string }[];
  context: cases.CasesContext;
  /** Connection of the owner, for the plain select. */
  owner: pg.Pool;
  close(): Promise<void>;
}

const CANTON = 'lu';
const PATTERN = 'residence-certificate';
const INVENTED = ['invented-permit', 'invented-notice', 'invented-licence', 'invented-rare'];

/** The workplace in this process on its own database, with one caseworker of each of so many authorities. */
export async function openWorkplace(database: TestDatabase, authorities: number): Promise<OpenWorkplace> {
  const engine = createEngine({ pool: database.pool, host: cases.createEngineHost({ catalogue: () => loaded.catalogue }) });
  const more = await inventServices();
  const loaded: cases.LoadedCatalogue = await cases.loadCatalogue(database.pool, engine, [root, more], CANTON);
  await rm(more, { recursive: true });
  const { catalogue } = loaded;
  const pool = (role: string, max: number): pg.Pool => new pg.Pool({ connectionString: database.roleUrl(role), max });
  const [pages, signIns] = [pool('ep_workplace', 10), pool('ep_sign_in', 2)];
  const offices = catalogue.authorities
    .all()
    .flatMap((authority) =>
      Object.values(authority.offices)
        .filter((office) => office.roles['member']?.length)
        .slice(0, 1)
        .map((office) => ({ authority, office })),
    )
    .slice(0, authorities);
  if (offices.length < authorities)
    throw new Error(`expected ${authorities} authorities with an office in the catalogue, got ${offices.length}`);
  const people: OfficeWorker[] = [];
  for (const [index, { authority, office }] of offices.entries()) {
    const { secret } = await cases.signIn(signIns, identity(index, office.roles['member']!), 'workplace', catalogue);
    people.push({ office: office.principal, authority: authority.id, secret });
  }
  const context: cases.CasesContext = { pool: pages, catalogue, prefill: null };
  return {
    app: createWorkplace({
      config: readConfig({
        DATABASE_URL: 'postgres://unused',
        SIGN_IN_DATABASE_URL: 'postgres://unused',
        PUBLIC_URL: 'http://workplace.test',
        CANTON,
      }),
      context,
      signInPool: signIns,
      domain: cases,
      texts: await readInterfaceTexts(
        new URL('../../../apps/workplace/texts/', import.meta.url),
        WORKPLACE_LANGUAGES,
        catalogue.authorities.canton.zone,
      ),
      languages: WORKPLACE_LANGUAGES,
      themes: createThemes(
        () => catalogue,
        () => {},
      ),
      identityProvider: NOBODY,
      log: pino({ level: 'silent' }),
    }),
    context,
    people,
    services: [PATTERN, ...INVENTED].map((id) => ({ id, hash: catalogue.service(id).hash })),
    owner: database.pool,
    async close() {
      await Promise.all([pages.end(), signIns.end()]);
    },
  };
}

/** A root of a catalogue with services that are like the one of the repository, under other names. */
async function inventServices(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-services-'));
  for (const id of INVENTED) {
    const service = join(folder, 'services', id);
    await cp(join(root, 'services', PATTERN), service, { recursive: true });
    for (const name of await readdir(service, { recursive: true, withFileTypes: true })) {
      if (!/\.(yaml|bpmn|json)$/.test(name.name)) continue;
      const file = join(name.parentPath, name.name);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll(PATTERN, id));
    }
  }
  return folder;
}

function identity(index: number, functions: string[]): cases.SignedInIdentity {
  return {
    issuer: 'bench',
    subject: randomUUID(),
    givenName: 'Person',
    familyName: `Nummer ${index}`,
    birthdate: null,
    email: null,
    level: 300,
    language: 'de',
    municipality: null,
    functions,
  };
}

/** Everybody has signed in already. */
const NOBODY: IdentityProvider = {
  begin: () => Promise.reject(new Error('expected nobody to sign in')),
  finish: () => Promise.reject(new Error('expected nobody to sign in')),
};
