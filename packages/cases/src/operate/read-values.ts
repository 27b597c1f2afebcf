import { requireSession } from '../request/scope.ts';
import { withAnswers, type Tree } from '../names/tree.ts';
import type { Scope } from '../types.ts';
import type { NameChange } from './types.ts';
import { fingerprint, flatten, isName, readValue, type NamedValue } from './values.ts';

/** Values of a case that an operator may see after saying why. */
export interface OperatedValues {
  /** Names of the whole case. */
  root: Tree;
  /** Names of the one step; empty when it has none of its own. */
  local: Tree;
  rows: (NamedValue & { scope: NameChange['scope'] })[];
}

/** Shortest reason that says something; the database asks for it too. */
export const SHORTEST_REASON = 10;

/**
 * The names of a case, at the price of a reason of at least ten letters: the look is recorded and the person reads it. Null when the
 * case is not this operator's.
 */
export async function readOperatedValues(scope: Scope, caseId: string, token: number, reason: string): Promise<OperatedValues | null> {
  requireSession(scope);
  if (reason.trim().length < SHORTEST_REASON)
    throw new RangeError('expected a reason of ten letters to read the names of a case, got less');
  const { rows } = await scope.client.query<{ scope_no: number; data: Tree }>('select scope_no, data from cases.read_names($1, $2, $3)', [
    caseId,
    token,
    reason.trim(),
  ]);
  const root = rows.find((row) => row.scope_no === 0)?.data;
  if (!root) return null;
  const local = (token === 0 ? undefined : rows.find((row) => row.scope_no === token)?.data) ?? {};
  return {
    root,
    local,
    rows: [
      ...flatten(local).map((each) => ({ ...each, scope: 'token' as const })),
      ...flatten(root).map((each) => ({ ...each, scope: 'case' as const })),
    ],
  };
}

/** One value as it stood on the page and as it was typed. */
export interface TypedValue {
  name: string;
  scope: NameChange['scope'];
  /** `fingerprint` of the value when the page was made. */
  was: string;
  text: string;
}

export interface ValueFault {
  name: string;
  scope: NameChange['scope'];
  code: 'empty' | 'unreadable' | 'too-long' | 'name' | 'changed-meanwhile';
}

/** What was changed, each value read and compared with what is true now; or what cannot be taken. */
export function readChanges(values: OperatedValues, typed: readonly TypedValue[]): { changes: NameChange[]; faults: ValueFault[] } {
  const changes: NameChange[] = [];
  const faults: ValueFault[] = [];
  for (const each of typed) {
    const fault = (code: ValueFault['code']): void => void faults.push({ name: each.name, scope: each.scope, code });
    if (!isName(each.name)) {
      fault('name');
      continue;
    }
    const read = readValue(each.text, { ...values.root, ...values.local });
    if (read.fault) {
      fault(read.fault);
      continue;
    }
    const now = values.rows.find((row) => row.name === each.name && row.scope === each.scope)?.value ?? null;
    if (fingerprint(read.value) === fingerprint(now)) continue;
    if (fingerprint(now) !== each.was) fault('changed-meanwhile');
    else changes.push({ name: each.name, scope: each.scope, before: now, after: read.value });
  }
  return { changes, faults };
}

/** Whole roots with the changes laid in: the machine replaces each root as a whole. */
export function changedRoots(tree: Tree, changes: readonly NameChange[]): Tree {
  const whole = withAnswers(tree, Object.fromEntries(changes.map((change) => [change.name, change.after])));
  const roots = new Set(changes.map((change) => change.name.split('.')[0]!));
  return Object.fromEntries([...roots].map((root) => [root, whole[root] ?? null]));
}
