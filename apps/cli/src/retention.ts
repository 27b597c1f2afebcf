import { parseArgs } from 'node:util';
import {
  holdCase,
  previewRetention,
  runRetention,
  type RetentionMonth,
  type RetentionOptions,
  type RetentionRule,
} from '@einwohnerportal/engine';
import pg from 'pg';
import { UsageError } from './errors.ts';
import { printProof, retainCases } from './retain-cases.ts';

const USAGE =
  'expected retention [--on 2036-01-31] [--thin] [--detach] [--run], or retention cases [--on 2036-01-31] [--run], retention proof [authority], retention hold|release <case id> <reason>';

/**
 * Shows month by month which ended cases of the machine may go and what is in the way; with `--run` drops them, whole partitions at a time.
 * `DATABASE_URL` is that of the owner of the tables.
 */
export async function retention(words: string[]): Promise<number> {
  const { values, positionals } = read(words);
  if (!process.env.DATABASE_URL) throw new UsageError('expected DATABASE_URL of the owner of the tables, got none');
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
  try {
    if (positionals[0] === 'cases') return await retainCases(pool, { on: dayOf(values.on), run: values.run });
    if (positionals[0] === 'proof') return await printProof(pool, positionals[1] ?? null);
    if (positionals.length > 0) return await hold(pool, positionals);
    const options: RetentionOptions = { rule: await ruleOf(pool, dayOf(values.on)), thin: values.thin, detach: values.detach };
    const months = values.run ? await runRetention(pool, options) : await previewRetention(pool, options);
    print(months, values.run);
    return 0;
  } finally {
    await pool.end();
  }
}

function read(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        on: { type: 'string' },
        run: { type: 'boolean', default: false },
        thin: { type: 'boolean', default: false },
        detach: { type: 'boolean', default: false },
      },
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

function dayOf(text: string | undefined): string {
  const today = new Date().toISOString().slice(0, 10);
  const day = text ?? today;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new UsageError(`expected a day like ${today} after --on, got ${day}`);
  return day;
}

async function hold(pool: pg.Pool, [what, caseId, ...reason]: string[]): Promise<number> {
  if ((what !== 'hold' && what !== 'release') || caseId === undefined || reason.length === 0) throw new UsageError(USAGE);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(caseId)) throw new UsageError(`expected a case id, got ${caseId}`);
  await holdCase(pool, caseId, { held: what === 'hold', reason: reason.join(' '), actor: `operator:${process.env.USER ?? 'unknown'}` });
  console.log(`${what === 'hold' ? 'held' : 'released'} ${caseId}`);
  return 0;
}

/** A case may go after its day of deletion, if the rule for case files lets it go; one that the domain no longer knows, as soon as it has ended. */
async function ruleOf(pool: pg.Pool, day: string): Promise<RetentionRule> {
  const { rows } = await pool.query<{ known: boolean }>(`select to_regclass('cases.cases') is not null as known`);
  if (!rows[0]!.known) throw new UsageError('expected the database of a portal, with the schema cases, got another');
  return {
    text: `select i.case_id from engine.instance i left join cases.cases c using (case_id)
      where i.state <> 'active' and i.ended_at < $1::date and (c.case_id is null or c.delete_after < $1::date
        and (not exists (select 1 from cases.case_files f where f.case_id = c.case_id) or cases.may_destroy(c.case_id, $1::date)))`,
    values: [day],
  };
}

function print(months: readonly RetentionMonth[], ran: boolean): void {
  const columns = ['month', 'going', 'open', 'kept', 'held', 'bytes', 'action'] as const;
  const words: Record<RetentionMonth['action'], string> = ran
    ? { drop: 'dropped', thin: 'thinned', keep: '' }
    : { drop: 'would be dropped', thin: 'would be thinned', keep: '' };
  console.log(columns.map((column) => column.padStart(column === 'action' ? 0 : 10)).join(' '));
  for (const month of months.filter(({ going, open, kept, held }) => going + open + kept + held > 0)) {
    console.log(columns.map((column) => (column === 'action' ? words[month.action] : String(month[column]).padStart(10))).join(' '));
  }
  if (months.length === 0) console.log('nothing may go');
}
