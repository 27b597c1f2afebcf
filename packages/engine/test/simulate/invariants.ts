import type { HeaderRow, InstanceRows } from '../../src/run/instance.ts';
import type { Told } from './memory-case.ts';

type Stands = { header: HeaderRow | null; rows: InstanceRows };

/** What must hold after every step; returns what does not. */
export function broken({ header, rows }: Stands): string[] {
  const faults: string[] = [];
  if (!header) return faults;
  const numbers = new Set(rows.tokens.map((token) => token.token_no));
  const has = (list: { token_no: number }[], no: number): boolean => list.some((row) => row.token_no === no);
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
  for (const token of rows.tokens) {
    const no = token.token_no;
    if (token.parent_no !== 0 && !numbers.has(token.parent_no)) faults.push(`${token.path} stands in a scope that is gone`);
    if (token.state === 'failed' && !has(rows.incidents, no)) faults.push(`${token.path} failed without incident`);
    if (token.state === 'ready') continue;
    const inside = rows.tokens.some((other) => other.parent_no === no);
    const others = rows.tokens.some((other) => other.parent_no === token.parent_no && other.token_no !== no);
    const waitsFor = [rows.jobs, rows.userTasks, rows.timers, rows.subscriptions, rows.incidents].some((list) => has(list, no));
    if (token.state === 'joining' ? !others : !waitsFor && !inside) faults.push(`${token.path} (${token.state}) waits for nothing`);
    const works = rows.jobs.some((row) => row.token_no === no && row.state !== 'failed');
    if (token.state === 'failed' && works) faults.push(`${token.path} failed and a machine works on it`);
  }
  return faults;
}

/** How a token goes. */
const LEAVES = new Set(['completed', 'cancelled', 'joined']);

/** What the history must tell of every token: it comes once, goes once, and is gone exactly when it has gone. */
export function brokenHistory({ rows }: Pick<Stands, 'rows'>, told: readonly Told[]): string[] {
  const faults: string[] = [];
  const open = new Map(rows.tokens.map((token) => [token.token_no, token]));
  const entered = new Map<number, string>();
  const left = new Map<number, string>();
  for (const { token, what, element } of told) {
    // What could not go on where it stood is entered once more.
    if (what === 'failed') entered.delete(token);
    if (what === 'entered') {
      if (entered.has(token)) faults.push(`token ${token} was entered twice, at ${entered.get(token)} and ${element}`);
      entered.set(token, element);
    }
    if (!LEAVES.has(what)) continue;
    const before = left.get(token);
    // An event that ends its own scope from inside has completed, and is cancelled with it.
    const endsItself = before === 'completed' && what === 'cancelled' && /^(end|throw)/.test(element);
    if (before && !endsItself) faults.push(`token ${token} left twice, ${before} and ${what} ${element}`);
    left.set(token, what);
  }
  for (const no of open.keys()) if (left.has(no)) faults.push(`token ${no} has left and is still there`);
  for (const [no, element] of entered) if (!open.has(no) && !left.has(no)) faults.push(`token ${no} vanished from ${element}`);
  return faults;
}
