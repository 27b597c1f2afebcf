import { chain, flow, io, node, timer } from '../kit.ts';
import type { Neighbour, Piece } from './random-parts.ts';
import type { Random } from './random.ts';
import { CODES, MESSAGES, SIGNALS, condition, feel, marker, taskXml, trigger, wholeFile } from './random-parts.ts';

/** Draws random block-structured models of all elements that run. */
export class ModelMaker {
  readonly #random: Random;
  #count = 0;
  #budget: number;
  #xml: string[] = [];

  constructor(random: Random, budget: number) {
    this.#random = random;
    this.#budget = budget;
  }

  /** A whole file with process `main`, which may call `called`. */
  file(processId: string, calls: boolean): string {
    this.#calls = calls;
    const body = this.#container(0, false);
    return wholeFile(processId, body, this.#neighbour);
  }

  #calls = false;
  /** The pool beside is asked at most at one place. */
  #neighbour: Neighbour | null = null;

  #id(kind: string): string {
    this.#count += 1;
    this.#budget -= 1;
    return `${kind}${this.#count}`;
  }

  #add(xml: string): void {
    this.#xml.push(xml);
  }

  /** The inside of a process or subprocess, with event subprocesses now and then. */
  #container(depth: number, transaction: boolean): string {
    const before = this.#xml;
    this.#xml = [];
    const start = this.#id('start');
    this.#add(`<bpmn:startEvent id="${start}" />`);
    const piece = this.#sequence(depth);
    this.#add(flow(start, piece.first));
    if (piece.last) this.#end(piece.last, depth, transaction);
    if (depth < 3 && this.#budget > 0 && this.#random.chance(0.25)) this.#eventSubprocess(depth);
    const inside = this.#xml.join('');
    this.#xml = before;
    return inside;
  }

  #end(from: string, depth: number, transaction: boolean): void {
    const id = this.#id('end');
    const kind = this.#random.below(transaction ? 3 : 10);
    const message = `<bpmn:messageEventDefinition messageRef="message-${this.#random.pick(MESSAGES)}" />`;
    const error = `<bpmn:errorEventDefinition errorRef="error-${this.#random.pick(CODES)}" />`;
    const signal = `<bpmn:signalEventDefinition signalRef="signal-${this.#random.pick(SIGNALS)}" />`;
    const escalation = `<bpmn:escalationEventDefinition escalationRef="escalation-${this.#random.pick(CODES)}" />`;
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
                  : kind === 6 && depth > 0 && this.#random.chance(0.5)
                    ? error
                    : '';
    this.#add(`<bpmn:endEvent id="${id}">${definition}</bpmn:endEvent>${flow(from, id)}`);
  }

  #sequence(depth: number): Piece {
    const pieces: Piece[] = [];
    const length = 1 + this.#random.below(3);
    for (let index = 0; index < length; index += 1) {
      const piece = this.#piece(depth);
      const before = pieces.at(-1);
      if (before?.last) this.#add(flow(before.last, piece.first));
      pieces.push(piece);
      if (!piece.last) break;
    }
    return { first: pieces[0]!.first, last: pieces.at(-1)!.last };
  }

  #piece(depth: number): Piece {
    const simple = this.#budget <= 0 || depth >= 4;
    const kind = this.#random.below(simple ? 9 : 19);
    if (kind < 3) return this.#task();
    if (kind === 3) return this.#event();
    if (kind === 4) return this.#single('manualTask', 'manual');
    if (kind === 5) return this.#thrown(depth);
    if (kind === 6) return this.#compensable();
    if (kind === 7) return this.#looped();
    if (kind === 8) return this.#link();
    if (kind < 12) return this.#branches(depth, this.#random.pick(['parallelGateway', 'inclusiveGateway', 'exclusiveGateway']));
    if (kind === 12) return this.#loopBack(depth);
    if (kind === 13) return this.#race(depth);
    if (kind === 14 && this.#calls) return this.#call();
    if (kind === 15) return this.#adHoc(depth);
    if (kind === 16) return this.#transaction(depth);
    if (kind === 17 && this.#calls && !this.#neighbour) return this.#asking();
    return this.#subprocess(depth);
  }

  /** Asks the other pool and waits for its answer, now and then beside something else. */
  #asking(): Piece {
    const [ask, hear] = [this.#id('ask'), this.#id('hear')];
    this.#neighbour = { ask, hear };
    this.#add(
      this.#random.chance(0.5)
        ? `<bpmn:sendTask id="${ask}" messageRef="message-question" />`
        : `<bpmn:intermediateThrowEvent id="${ask}"><bpmn:messageEventDefinition messageRef="message-question" /></bpmn:intermediateThrowEvent>`,
    );
    this.#add(`<bpmn:receiveTask id="${hear}" messageRef="message-answer" />${flow(ask, hear)}`);
    return { first: ask, last: hear };
  }

  #single(type: string, kind: string): Piece {
    const id = this.#id(kind);
    this.#add(`<bpmn:${type} id="${id}" />`);
    return { first: id, last: id };
  }

  #task(): Piece {
    const id = this.#id('task');
    this.#add(taskXml(this.#random, id));
    while (this.#random.chance(0.3)) this.#boundary(id, false);
    return { first: id, last: id };
  }

  #boundary(host: string, inside: boolean): void {
    const id = this.#id('boundary');
    const kind = this.#random.below(inside ? 7 : 5);
    const code = this.#random.pick(CODES);
    const interrupting = this.#random.chance(0.5);
    const error = kind === 5 || (!inside && kind === 4);
    const definition = error
      ? `<bpmn:errorEventDefinition ${this.#random.chance(0.5) ? `errorRef="error-${code}"` : ''} />`
      : kind === 6
        ? `<bpmn:escalationEventDefinition escalationRef="escalation-${code}" />`
        : !interrupting && kind === 3
          ? timer('timeCycle', 'R2/PT5H')
          : trigger(this.#random);
    this.#add(
      `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${interrupting || error ? '' : 'cancelActivity="false"'}>${definition}</bpmn:boundaryEvent>`,
    );
    const task = this.#task2();
    const end = this.#id('end');
    this.#add(`${flow(id, task)}<bpmn:endEvent id="${end}" />${flow(task, end)}`);
  }

  #task2(): string {
    const id = this.#id('task');
    this.#add(taskXml(this.#random, id));
    return id;
  }

  #event(): Piece {
    const id = this.#id('catch');
    this.#add(`<bpmn:intermediateCatchEvent id="${id}">${trigger(this.#random)}</bpmn:intermediateCatchEvent>`);
    return { first: id, last: id };
  }

  #thrown(depth: number): Piece {
    const id = this.#id('throw');
    const definition = this.#random.pick([
      '',
      '<bpmn:compensateEventDefinition />',
      `<bpmn:signalEventDefinition signalRef="signal-${this.#random.pick(SIGNALS)}" />`,
      `<bpmn:messageEventDefinition messageRef="message-${this.#random.pick(MESSAGES)}" />`,
      depth > 0 ? `<bpmn:escalationEventDefinition escalationRef="escalation-${this.#random.pick(CODES)}" />` : '',
    ]);
    const job = definition.includes('message') && this.#random.chance(0.3) ? '<zeebe:taskDefinition type="do" retries="1" />' : '';
    this.#add(node('intermediateThrowEvent', id, job, definition));
    return { first: id, last: id };
  }

  #compensable(): Piece {
    const { first, last } = this.#task();
    const boundary = this.#id('undo');
    const handler = this.#id('handler');
    this.#add(`<bpmn:boundaryEvent id="${boundary}" attachedToRef="${first}"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
      ${node('serviceTask', handler, '<zeebe:taskDefinition type="do" retries="1" />', '', 'isForCompensation="true"')}
      <bpmn:association id="a-${boundary}" associationDirection="One" sourceRef="${boundary}" targetRef="${handler}" />`);
    return { first, last };
  }

  /** An event subprocess that undoes the subprocess around it, by what is inside or by itself. */
  #undoing(): string {
    const [id, start, task, end] = ['event', 'start', 'handler', 'end'].map((kind) => this.#id(kind)) as [string, string, string, string];
    const inner = this.#random.chance(0.5) ? '<bpmn:compensateEventDefinition />' : '';
    return node(
      'subProcess',
      id,
      '',
      `<bpmn:startEvent id="${start}"><bpmn:compensateEventDefinition /></bpmn:startEvent>${node('serviceTask', task, '<zeebe:taskDefinition type="do" retries="1" />')}
       <bpmn:endEvent id="${end}">${inner}</bpmn:endEvent>${chain(start, task, end)}`,
      'triggeredByEvent="true"',
    );
  }

  #looped(): Piece {
    const id = this.#id('loop');
    this.#add(taskXml(this.#random, id, marker(this.#random)));
    if (this.#random.chance(0.3)) this.#boundary(id, false);
    return { first: id, last: id };
  }

  #link(): Piece {
    const [from, to] = [this.#id('link'), this.#id('link')];
    this.#add(`<bpmn:intermediateThrowEvent id="${from}"><bpmn:linkEventDefinition name="${from}" /></bpmn:intermediateThrowEvent>
      <bpmn:intermediateCatchEvent id="${to}"><bpmn:linkEventDefinition name="${from}" /></bpmn:intermediateCatchEvent>`);
    return { first: from, last: to };
  }

  #branches(depth: number, type: string): Piece {
    const [fork, join] = [this.#id('fork'), this.#id('join')];
    const branches = Array.from({ length: 2 + this.#random.below(2) }, () => this.#sequence(depth + 1));
    const parallel = type === 'parallelGateway';
    this.#add(`<bpmn:${type} id="${fork}" ${parallel ? '' : `default="${fork}--${branches[0]!.first}"`} /><bpmn:${type} id="${join}" />`);
    for (const [index, branch] of branches.entries()) {
      this.#add(flow(fork, branch.first, parallel || index === 0 ? undefined : condition(this.#random).replace('>', '&gt;')));
      if (branch.last) this.#add(flow(branch.last, join));
    }
    return { first: fork, last: join };
  }

  #loopBack(depth: number): Piece {
    const [begin, again] = [this.#id('merge'), this.#id('again')];
    const piece = this.#sequence(depth + 1);
    const count = node('manualTask', this.#id('count'), io({}, { rounds: '=(if rounds = null then 0 else rounds) + 1' }));
    const counter = /id="(\w+)"/.exec(count)![1]!;
    this.#add(`<bpmn:exclusiveGateway id="${begin}" />${count}<bpmn:exclusiveGateway id="${again}" />${flow(begin, piece.first)}`);
    if (piece.last) this.#add(flow(piece.last, counter));
    this.#add(flow(counter, again));
    const out = this.#single('manualTask', 'manual');
    const text = flow(again, begin, '=rounds &lt; 4');
    this.#add(text);
    this.#add(flow(again, out.first));
    this.#xml = this.#xml.map((xml) =>
      xml.replace(`<bpmn:exclusiveGateway id="${again}" />`, `<bpmn:exclusiveGateway id="${again}" default="${again}--${out.first}" />`),
    );
    return { first: begin, last: out.last };
  }

  #race(depth: number): Piece {
    const [gateway, join] = [this.#id('race'), this.#id('merge')];
    this.#add(`<bpmn:eventBasedGateway id="${gateway}" /><bpmn:exclusiveGateway id="${join}" />`);
    for (let index = 0; index < 2; index += 1) {
      const event = this.#event();
      const piece = this.#sequence(depth + 1);
      this.#add(flow(gateway, event.first) + flow(event.last!, piece.first));
      if (piece.last) this.#add(flow(piece.last, join));
    }
    return { first: gateway, last: join };
  }

  #call(): Piece {
    const id = this.#id('call');
    this.#add(
      node(
        'callActivity',
        id,
        '<zeebe:calledElement processId="called" propagateAllParentVariables="true" propagateAllChildVariables="true" />',
        this.#random.chance(0.3) ? marker(this.#random) : '',
      ),
    );
    if (this.#random.chance(0.5)) this.#boundary(id, true);
    return { first: id, last: id };
  }

  #subprocess(depth: number): Piece {
    const id = this.#id('sub');
    const inside = this.#container(depth + 1, false) + (this.#random.chance(0.2) ? this.#undoing() : '');
    this.#add(node('subProcess', id, '', inside + (this.#random.chance(0.3) ? marker(this.#random) : '')));
    while (this.#random.chance(0.4)) this.#boundary(id, true);
    return { first: id, last: id };
  }

  #transaction(depth: number): Piece {
    const id = this.#id('trade');
    this.#add(node('transaction', id, '', this.#container(depth + 1, true)));
    const cancel = this.#id('cancel');
    const end = this.#id('end');
    this.#add(
      `<bpmn:boundaryEvent id="${cancel}" attachedToRef="${id}"><bpmn:cancelEventDefinition /></bpmn:boundaryEvent><bpmn:endEvent id="${end}" />${flow(cancel, end)}`,
    );
    return { first: id, last: id };
  }

  #adHoc(depth: number): Piece {
    const id = this.#id('adhoc');
    const before = this.#xml;
    this.#xml = [];
    for (let index = 0; index < 2; index += 1) this.#sequence(depth + 2);
    const ending = this.#random.chance(0.5) ? `<bpmn:completionCondition ${feel(condition(this.#random))}</bpmn:completionCondition>` : '';
    const inside = this.#xml.join('') + ending;
    this.#xml = before;
    this.#add(node('adHocSubProcess', id, '', inside));
    return { first: id, last: id };
  }

  #eventSubprocess(depth: number): void {
    const [id, start] = [this.#id('event'), this.#id('start')];
    const before = this.#xml;
    this.#xml = [];
    const code = this.#random.pick(CODES);
    const kind = this.#random.below(6);
    const interrupting = this.#random.chance(0.4);
    const definition =
      kind === 0
        ? `<bpmn:errorEventDefinition errorRef="error-${code}" />`
        : kind === 1
          ? `<bpmn:escalationEventDefinition escalationRef="escalation-${code}" />`
          : trigger(this.#random);
    this.#add(
      `<bpmn:startEvent id="${start}" ${interrupting || kind === 0 ? '' : 'isInterrupting="false"'}>${definition}</bpmn:startEvent>`,
    );
    const piece = this.#sequence(depth + 2);
    this.#add(flow(start, piece.first));
    if (piece.last) this.#end(piece.last, 0, false);
    const inside = this.#xml.join('');
    this.#xml = before;
    this.#add(node('subProcess', id, '', inside, 'triggeredByEvent="true"'));
  }
}
