import { createHash } from 'node:crypto';
import type { Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import { readCatalogueFolder } from '../catalogue/index.ts';
import { checkFolder } from '../check/check-package.ts';
import { CatalogueError } from '../errors.ts';
import type { Catalogue, CatalogueFiles } from '../catalogue/types.ts';
import { openStartEvents } from '../starts/open-starts.ts';
import { layOver, type OverlayConflict } from '../organisation/edits.ts';
import { readOverlay } from '../organisation/overlay.ts';
import { heldBy, layPackages, readPublished, samePackage } from '../studio/files.ts';
import { inTransaction } from './in-transaction.ts';
import { catalogueOf } from './open-catalogue.ts';

export interface LoadedCatalogue {
  catalogue: Catalogue;
  /** False when the database held exactly these files. */
  changed: boolean;
  services: number;
  /** Where the folder says something else than what was changed in the workplace or imported, which holds. */
  conflicts: OverlayConflict[];
}

/**
 * Brings the catalogue of the folders into the database: files, every service's exact content by hash, and its process deployed.
 * Runs as the owner of the tables; `engine` deploys. Open cases keep the content they started with.
 * @param options `checked`: a service with new content is published only when `npx einwohnerportal check` finds no fault in it
 * @throws CatalogueError `package-refused` names the first faults; the catalogue stays as it was
 */
export async function loadCatalogue(
  pool: pg.Pool,
  engine: Engine,
  roots: string[],
  canton: string,
  options: { checked?: boolean } = {},
): Promise<LoadedCatalogue> {
  return storeCatalogue(pool, engine, await readCatalogueFolder(roots), canton, options);
}

/** The same with files that were read before. */
export async function storeCatalogue(
  pool: pg.Pool,
  engine: Engine,
  files: CatalogueFiles,
  canton: string,
  { checked = false }: { checked?: boolean } = {},
): Promise<LoadedCatalogue> {
  const kept = keptFiles(files, canton);
  const hash = hashOf(kept);
  const changes = layOver(kept, await readOverlay(pool));
  const published = await readPublished(pool);
  const laid = layPackages(changes.files, published);
  const catalogue = await catalogueOf(pool, laid.files, canton);
  const { rows } = await pool.query<{ files_hash: string }>('select files_hash from cases.catalogue_state');
  const changed = rows[0]?.files_hash !== hash;
  if (changed) {
    // Contents and processes first: a package that the engine refuses leaves the catalogue as it was.
    for (const id of catalogue.services()) await storeService(pool, engine, catalogue, id, checked ? files : null);
    await openStartEvents(pool, engine, catalogue);
    await storeFiles(pool, kept, hash);
    // Where the folder holds exactly what was published in the workplace, it says from now on what holds.
    for (const { service, files: own, content_hash } of published)
      if (samePackage(heldBy(kept, service), own)) await pool.query('select cases.absorb_service($1, $2)', [service, content_hash]);
  }
  return { catalogue, changed, services: catalogue.services().length, conflicts: [...changes.conflicts, ...laid.conflicts] };
}

/** Other cantons are not needed at run time. */
function keptFiles(files: CatalogueFiles, canton: string): CatalogueFiles {
  return Object.fromEntries(
    Object.entries(files).filter(
      ([path]) => !path.startsWith('authorities/') || !path.split('/')[2] || ['ch', canton].includes(path.split('/')[1]!),
    ),
  );
}

function hashOf(files: CatalogueFiles): string {
  const digest = createHash('sha256');
  for (const path of Object.keys(files).sort()) digest.update(`${path}\0`).update(createHash('sha256').update(files[path]!).digest());
  return digest.digest('hex');
}

async function storeFiles(pool: pg.Pool, files: CatalogueFiles, hash: string): Promise<void> {
  const paths = Object.keys(files).sort();
  await inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('einwohnerportal-catalogue'))`);
    await client.query('delete from cases.catalogue_files');
    await client.query('insert into cases.catalogue_files (path, bytes) select * from unnest($1::text[], $2::bytea[])', [
      paths,
      paths.map((path) => Buffer.from(files[path]!)),
    ]);
    await client.query(
      `insert into cases.catalogue_state (only_row, version, loaded_at, files_hash) values (true, 1, now(), $1)
       on conflict (only_row) do update set version = cases.catalogue_state.version + 1, loaded_at = now(), files_hash = excluded.files_hash`,
      [hash],
    );
  });
}

/**
 * Keeps the exact content of a service and deploys its process, once for each content.
 * @param toCheck files in which the check must find no error in a content that is new; null: without a check
 * @throws CatalogueError `package-refused`
 */
export async function storeService(
  pool: pg.Pool,
  engine: Engine,
  catalogue: Catalogue,
  id: string,
  toCheck: CatalogueFiles | null,
): Promise<void> {
  const version = catalogue.service(id);
  const { rowCount } = await pool.query('select 1 from cases.deployments where service_hash = $1', [version.hash]);
  if (rowCount) return;
  if (toCheck) await refuseFaults(toCheck, id);
  const definitionId = await deployService(engine, catalogue, id);
  const files = Object.fromEntries(Object.entries(version.files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]));
  await pool.query(
    `insert into cases.package_contents (content_hash, kind, id, files) values ($1, 'service', $2, $3) on conflict do nothing`,
    [version.hash, id, JSON.stringify(files)],
  );
  await pool.query('insert into cases.deployments (service_hash, service, definition_id) values ($1, $2, $3) on conflict do nothing', [
    version.hash,
    id,
    definitionId,
  ]);
}

/** What the check of a package finds keeps it from being published. */
async function refuseFaults(files: CatalogueFiles, id: string): Promise<void> {
  const faults = (await checkFolder(files, `services/${id}`)).filter(({ severity }) => severity === 'error');
  if (faults.length === 0) return;
  const told = faults.slice(0, 3).map(({ file, place, message }) => `${file}${place ? ` ${place}` : ''}: ${message}`);
  throw new CatalogueError('package-refused', `expected the service ${id} without faults, got ${faults.length}: ${told.join('; ')}`);
}

/** Deploys the shared processes a service calls, innermost first, then its own. */
async function deployService(engine: Engine, catalogue: Catalogue, id: string): Promise<string> {
  const version = catalogue.service(id);
  const deployed: Record<string, string> = {};
  const waiting = new Map(Object.values(version.shared).map((process) => [process.id, process]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((process) =>
      calledBy(process.xml).every((called) => called in deployed || !waiting.has(called)),
    );
    // A circle of calls cannot be deployed; the engine names the missing process.
    for (const process of ready.length > 0 ? ready : waiting.values()) {
      const inputDefaults = Object.fromEntries(
        Object.entries(process.manifest.inputs)
          .filter(([, input]) => input.default !== undefined)
          .map(([name, input]) => [name, input.default]),
      );
      const { definitionId } = await engine.deploy({ xml: process.xml, processId: process.id, calls: { ...deployed }, inputDefaults });
      deployed[process.id] = definitionId;
      waiting.delete(process.id);
    }
  }
  const { definitionId } = await engine.deploy({
    xml: version.processXml,
    processId: processIdOf(version.processXml, id) ?? id,
    calls: deployed,
  });
  return definitionId;
}

function calledBy(xml: string): string[] {
  return [...xml.matchAll(/<zeebe:calledElement\b[^>]*\bprocessId="([^"]+)"/g)].map((match) => match[1]!);
}

/** The process that carries the service's id, else the first of the file: the pool in which the case begins. */
function processIdOf(xml: string, id: string): string | null {
  const ids = [...xml.matchAll(/<(?:[\w-]+:)?process\b[^>]*\bid="([^"]+)"/g)].map((match) => match[1]!);
  return ids.find((each) => each === id) ?? ids[0] ?? null;
}
