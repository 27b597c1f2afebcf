import { streamOf, worthPacking, writeZip, type ZipEntry } from '@einwohnerportal/archive';
import { contentOpener } from '../records/content.ts';
import type { RecordsWorld } from '../records/transfer-types.ts';
import { collectPersonal } from './collect.ts';
import { personalExportSchema, type ExportedFile, type PersonalExport } from './shape.ts';

const MOST_BYTES = 100_000_000_000;

interface AskedRow {
  export_id: string;
  person_id: string;
  language: string;
}

/**
 * Makes the exports that people asked for and drops those that expired. Content first, then the row that names it; ended anywhere, the
 * next round makes it again and the row takes one of them.
 * @returns how many became ready
 */
export async function prepareExports(world: Omit<RecordsWorld, 'engine'>): Promise<number> {
  const now = world.clock?.() ?? new Date().toISOString();
  await world.pool.query('delete from cases.personal_exports where expires_at < now()');
  const { rows } = await world.pool.query<AskedRow>(
    `update cases.personal_exports set attempts = attempts + 1 where export_id in (
       select export_id from cases.personal_exports where state = 'asked' and attempts < 20 order by asked_at limit 5 for update skip locked)
     returning export_id, person_id, language`,
  );
  let ready = 0;
  for (const row of rows) if (await prepare(world, row, now)) ready++;
  return ready;
}

async function prepare(world: Omit<RecordsWorld, 'engine'>, row: AskedRow, now: string): Promise<boolean> {
  const data = await collectPersonal(world.pool, world.catalogue(), {
    personId: row.person_id,
    language: row.language,
    now,
    vault: world.vault ?? null,
  });
  if (!data) return false;
  const open = contentOpener(world.pool, world.store);
  const taken = await world.store.take(writeZip(entriesOf(data, open), { mtime: new Date(now) }), MOST_BYTES);
  await taken.keep();
  const { rowCount } = await world.pool.query(
    `update cases.personal_exports set state = 'ready', ready_at = $2, content_hash = $3, size = $4 where export_id = $1 and state = 'asked'`,
    [row.export_id, now, taken.hash, taken.size],
  );
  return rowCount === 1;
}

function* entriesOf(data: PersonalExport, open: (sha256: string) => Promise<NodeJS.ReadableStream>): Iterable<ZipEntry> {
  yield { path: 'data.json', open: () => streamOf(JSON.stringify(data, null, 2)) };
  yield { path: 'schema.json', open: () => streamOf(JSON.stringify(personalExportSchema(), null, 2)) };
  for (const file of filesOf(data))
    yield { path: file.path, sha256: file.sha256, compress: worthPacking(file.mediaType), open: () => open(file.sha256) };
}

function filesOf(data: PersonalExport): ExportedFile[] {
  return [
    ...data.cases.flatMap((each) => [...each.documents, ...each.receipts, ...each.files]),
    ...data.drafts.flatMap((each) => each.files),
  ];
}
