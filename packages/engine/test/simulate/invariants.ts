import { STOPPING } from '../../src/limits.ts';
import type { HeaderRow, InstanceRows, TokenRow } from '../../src/run/instance.ts';

type Stands = { header: HeaderRow | null; rows: InstanceRows };

/**
 * What must hold after every step; returns what does not.
 * @param queued whether the engine has left itself a next step. Only that one, or the person who resolves the incident that stops the whole
 * instance, goes on with what comes when all tokens wait: joins, and the next rounds of a parallel loop.
 */
export function broken({ header, rows }: Stands, queued = false): string[] {
  const faults: string[] = [];
  if (!header) return faults;
  const numbers = new Set(rows.tokens.map((token) => token.token_no));
  if (header.state !== 'active') {
    for (const name of ['tokens', 'jobs', 'userTasks', 'timers', 'subscriptions', 'incidents', 'compensations'] as const) {
      if (rows[name].length > 0) faults.push(`${rows[name].length} ${name} left after the end`);
    }
    return faults;
  }
  if (rows.tokens.length === 0) faults.push('an open instance without a token');
  if (numbers.size < rows.tokens.length) faults.push('two tokens with one number');
  for (const no of numbers) if (no >= header.next_token) faults.push(`token ${no} has a number that was not given`);
  for (const name of ['jobs', 'userTasks', 'timers', 'subscriptions', 'incidents'] as const) {
    for (const row of rows[name])
      if (row.token_no !== 0 && !numbers.has(row.token_no)) faults.push(`${name} of a token that is gone: ${row.token_no}`);
  }
  for (const scope of rows.scopes)
    if (scope.scope_no !== 0 && !numbers.has(scope.scope_no)) faults.push(`names of a token that is gone: ${scope.scope_no}`);
  const failures = new Set(rows.incidents.map(({ token_no }) => token_no));
  const waiting = new Set(
    [rows.jobs, rows.userTasks, rows.timers, rows.subscriptions, rows.incidents].flat().map(({ token_no }) => token_no),
  );
  const working = new Set(rows.jobs.flatMap(({ token_no, state }) => (state === 'failed' ? [] : [token_no])));
  const inside = Map.groupBy(rows.tokens, ({ parent_no }) => parent_no);
  const goesOn = queued || rows.incidents.some(({ code }) => STOPPING.has(code));
  for (const token of rows.tokens) {
    const no = token.token_no;
    if (token.parent_no !== 0 && !numbers.has(token.parent_no)) faults.push(`${token.path} stands in a scope that is gone`);
    if (token.state === 'failed' && !failures.has(no)) faults.push(`${token.path} failed without incident`);
    if (token.state === 'ready' && !goesOn) faults.push(`${token.path} is ready and nothing enters it`);
    if (token.state === 'ready' || (goesOn && settlesAtRest(token))) continue;
    const stuck = token.state === 'joining' ? inside.get(token.parent_no)!.length < 2 : !waiting.has(no) && !inside.has(no);
    if (stuck) faults.push(`${token.path} (${token.state}) waits for nothing`);
    if (token.state === 'failed' && working.has(no)) faults.push(`${token.path} failed and a machine works on it`);
  }
  return faults;
}

/** Joins and parallel loops go on when all tokens of the instance wait, or are stopped. */
function settlesAtRest({ state, part, data }: TokenRow): boolean {
  const { loop } = data;
  return state === 'joining' || (state === 'waiting' && part === 'loop' && loop !== undefined && loop.next < (loop.total ?? 0));
}
