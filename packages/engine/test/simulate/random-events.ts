import { flow, node, timer } from '../kit.ts';
import type { Drawing } from './random-drawing.ts';
import { CODES, MESSAGES, SIGNALS, taskXml, trigger } from './random-parts.ts';
import type { Piece } from './random-parts.ts';

export function caughtEvent(drawing: Drawing): Piece {
  const id = drawing.id('catch');
  drawing.add(`<bpmn:intermediateCatchEvent id="${id}">${trigger(drawing.random)}</bpmn:intermediateCatchEvent>`);
  return { first: id, last: id };
}

export function thrownEvent(drawing: Drawing, depth: number): Piece {
  const id = drawing.id('throw');
  const definition = drawing.random.pick([
    '',
    '<bpmn:compensateEventDefinition />',
    `<bpmn:signalEventDefinition signalRef="signal-${drawing.random.pick(SIGNALS)}" />`,
    `<bpmn:messageEventDefinition messageRef="message-${drawing.random.pick(MESSAGES)}" />`,
    depth > 0 ? `<bpmn:escalationEventDefinition escalationRef="escalation-${drawing.random.pick(CODES)}" />` : '',
  ]);
  const job = definition.includes('message') && drawing.random.chance(0.3) ? '<zeebe:taskDefinition type="do" retries="1" />' : '';
  drawing.add(node('intermediateThrowEvent', id, job, definition));
  return { first: id, last: id };
}

export function linkPiece(drawing: Drawing): Piece {
  const [from, to] = [drawing.id('link'), drawing.id('link')];
  drawing.add(`<bpmn:intermediateThrowEvent id="${from}"><bpmn:linkEventDefinition name="${from}" /></bpmn:intermediateThrowEvent>
    <bpmn:intermediateCatchEvent id="${to}"><bpmn:linkEventDefinition name="${from}" /></bpmn:intermediateCatchEvent>`);
  return { first: from, last: to };
}

export function addBoundary(drawing: Drawing, host: string, inside: boolean): void {
  const id = drawing.id('boundary');
  const kind = drawing.random.below(inside ? 7 : 5);
  const code = drawing.random.pick(CODES);
  const interrupting = drawing.random.chance(0.5);
  const error = kind === 5 || (!inside && kind === 4);
  const definition = error
    ? `<bpmn:errorEventDefinition ${drawing.random.chance(0.5) ? `errorRef="error-${code}"` : ''} />`
    : kind === 6
      ? `<bpmn:escalationEventDefinition escalationRef="escalation-${code}" />`
      : !interrupting && kind === 3
        ? timer('timeCycle', 'R2/PT5H')
        : trigger(drawing.random);
  drawing.add(
    `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${interrupting || error ? '' : 'cancelActivity="false"'}>${definition}</bpmn:boundaryEvent>`,
  );
  const task = waitingTask(drawing);
  const end = drawing.id('end');
  drawing.add(`${flow(id, task)}<bpmn:endEvent id="${end}" />${flow(task, end)}`);
}

function waitingTask(drawing: Drawing): string {
  const id = drawing.id('task');
  drawing.add(taskXml(drawing.random, id));
  return id;
}
