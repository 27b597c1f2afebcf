import { chain, flow, node } from '../kit.ts';
import { addBoundary } from './random-events.ts';
import { sequenceOf } from './random-flows.ts';
import type { Drawing } from './random-drawing.ts';
import { CODES, MESSAGES, SIGNALS, condition, feel, marker, trigger } from './random-parts.ts';
import type { Piece } from './random-parts.ts';

/** The inside of a process or subprocess, with event subprocesses now and then. */
export function containerXml(drawing: Drawing, depth: number, transaction: boolean): string {
  drawing.open();
  const start = drawing.id('start');
  drawing.add(`<bpmn:startEvent id="${start}" />`);
  const piece = sequenceOf(drawing, depth);
  drawing.add(flow(start, piece.first));
  if (piece.last) endEvent(drawing, piece.last, depth, transaction);
  if (depth < 3 && drawing.budget > 0 && drawing.random.chance(0.25)) addEventSubprocess(drawing, depth);
  const inside = drawing.close();
  return inside;
}

export function endEvent(drawing: Drawing, from: string, depth: number, transaction: boolean): void {
  const id = drawing.id('end');
  const kind = drawing.random.below(transaction ? 3 : 10);
  const message = `<bpmn:messageEventDefinition messageRef="message-${drawing.random.pick(MESSAGES)}" />`;
  const error = `<bpmn:errorEventDefinition errorRef="error-${drawing.random.pick(CODES)}" />`;
  const signal = `<bpmn:signalEventDefinition signalRef="signal-${drawing.random.pick(SIGNALS)}" />`;
  const escalation = `<bpmn:escalationEventDefinition escalationRef="escalation-${drawing.random.pick(CODES)}" />`;
  const definition =
    transaction && kind === 0
      ? '<bpmn:cancelEventDefinition />'
      : kind === 1
        ? '<bpmn:terminateEventDefinition />'
        : kind === 2
          ? '<bpmn:compensateEventDefinition />'
          : kind === 3
            ? signal
            : kind === 4 && depth > 0
              ? escalation
              : kind === 5
                ? message
                : kind === 6 && depth > 0 && drawing.random.chance(0.5)
                  ? error
                  : '';
  drawing.add(`<bpmn:endEvent id="${id}">${definition}</bpmn:endEvent>${flow(from, id)}`);
}

export function subprocessPiece(drawing: Drawing, depth: number): Piece {
  const id = drawing.id('sub');
  const inside = containerXml(drawing, depth + 1, false) + (drawing.random.chance(0.2) ? undoingXml(drawing) : '');
  drawing.add(node('subProcess', id, '', inside + (drawing.random.chance(0.3) ? marker(drawing.random) : '')));
  while (drawing.random.chance(0.4)) addBoundary(drawing, id, true);
  return { first: id, last: id };
}

export function transactionPiece(drawing: Drawing, depth: number): Piece {
  const id = drawing.id('trade');
  drawing.add(node('transaction', id, '', containerXml(drawing, depth + 1, true)));
  const cancel = drawing.id('cancel');
  const end = drawing.id('end');
  drawing.add(
    `<bpmn:boundaryEvent id="${cancel}" attachedToRef="${id}"><bpmn:cancelEventDefinition /></bpmn:boundaryEvent><bpmn:endEvent id="${end}" />${flow(cancel, end)}`,
  );
  return { first: id, last: id };
}

export function adHocPiece(drawing: Drawing, depth: number): Piece {
  const id = drawing.id('adhoc');
  drawing.open();
  for (let index = 0; index < 2; index += 1) sequenceOf(drawing, depth + 2);
  const ending = drawing.random.chance(0.5)
    ? `<bpmn:completionCondition ${feel(condition(drawing.random))}</bpmn:completionCondition>`
    : '';
  const inside = drawing.close() + ending;
  drawing.add(node('adHocSubProcess', id, '', inside));
  return { first: id, last: id };
}

function addEventSubprocess(drawing: Drawing, depth: number): void {
  const [id, start] = [drawing.id('event'), drawing.id('start')];
  drawing.open();
  const code = drawing.random.pick(CODES);
  const kind = drawing.random.below(6);
  const interrupting = drawing.random.chance(0.4);
  const definition =
    kind === 0
      ? `<bpmn:errorEventDefinition errorRef="error-${code}" />`
      : kind === 1
        ? `<bpmn:escalationEventDefinition escalationRef="escalation-${code}" />`
        : trigger(drawing.random);
  drawing.add(
    `<bpmn:startEvent id="${start}" ${interrupting || kind === 0 ? '' : 'isInterrupting="false"'}>${definition}</bpmn:startEvent>`,
  );
  const piece = sequenceOf(drawing, depth + 2);
  drawing.add(flow(start, piece.first));
  if (piece.last) endEvent(drawing, piece.last, 0, false);
  const inside = drawing.close();
  drawing.add(node('subProcess', id, '', inside, 'triggeredByEvent="true"'));
}

/** An event subprocess that undoes the subprocess around it, by what is inside or by itself. */
function undoingXml(drawing: Drawing): string {
  const [id, start, task, end] = ['event', 'start', 'handler', 'end'].map((kind) => drawing.id(kind)) as [string, string, string, string];
  const inner = drawing.random.chance(0.5) ? '<bpmn:compensateEventDefinition />' : '';
  return node(
    'subProcess',
    id,
    '',
    `<bpmn:startEvent id="${start}"><bpmn:compensateEventDefinition /></bpmn:startEvent>${node('serviceTask', task, '<zeebe:taskDefinition type="do" retries="1" />')}
     <bpmn:endEvent id="${end}">${inner}</bpmn:endEvent>${chain(start, task, end)}`,
    'triggeredByEvent="true"',
  );
}
