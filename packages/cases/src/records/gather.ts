import { uuidv7 } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { ARCHIVE_CAPABILITY, RECORDS_CAPABILITY, type RecordsWorld } from './transfer-types.ts';

/** Case files of one package; a records system gets each by itself, as it keeps them. */
const MOST_TOGETHER = { [ARCHIVE_CAPABILITY]: 100, [RECORDS_CAPABILITY]: 1 };
/** Packages that one round begins for an authority. */
const MOST_BEGUN = { [ARCHIVE_CAPABILITY]: 1, [RECORDS_CAPABILITY]: 20 };

/** Which case files are due, and the column that says by which transfer they go. */
const DUE = {
  [ARCHIVE_CAPABILITY]: `transfer_id is null and appraisal = 'archive' and offer_on <= $1`,
  [RECORDS_CAPABILITY]: `filing_id is null and to_system and closed_on <= $1`,
};
const COLUMN = { [ARCHIVE_CAPABILITY]: 'transfer_id', [RECORDS_CAPABILITY]: 'filing_id' };

/** Due case files of one authority become packages; nobody takes a case file twice. */
export async function gather(world: RecordsWorld, now: string): Promise<void> {
  const day = localDay(now, world.catalogue().authorities.canton.zone);
  for (const capability of [ARCHIVE_CAPABILITY, RECORDS_CAPABILITY] as const) {
    const { rows } = await world.pool.query<{ authority: string }>(
      `select distinct authority from cases.case_files where ${DUE[capability]}`,
      [day],
    );
    for (const { authority } of rows)
      for (let begun = 0; begun < MOST_BEGUN[capability]; begun += 1) if (!(await begin(world, { capability, authority, day, now }))) break;
  }
}

type Beginning = { capability: typeof ARCHIVE_CAPABILITY | typeof RECORDS_CAPABILITY; authority: string; day: string; now: string };

/** False: nothing was due. */
async function begin({ pool, catalogue }: RecordsWorld, { capability, authority, day, now }: Beginning): Promise<boolean> {
  const binding = catalogue().authorities.binding(authority, capability, day);
  // People: those who keep the records take the package to the archive, and say what it answered.
  const connector = binding?.to === 'connector' && binding.connector ? binding.connector : 'people';
  return inTransaction(pool, async (client) => {
    const due = await client.query<{ case_id: string }>(
      `select case_id from cases.case_files where ${DUE[capability]} and authority = $2
         and not exists (select 1 from cases.record_acts a where a.case_id = case_files.case_id and a.kind = 'appraise' and a.state = 'proposed')
       order by case_id limit $3 for update skip locked`,
      [day, authority, MOST_TOGETHER[capability]],
    );
    if (due.rows.length === 0) return false;
    const ids = due.rows.map((row) => row.case_id);
    const id = uuidv7(now);
    await client.query(
      `insert into cases.transfers (transfer_id, created_at, look_at, day, authority, connector, state, case_ids, capability, instruction)
       values ($1, $2, $2, $3, $4, $5, 'gathered', $6, $7, $8)`,
      [id, now, day, authority, connector, ids, capability, capability === RECORDS_CAPABILITY ? 'information' : null],
    );
    await client.query(`update cases.case_files set ${COLUMN[capability]} = $1 where case_id = any ($2)`, [id, ids]);
    return true;
  });
}
