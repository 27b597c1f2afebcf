import { previewDestruction, readDestructions } from '@einwohnerportal/cases';
import type pg from 'pg';

/**
 * Shows which case files are over and what is in the way of destroying them; with `run` destroys those that may go, each with its proof.
 * The rule is the database's; a day before today can be asked for, a later one only looked at.
 */
export async function retainCases(pool: pg.Pool, { on, run }: { on: string; run: boolean }): Promise<number> {
  const due = await previewDestruction(pool, on, { limit: 100_000 });
  const states = Map.groupBy(due, ({ authority, state }) => `${authority.padEnd(30)} ${state}`);
  for (const [place, files] of [...states].sort()) console.log(`${String(files.length).padStart(8)}  ${place}`);
  if (due.length === 0) console.log('no case file is over');
  if (!run) return 0;
  const today = new Date().toISOString();
  const day = on < today.slice(0, 10) ? on : today.slice(0, 10);
  let destroyed = 0;
  for (const { caseId, state } of due) {
    if (state !== 'goes') continue;
    const { rows } = await pool.query<{ number: string | null }>('select cases.destroy_case($1, $2, $3) as number', [caseId, day, today]);
    if (rows[0]!.number !== null) destroyed++;
  }
  console.log(`${destroyed} destroyed`);
  return 0;
}

/** Prints the list of what was destroyed, one JSON object a line, oldest first; 1 when a chain does not fit. */
export async function printProof(pool: pg.Pool, authority: string | null): Promise<number> {
  const list = (await readDestructions(pool, { authority, limit: 10_000_000 })).reverse();
  for (const each of list) console.log(JSON.stringify(each));
  return list.every(({ fits }) => fits) ? 0 : 1;
}
