import type { Command } from '@einwohnerportal/engine';
import type { Scope } from '../types.ts';
import { changedRoots, type OperatedValues } from './read-values.ts';
import type { NameChange, OperatedState } from './types.ts';
import { readValue } from './values.ts';
import type { Tree } from '../names/tree.ts';

/** Outcome of a case that an operator ended. */
export const STOPPED = 'stopped';

// Who and why are added when the intervention is kept.
const unsigned = { actor: '', reason: '' } as const;

/** The step counts as done, with the outputs given. */
export function skipCommand(token: number, outputs: Tree): Command {
  return { type: 'skip-incident', token, ...unsigned, ...(Object.keys(outputs).length > 0 && { variables: outputs }) };
}

/** Writes values; each root is replaced as a whole, so what was not changed goes along. */
export function valuesCommand(token: number, values: OperatedValues, changes: readonly NameChange[]): Command {
  const local = changes.filter((change) => change.scope === 'token');
  return {
    type: 'set-variables',
    ...unsigned,
    rootVariables: changedRoots(
      values.root,
      changes.filter((change) => change.scope === 'case'),
    ),
    ...(local.length > 0 && { token, variables: changedRoots(values.local, local) }),
  };
}

/** Takes a token to another element of its process. */
export function moveCommand(token: number, element: string): Command {
  return { type: 'modify', ...unsigned, move: [{ token, element }] };
}

/** Ends the case; the outcome says that an operator did. */
export function stopCommand(): Command {
  return { type: 'cancel', actor: '', reason: STOPPED };
}

/** What becomes of one waiting step when the case goes to another version. */
export type TokenPlan = { element: string; then: 'keep' | 'restart' | 'drop'; target: string };

/** Takes the case to another version of its process. */
export function migrateCommand(definitionId: string, plans: readonly TokenPlan[]): Command {
  const named = (then: TokenPlan['then']): string[] => plans.filter((plan) => plan.then === then).map((plan) => plan.element);
  return {
    type: 'migrate',
    ...unsigned,
    definitionId,
    elements: Object.fromEntries(plans.filter((plan) => plan.target !== plan.element).map((plan) => [plan.element, plan.target])),
    restart: named('restart'),
    drop: named('drop'),
  };
}

/** Outputs of a step typed as one FEEL context or JSON object; empty means none. */
export function readOutputs(text: string): { outputs: Tree; fault: 'unreadable' | 'not-a-group' | null } {
  if (text.trim() === '') return { outputs: {}, fault: null };
  const { value, fault } = readValue(text, {});
  if (fault) return { outputs: {}, fault: 'unreadable' };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { outputs: {}, fault: 'not-a-group' };
  return { outputs: value as Tree, fault: null };
}

/** A content of the service to which an open case could go. */
export interface NewerVersion {
  definitionId: string;
  serviceHash: string;
  deployedAt: string;
  /** The one that new cases get today. */
  current: boolean;
}

/** Versions of the case's service other than its own, the newest first. */
export async function otherVersions(scope: Scope, state: OperatedState): Promise<NewerVersion[]> {
  const { rows } = await scope.client.query<{ definition_id: string; service_hash: string; deployed_at: Date }>(
    'select definition_id, service_hash, deployed_at from cases.deployments where service = $1 and definition_id <> $2 order by deployed_at desc limit 20',
    [state.case.service, state.definitionId],
  );
  const { catalogue } = scope.context;
  const today = catalogue.has(state.case.service) ? catalogue.service(state.case.service).hash : '';
  return rows.map((row) => ({
    definitionId: row.definition_id,
    serviceHash: row.service_hash,
    deployedAt: row.deployed_at.toISOString(),
    current: row.service_hash === today,
  }));
}
