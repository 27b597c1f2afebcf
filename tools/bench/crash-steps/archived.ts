import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readAcknowledgement, readZip, zipLimits } from '../../../packages/archive/src/index.ts';
import { readDestructions } from '../../../packages/cases/src/index.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import type { FileStore } from '../../../packages/files/src/index.ts';

/** A case before its records were looked after, and the contents of its documents that were issued. */
export interface ClosedCase {
  reference: string;
  caseId: string;
  issued: string[];
}

interface Package {
  accepted: boolean;
  receipt: string | null;
  metadata: string;
}

/** What is known of all closed cases, before the rounds take them. */
export async function closedCases(stage: Stage): Promise<ClosedCase[]> {
  const { rows } = await stage.owner.query<ClosedCase>(
    `select c.reference, c.case_id as "caseId", coalesce((select array_agg(d.content_hash) from cases.documents d where d.case_id = c.case_id and d.state = 'issued'), '{}') as issued
     from cases.cases c where c.closed_at is not null`,
  );
  return rows;
}

/** Everything that is doubled, lost, loose or destroyed too early of cases that have gone to the archive. */
export async function judgeArchived(stage: Stage, folder: string, cases: readonly ClosedCase[]): Promise<string[]> {
  const packages = await packagesIn(folder);
  const proofs = await readDestructions(stage.owner);
  const faults: string[] = [];
  const left = await rowsLeft(
    stage,
    cases.map(({ caseId }) => caseId),
  );
  if (left.length > 0) faults.push(`expected no row of a destroyed case, got some in ${left.join(', ')}`);
  if (proofs.some(({ fits }) => !fits)) faults.push('expected the proof of destruction to be a chain, got a break');
  for (const { reference, issued } of cases) {
    const mine = proofs.filter((proof) => proof.reference === reference);
    if (mine.length !== 1) faults.push(`expected one proof of destruction of a case, got ${mine.length}`);
    const holding = packages.filter(({ metadata }) => metadata.includes(`<aktenzeichen>${reference}</aktenzeichen>`));
    if (holding.length !== 1) faults.push(`expected one package with a case, got ${holding.length}`);
    const [held] = holding;
    if (!held?.accepted || mine[0]?.receipt !== held.receipt) faults.push('expected no destruction before the acknowledgement, got one');
    if (issued.length === 0 || issued.some((hash) => !held?.metadata.includes(hash)))
      faults.push('expected every issued document in the package, got one less');
  }
  return [...faults, ...(await danglingRows(stage))];
}

async function packagesIn(folder: string): Promise<Package[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.zip') && !name.startsWith('.'));
  return Promise.all(
    names.map(async (name) => {
      const zip = await readZip(await readFile(join(folder, name)), zipLimits);
      const metadata = zip.entries.find(({ path }) => path.endsWith('header/metadata.xml'));
      const answer = join(folder, name.replace(/\.zip$/, '.acknowledgement.xml'));
      const said = existsSync(answer) ? await readAcknowledgement(await readFile(answer), name.replace(/\.zip$/, '')) : null;
      return {
        accepted: said?.accepted ?? false,
        receipt: said?.receipt ?? null,
        metadata: metadata ? (await buffer(await metadata.open())).toString('utf8') : '',
      };
    }),
  );
}

/** Tables that still have a row of one of these cases, found from the catalogue of the database. */
async function rowsLeft(stage: Stage, caseIds: string[]): Promise<string[]> {
  const { rows: tables } = await stage.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' and not a.attisdropped`,
  );
  const parts = tables.map(({ name }) => `select '${name}' as name where exists (select 1 from ${name} where case_id = any ($1))`);
  return (await stage.owner.query<{ name: string }>(parts.join(' union all '), [caseIds])).rows.map(({ name }) => name);
}

/** Rows whose content is not in the store. */
async function danglingRows(stage: Stage): Promise<string[]> {
  const { rows } = await stage.owner.query<{ hash: string }>(
    'select content_hash as hash from cases.contents where bytes is null union select content_hash from cases.files',
  );
  const faults: string[] = [];
  for (const { hash } of rows) {
    const found = await (stage.world.files as FileStore).open(hash).catch(() => null);
    found?.stream.destroy();
    if (!found) faults.push('expected content for each row that names one, got none');
  }
  return faults;
}
