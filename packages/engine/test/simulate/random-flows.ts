import { flow, io, node } from '../kit.ts';
import { caughtEvent, linkPiece, thrownEvent } from './random-events.ts';
import { askingPiece, callPiece, compensableTask, loopedTask, singlePiece, taskPiece } from './random-tasks.ts';
import { adHocPiece, subprocessPiece, transactionPiece } from './random-containers.ts';
import type { Drawing } from './random-drawing.ts';
import { condition } from './random-parts.ts';
import type { Piece } from './random-parts.ts';

export function sequenceOf(drawing: Drawing, depth: number): Piece {
  const pieces: Piece[] = [];
  const length = 1 + drawing.random.below(3);
  for (let index = 0; index < length; index += 1) {
    const piece = anyPiece(drawing, depth);
    const before = pieces.at(-1);
    if (before?.last) drawing.add(flow(before.last, piece.first));
    pieces.push(piece);
    if (!piece.last) break;
  }
  return { first: pieces[0]!.first, last: pieces.at(-1)!.last };
}

function anyPiece(drawing: Drawing, depth: number): Piece {
  const simple = drawing.budget <= 0 || depth >= 4;
  const kind = drawing.random.below(simple ? 9 : 19);
  if (kind < 3) return taskPiece(drawing);
  if (kind === 3) return caughtEvent(drawing);
  if (kind === 4) return singlePiece(drawing, 'manualTask', 'manual');
  if (kind === 5) return thrownEvent(drawing, depth);
  if (kind === 6) return compensableTask(drawing);
  if (kind === 7) return loopedTask(drawing);
  if (kind === 8) return linkPiece(drawing);
  if (kind < 12) return branchesPiece(drawing, depth, drawing.random.pick(['parallelGateway', 'inclusiveGateway', 'exclusiveGateway']));
  if (kind === 12) return loopBackPiece(drawing, depth);
  if (kind === 13) return racePiece(drawing, depth);
  if (kind === 14 && drawing.calls) return callPiece(drawing);
  if (kind === 15) return adHocPiece(drawing, depth);
  if (kind === 16) return transactionPiece(drawing, depth);
  if (kind === 17 && drawing.calls && !drawing.neighbour) return askingPiece(drawing);
  return subprocessPiece(drawing, depth);
}

function branchesPiece(drawing: Drawing, depth: number, type: string): Piece {
  const [fork, join] = [drawing.id('fork'), drawing.id('join')];
  const branches = Array.from({ length: 2 + drawing.random.below(2) }, () => sequenceOf(drawing, depth + 1));
  const parallel = type === 'parallelGateway';
  drawing.add(`<bpmn:${type} id="${fork}" ${parallel ? '' : `default="${fork}--${branches[0]!.first}"`} /><bpmn:${type} id="${join}" />`);
  for (const [index, branch] of branches.entries()) {
    drawing.add(flow(fork, branch.first, parallel || index === 0 ? undefined : condition(drawing.random).replace('>', '&gt;')));
    if (branch.last) drawing.add(flow(branch.last, join));
  }
  return { first: fork, last: join };
}

function loopBackPiece(drawing: Drawing, depth: number): Piece {
  const [begin, again] = [drawing.id('merge'), drawing.id('again')];
  const piece = sequenceOf(drawing, depth + 1);
  const count = node('manualTask', drawing.id('count'), io({}, { rounds: '=(if rounds = null then 0 else rounds) + 1' }));
  const counter = /id="(\w+)"/.exec(count)![1]!;
  drawing.add(`<bpmn:exclusiveGateway id="${begin}" />${count}<bpmn:exclusiveGateway id="${again}" />${flow(begin, piece.first)}`);
  if (piece.last) drawing.add(flow(piece.last, counter));
  drawing.add(flow(counter, again));
  const out = singlePiece(drawing, 'manualTask', 'manual');
  const text = flow(again, begin, '=rounds &lt; 4');
  drawing.add(text);
  drawing.add(flow(again, out.first));
  drawing.replace(`<bpmn:exclusiveGateway id="${again}" />`, `<bpmn:exclusiveGateway id="${again}" default="${again}--${out.first}" />`);
  return { first: begin, last: out.last };
}

function racePiece(drawing: Drawing, depth: number): Piece {
  const [gateway, join] = [drawing.id('race'), drawing.id('merge')];
  drawing.add(`<bpmn:eventBasedGateway id="${gateway}" /><bpmn:exclusiveGateway id="${join}" />`);
  for (let index = 0; index < 2; index += 1) {
    const event = caughtEvent(drawing);
    const piece = sequenceOf(drawing, depth + 1);
    drawing.add(flow(gateway, event.first) + flow(event.last!, piece.first));
    if (piece.last) drawing.add(flow(piece.last, join));
  }
  return { first: gateway, last: join };
}
