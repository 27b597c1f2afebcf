import type { CompiledElement, Definition } from '../model/compiled.ts';
import type { MigrationPlan, MigrationProblem } from '../types.ts';
import type { TokenRow } from './instance.ts';
import { isCall } from './scope.ts';
import { rearmScope, rearmToken, renameWaiting, timersGiven } from './migrate-events.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { terminate } from './terminate.ts';

/** Old definition id → new definition: of the main process, and of the other pools that the new file has too. */
function targetsOf(step: Step, plan: MigrationPlan): Map<string, Definition> {
  const from = step.definition(step.instance.header.definition_id);
  const to = step.definition(plan.definitionId);
  const pools = Object.entries(from.pools).filter(([processId]) => to.pools[processId]);
  return new Map([[from.definitionId, to], ...pools.map(([processId, id]) => [id, step.definition(to.pools[processId]!)] as const)]);
}

/** Tokens of the main process, the other pools and their subprocesses that go along; not those of called processes, nor inside what begins anew. */
function affected(step: Step, plan: MigrationPlan): TokenRow[] {
  const targets = targetsOf(step, plan);
  const stops = new Set([...(plan.restart ?? []), ...(plan.drop ?? [])]);
  const tokens: TokenRow[] = [];
  const visit = (scopeNo: number): void => {
    for (const token of step.instance.tokensIn(scopeNo)) {
      if (!targets.has(token.definition_id)) continue;
      tokens.push(token);
      const called = isCall(step, token);
      if (!called && !stops.has(token.element)) visit(token.token_no);
    }
  };
  visit(0);
  return tokens;
}

/** What speaks against a migration; nothing is changed. */
export function planMigration(step: Step, plan: MigrationPlan): MigrationProblem[] {
  const targets = targetsOf(step, plan);
  const dropped = new Set(plan.drop);
  const tokens = affected(step, plan);
  const problems = tokens.flatMap((token): MigrationProblem[] => {
    if (dropped.has(token.element)) return [];
    const code = problemOf(step, token, targets.get(token.definition_id)!, plan);
    return code ? [{ token: token.token_no, element: token.element, code }] : [];
  });
  for (const scopeNo of new Set(tokens.map((token) => token.parent_no))) {
    const inside = tokens.filter((token) => token.parent_no === scopeNo);
    const first = inside[0]!;
    if (inside.every((token) => dropped.has(token.element)))
      problems.push({ token: first.token_no, element: first.element, code: 'nothing-left' });
  }
  return problems;
}

function problemOf(step: Step, token: TokenRow, target: Definition, plan: MigrationPlan): MigrationProblem['code'] | null {
  const old = step.element(token);
  const next = target.elements.get(renamed(plan, token.element));
  if (!next) return 'element-missing';
  if (next.parent !== (old.parent === '' ? '' : renamed(plan, old.parent))) return 'scope-changed';
  if (plan.restart?.includes(token.element)) return token.part === 'item' ? 'loop-changed' : null;
  if (next.kind !== old.kind) return 'kind-changed';
  if ((next.loop === null) !== (old.loop === null) || next.loop?.parallel !== old.loop?.parallel) return 'loop-changed';
  return null;
}

function renamed(plan: MigrationPlan, element: string): string {
  return plan.elements?.[element] ?? element;
}

/** Carries out a migration that `planMigration` has nothing against. */
export function migrateInstance(step: Step, plan: MigrationPlan): void {
  const { instance } = step;
  const targets = targetsOf(step, plan);
  const rename = (element: string): string => renamed(plan, element);
  const tokens = affected(step, plan);
  const old = new Map(tokens.map((token) => [token.token_no, step.element(token)]));
  const key = (waiting: string): string => waiting.split('/').map(rename).join('/');
  const given = new Map([0, ...old.keys()].map((no) => [no, new Set(timersGiven(step, no).map(key))]));
  const change: Change = { rename, given: (no) => given.get(no) ?? new Set() };
  instance.header.definition_id = plan.definitionId;
  migrateScope(step, 0, change);
  for (const token of tokens) {
    const target = targets.get(token.definition_id)!;
    if (plan.drop?.includes(token.element)) terminate(step, token);
    else if (plan.restart?.includes(token.element)) restart(step, token, target.definitionId, rename(token.element));
    else keep(step, token, old.get(token.token_no)!, target, change);
  }
  for (const token of instance.tokensIn(0)) if (step.element(token).kind === 'pool') migrateScope(step, token.token_no, change);
  for (const row of instance.compensations.all()) {
    const target = targets.get(row.definition_id);
    if (!target) continue;
    const element = rename(row.element);
    const handler = row.handler && rename(row.handler);
    if (!target.elements.has(element) || (handler && !target.elements.has(handler))) instance.compensations.remove(row.token_no);
    else instance.compensations.put({ ...row, definition_id: target.definitionId, element, handler });
  }
  step.namesChanged = true;
}

function restart(step: Step, token: TokenRow, definitionId: string, element: string): void {
  terminate(step, token);
  spawn(step, { definitionId, element, parentNo: token.parent_no, via: null });
}

/** New names of elements, and what timers a token or scope had been given before. */
interface Change {
  rename: (element: string) => string;
  given: (no: number) => ReadonlySet<string>;
}

/** The token stays with its job, task and timers; boundary events that are new are armed, those that are gone are not waited for. */
function keep(step: Step, token: TokenRow, old: CompiledElement, target: Definition, change: Change): void {
  const { instance } = step;
  const { rename, given } = change;
  const next = target.elements.get(rename(token.element))!;
  const source = old.incoming.find((flow) => flow.id === token.via)?.source;
  const via = next.incoming.find((flow) => flow.id === token.via) ?? next.incoming.find((flow) => source && flow.source === rename(source));
  Object.assign(token, { definition_id: target.definitionId, element: next.id, via: via?.id ?? null });
  instance.tokens.put(token);
  const task = instance.userTasks.get(token.token_no);
  if (task) instance.userTasks.put({ ...task, element: next.id, process_id: target.processId });
  const { detour } = token.data;
  if (detour)
    token.data = { ...token.data, detour: { ...detour, task: { ...detour.task, element: next.id, process_id: target.processId } } };
  const incident = instance.incidents.get(token.token_no);
  if (incident) instance.incidents.put({ ...incident, element: next.id });
  const job = instance.jobs.get(token.token_no);
  if (job) instance.jobs.put({ ...job, info: { ...job.info, element: next.id, definitionId: target.definitionId } });
  renameWaiting(step, token.token_no, rename);
  if (token.state !== 'ready') rearmToken(step, token, next, given(token.token_no));
  if (target.containers.has(next.id)) migrateScope(step, token.token_no, change);
  step.record(token, 'migrated');
}

function migrateScope(step: Step, scopeNo: number, { rename, given }: Change): void {
  const scope = step.instance.scopes.get(scopeNo);
  if (scope) {
    const visits = Object.fromEntries(Object.entries(scope.visits).map(([element, visit]) => [rename(element), visit]));
    step.instance.scopes.put({ ...scope, visits });
  }
  if (scopeNo === 0) renameWaiting(step, 0, rename);
  rearmScope(step, scopeNo, given(scopeNo));
}
