import { flow, node } from '../kit.ts';
import { addBoundary } from './random-events.ts';
import type { Drawing } from './random-drawing.ts';
import { marker, taskXml } from './random-parts.ts';
import type { Piece } from './random-parts.ts';

export function taskPiece(drawing: Drawing): Piece {
  const id = drawing.id('task');
  drawing.add(taskXml(drawing.random, id));
  while (drawing.random.chance(0.3)) addBoundary(drawing, id, false);
  return { first: id, last: id };
}

export function singlePiece(drawing: Drawing, type: string, kind: string): Piece {
  const id = drawing.id(kind);
  drawing.add(`<bpmn:${type} id="${id}" />`);
  return { first: id, last: id };
}

export function compensableTask(drawing: Drawing): Piece {
  const { first, last } = taskPiece(drawing);
  const boundary = drawing.id('undo');
  const handler = drawing.id('handler');
  drawing.add(`<bpmn:boundaryEvent id="${boundary}" attachedToRef="${first}"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
    ${node('serviceTask', handler, '<zeebe:taskDefinition type="do" retries="1" />', '', 'isForCompensation="true"')}
    <bpmn:association id="a-${boundary}" associationDirection="One" sourceRef="${boundary}" targetRef="${handler}" />`);
  return { first, last };
}

export function loopedTask(drawing: Drawing): Piece {
  const id = drawing.id('loop');
  drawing.add(taskXml(drawing.random, id, marker(drawing.random)));
  if (drawing.random.chance(0.3)) addBoundary(drawing, id, false);
  return { first: id, last: id };
}

export function callPiece(drawing: Drawing): Piece {
  const id = drawing.id('call');
  drawing.add(
    node(
      'callActivity',
      id,
      '<zeebe:calledElement processId="called" propagateAllParentVariables="true" propagateAllChildVariables="true" />',
      drawing.random.chance(0.3) ? marker(drawing.random) : '',
    ),
  );
  if (drawing.random.chance(0.5)) addBoundary(drawing, id, true);
  return { first: id, last: id };
}

/** Asks the other pool and waits for its answer, now and then beside something else. */
export function askingPiece(drawing: Drawing): Piece {
  const [ask, hear] = [drawing.id('ask'), drawing.id('hear')];
  drawing.neighbour = { ask, hear };
  drawing.add(
    drawing.random.chance(0.5)
      ? `<bpmn:sendTask id="${ask}" messageRef="message-question" />`
      : `<bpmn:intermediateThrowEvent id="${ask}"><bpmn:messageEventDefinition messageRef="message-question" /></bpmn:intermediateThrowEvent>`,
  );
  drawing.add(`<bpmn:receiveTask id="${hear}" messageRef="message-answer" />${flow(ask, hear)}`);
  return { first: ask, last: hear };
}
