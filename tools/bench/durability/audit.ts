import type { Client } from './client.ts';
import type { Fault } from './fleet.ts';
import { lifeKeys } from './model.ts';
import type { Load } from './lives.ts';
import type { Outside } from './outside.ts';
import type { DurableServer } from './server.ts';

/** What a run has to answer for, each as a list of what is wrong. */
export interface Audit {
  /** Acknowledged commands without a trace. */
  lost: string[];
  /** Steps, entries, results or messages that counted twice. */
  twice: string[];
  /** Cases that did not end as their commands say. */
  wrong: string[];
  /** Open cases nobody will go on with. */
  unowned: string[];
  /** Jobs of ended or frozen nodes that were picked up late, or never. */
  late: string[];
  /** Seconds until the slowest job of a killed node was picked up, and how many there were. */
  pickup: { slowest: number; jobs: number };
  /** Answers of late nodes that were refused. */
  refused: number;
}

/** What a machine that is not overloaded keeps, in seconds. */
export const LONGEST_PICKUP = 30;

/** Compares the database with what clients, nodes and the outside have written down. */
export async function audit(
  server: DurableServer,
  parts: { client: Client; load: Load; outside: Outside; killed: Fault[]; frozen: Fault[]; longestPickup: number },
): Promise<Audit> {
  const { client, load, outside } = parts;
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await server.query(text, values)).rows as T[];
  const lost: string[] = [];
  const twice: string[] = [];
  const wrong: string[] = [];

  const events = new Map(
    (
      await rows<{ id: string; result: string; code: string }>(`select case_id || ' ' || command_id as id, result, code from engine.event`)
    ).map((row) => [row.id, row]),
  );
  for (const [id, entry] of client.ledger) {
    const event = events.get(id);
    if (entry.acknowledged && !event) lost.push(`${entry.command.type} ${id}`);
    if (event?.result === 'rejected') wrong.push(`${entry.command.type} ${id}: ${event.code}`);
  }

  for (const row of await rows<Record<string, unknown>>(
    `select case_id, token, element, what, count(*) from ledger.effect where what in ('entered', 'completed')
     group by 1, 2, 3, 4 having count(*) > 1`,
  ))
    twice.push(`entry ${JSON.stringify(row)}`);
  for (const row of await rows<Record<string, unknown>>(
    `select i.case_id, i.step, count(e.step) as events, count(distinct e.step) as different from engine.instance i
     left join engine.event e on e.case_id = i.case_id and e.step is not null
     group by 1, 2 having i.step <> count(e.step) or count(e.step) <> count(distinct e.step) or i.step <> max(e.step)`,
  ))
    twice.push(`history ${JSON.stringify(row)}`);

  const cases = new Map(
    (
      await rows<{ case_id: string; state: string; data: Record<string, unknown> }>(
        `select i.case_id, i.state, v.data from engine.instance i left join engine.variable v on v.case_id = i.case_id and v.scope_no = 0`,
      )
    ).map((row) => [row.case_id, row]),
  );
  for (const { caseId, expected } of load.lives) {
    const row = cases.get(caseId);
    if (row?.state !== 'completed') {
      const tokens = await rows<{ element: string; state: string }>('select element, state from engine.token where case_id = $1', [caseId]);
      const at = tokens.map(({ element, state }) => `${element} ${state}`).join(', ');
      wrong.push(`${caseId} is ${row?.state ?? 'unknown'} at ${at}, ${JSON.stringify(row?.data)}`);
      continue;
    }
    if (row.data['total'] !== expected) twice.push(`${caseId} has ${String(row.data['total'])}, expected ${expected}`);
    for (const key of lifeKeys) {
      const done = outside.book.get(`${caseId}/${key}`);
      const kind = key.split(/[:/]/)[0]!;
      if (!done || row.data[kind] !== done.number) wrong.push(`${caseId}: ${kind} is ${String(row.data[kind])}, outside ${done?.number}`);
    }
  }
  for (const caseId of load.stays) if (cases.get(caseId)?.state !== 'active') wrong.push(`${caseId} did not stay open`);
  const begun = new Set<string>();
  for (const [messageId, told] of client.published) {
    if (new Set(told).size !== 1 || begun.has(told[0]!)) twice.push(`${messageId} began ${told.join(', ')}`);
    begun.add(told[0]!);
    if (cases.get(told[0]!)?.state !== 'completed') wrong.push(`${messageId}: ${told[0]} is not completed`);
  }
  const known = load.lives.length + load.stays.length + begun.size;
  if (cases.size !== known) twice.push(`${cases.size} cases, expected ${known}`);
  const keys = [...outside.book.keys()].filter((key) => !begun.has(key.split('/')[0]!));
  if (keys.length !== load.lives.length * lifeKeys.length)
    twice.push(`${keys.length} things done outside, expected ${load.lives.length * lifeKeys.length}`);

  const unowned = (await rows<object>('select * from engine.unowned_tokens()')).map((row) => JSON.stringify(row));
  const { late, pickup } = await pickups(rows, parts);
  const [{ refused }] = (await rows<{ refused: number }>(
    `select count(*)::integer as refused from engine.event where result = 'rejected' and type = 'complete-job'`,
  )) as [{ refused: number }];
  return { lost, twice, wrong, unowned, late, pickup, refused };
}

/** How long the jobs that a node held when it was killed or frozen waited for the next one. */
async function pickups(
  rows: <T>(text: string, values?: unknown[]) => Promise<T[]>,
  { killed, frozen, longestPickup }: { killed: Fault[]; frozen: Fault[]; longestPickup: number },
): Promise<Pick<Audit, 'late' | 'pickup'>> {
  const faults = [...killed, ...frozen].map(({ node, at }) => ({ holder: node, at: new Date(at).toISOString() }));
  const waits = await rows<{ key: string; holder: string; seconds: number | null }>(
    `select l.key, l.holder, extract(epoch from next.at - f.at)::float as seconds
     from jsonb_to_recordset($1::jsonb) as f(holder text, at timestamptz)
     join ledger.lease l on l.holder = f.holder
     left join ledger.lease next on next.key = l.key and next.fence = l.fence + 1
     where l.at <= f.at + interval '1 second'
       and not exists (select 1 from engine.event e where e.case_id = l.case_id and e.command_id = l.key || ' ' || l.fence and e.result = 'done')`,
    [JSON.stringify(faults)],
  );
  const late = waits.filter(({ seconds }) => seconds === null || seconds > longestPickup).map((wait) => JSON.stringify(wait));
  return { late, pickup: { slowest: Math.max(0, ...waits.map(({ seconds }) => seconds ?? 0)), jobs: waits.length } };
}
