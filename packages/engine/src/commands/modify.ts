import { endScope } from '../run/complete.ts';
import { Rejection } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { definitionOfScope, holdsProcess } from '../run/scope.ts';
import { spawn } from '../run/spawn.ts';
import type { Step } from '../run/step.ts';
import { terminate } from '../run/terminate.ts';
import type { CommandHandler } from './apply.ts';

/**
 * An operator moves, cancels and begins tokens. A token moves inside its process or subprocess; a round of a loop does not move alone.
 * Everything is checked before anything is changed.
 */
export const modify: CommandHandler<'modify'> = (step, command) => {
  const { move = [], cancel = [], activate = [] } = command;
  if (move.length + cancel.length + activate.length === 0) throw new Rejection('token-unknown');
  const named = [...move.map(({ token }) => token), ...cancel];
  if (new Set(named).size < named.length) throw new Rejection('token-unknown');
  const moves = move.map(({ token, element }) => ({ token: movable(step, token), element }));
  for (const { token, element } of moves) {
    const { parent } = step.element(token);
    checkTarget(step, token.definition_id, element, parent);
    checkPool(step, token.definition_id, element, token.parent_no);
  }
  const gone = cancel.map((no) => movable(step, no));
  for (const { scope, element } of activate) {
    checkTarget(step, scopeDefinition(step, scope), element, containerOf(step, scope));
    checkPool(step, definitionOfScope(step, scope), element, scope);
  }
  step.instance.header.activations = 0;
  step.data = { reason: command.reason };
  for (const { scope, element } of activate) {
    spawn(step, { definitionId: definitionOfScope(step, scope), element, parentNo: scope, via: null });
  }
  for (const { token, element } of moves) {
    if (!step.instance.tokens.get(token.token_no)) continue;
    terminate(step, token);
    spawn(step, { definitionId: token.definition_id, element, parentNo: token.parent_no, via: null });
  }
  for (const token of gone) {
    if (!step.instance.tokens.get(token.token_no)) continue;
    terminate(step, token);
    endScope(step, token.parent_no);
  }
};

function movable(step: Step, no: number): TokenRow {
  const token = step.instance.tokens.get(no);
  const parent = token && step.instance.tokens.get(token.parent_no);
  const compensating = parent && ['compensation-throw', 'compensation-end', 'cancel-end'].includes(step.element(parent).kind);
  if (!token || token.part === 'item' || compensating) throw new Rejection('token-unknown');
  return token;
}

/** Only a scope that is open and holds elements of its own. */
function scopeDefinition(step: Step, scope: number): string {
  const token = step.instance.tokens.get(scope);
  if (scope !== 0 && (!token || token.part === 'loop' || token.state !== 'waiting' || containerOf(step, scope) === null)) {
    throw new Rejection('token-unknown');
  }
  return definitionOfScope(step, scope);
}

function containerOf(step: Step, scope: number): string | null {
  const token = step.instance.tokens.get(scope);
  if (!token) return '';
  const element = step.element(token);
  if (holdsProcess(step, token)) return '';
  return step.definition(token.definition_id).containers.has(element.id) ? element.id : null;
}

function checkTarget(step: Step, definitionId: string, elementId: string, container: string | null): void {
  const element = step.definition(definitionId).elements.get(elementId);
  const entered = element && !element.attachedTo && element.kind !== 'event-subprocess' && !element.forCompensation;
  if (!entered || element.parent !== container) throw new Rejection('element-unknown');
}

/** Pools stand beside the main or a called process, never one inside the other. */
function checkPool(step: Step, definitionId: string, elementId: string, scope: number): void {
  const around = step.instance.tokens.get(scope);
  const inPool = around !== undefined && step.element(around).kind === 'pool';
  if (inPool && step.definition(definitionId).elements.get(elementId)?.kind === 'pool') throw new Rejection('element-unknown');
}
