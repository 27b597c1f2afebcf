import type { HeaderRow, InstanceRows } from '../../src/run/instance.ts';

/** What must hold after every step; returns what does not. */
export function broken({ header, rows }: { header: HeaderRow; rows: InstanceRows }): string[] {
  const faults: string[] = [];
  const numbers = new Set(rows.tokens.map((token) => token.token_no));
  const has = (list: { token_no: number }[], no: number): boolean => list.some((row) => row.token_no === no);
  if (header.state !== 'active') {
    for (const name of ['tokens', 'jobs', 'userTasks', 'timers', 'subscriptions', 'incidents', 'compensations'] as const) {
      if (rows[name].length > 0) faults.push(`${rows[name].length} ${name} left after the end`);
    }
    return faults;
  }
  if (rows.tokens.length === 0) faults.push('an open instance without a token');
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
  }
  return faults;
}
