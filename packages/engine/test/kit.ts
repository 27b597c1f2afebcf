import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { createEngine } from '../src/index.ts';
import type { ClaimedJob, Command, CommandOutcome, Engine, EngineHost, EngineOptions, Routing, Variables } from '../src/types.ts';

/** A host without a domain: jobs go to the machine, tasks to `office:<party>`, `due` counts plain days from now. */
export function plainHost(changes: Partial<EngineHost> = {}): EngineHost {
  return {
    route: (): Routing => ({ to: 'job' }),
    assign: (token, role, dueDate) => ({
      group: `office:${token.party ?? 'none'}`,
      role: role ?? 'member',
      dueAt: typeof dueDate === 'string' ? dueDate : null,
    }),
    functions: (_token, _root, now) => ({ due: (period, from) => addPeriod(String(from ?? now), String(period)) }),
    overlay: (token) => ({ parties: { office: { id: token.party, remedies: { objection: { period: '20 days' } } } } }),
    reservedRoots: ['case', 'applicant', 'fee', 'contact', 'parties'],
    ...changes,
  };
}

function addPeriod(from: string, period: string): string {
  const days = Number(/^(\d+) (working )?days?$/.exec(period)?.[1]);
  const date = new Date(`${from.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** A clock that stands until it is set. */
export class TestClock {
  #at: number;

  constructor(at: string) {
    this.#at = Date.parse(at);
  }

  read = (): string => new Date(this.#at).toISOString();

  set(at: string): void {
    this.#at = Date.parse(at);
  }

  wait(seconds: number): void {
    this.#at += seconds * 1000;
  }
}

/** One engine on its own database with a set clock, and short words for what tests do with it. */
export class Bench {
  readonly database: TestDatabase;
  readonly engine: Engine;
  readonly clock: TestClock;
  #commands = 0;

  constructor(database: TestDatabase, clock: TestClock, options: Partial<EngineOptions> = {}) {
    this.database = database;
    this.clock = clock;
    this.engine = createEngine({ pool: database.pool, host: plainHost(), clock: clock.read, node: 'bench', ...options });
  }

  static async open(options: Partial<EngineOptions> = {}): Promise<Bench> {
    return new Bench(await createDatabase({ schema: 'engine' }), new TestClock('2027-03-01T08:00:00Z'), options);
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  /** Deploys a body of a process (see `bpmn`) and starts it. @returns the case's id. */
  async start(body: string, variables: Variables = {}, calls: Record<string, string> = {}): Promise<string> {
    const { definitionId } = await this.engine.deploy({ xml: bpmn(body), processId: 'main', calls });
    const caseId = newCaseId();
    await this.command(caseId, { type: 'start', definitionId, variables });
    return caseId;
  }

  /** Deploys and starts a documented program of test/fixtures/elements; its process id is its name. @returns the case's id. */
  async startElement(name: string, variables: Variables = {}, calls: Record<string, string> = {}): Promise<string> {
    const definitionId = await this.deployElement(name, calls);
    const caseId = newCaseId();
    await this.command(caseId, { type: 'start', definitionId, variables });
    return caseId;
  }

  async deployElement(name: string, calls: Record<string, string> = {}): Promise<string> {
    const { definitionId } = await this.engine.deploy({ xml: await fixture(`elements/${name}`), processId: name, calls });
    return definitionId;
  }

  /** Correlates a message with the key `c`. */
  message(caseId: string, message: string, variables: Variables = {}): Promise<CommandOutcome> {
    return this.command(caseId, { type: 'correlate', message, key: 'c', variables });
  }

  /** Ends the due job of a kind with an error. @returns the code of the outcome. */
  async throwError(kind: string, errorCode: string, variables: Variables = {}): Promise<string | null> {
    const job = await this.job(kind);
    return (await this.command(job.caseId, { type: 'throw-error', token: job.token, fence: job.fence, errorCode, variables })).code;
  }

  /** Codes of the open incidents. */
  async incidents(caseId: string): Promise<string[]> {
    return (await this.engine.state(caseId)).incidents.map((incident) => incident.code);
  }

  async ended(caseId: string): Promise<boolean> {
    const { instance, tokens, jobs, timers, subscriptions, userTasks } = await this.engine.state(caseId);
    return instance?.state === 'completed' && [tokens, jobs, timers, subscriptions, userTasks].every((rows) => rows.length === 0);
  }

  async deployCalled(body: string, inputDefaults: Record<string, unknown> = {}): Promise<string> {
    const { definitionId } = await this.engine.deploy({ xml: bpmn(body, 'called'), processId: 'called', inputDefaults });
    return definitionId;
  }

  command(caseId: string, command: Command): Promise<CommandOutcome> {
    return this.engine.run(caseId, `command-${(this.#commands += 1)}`, command);
  }

  /** Claims the only due job of a kind. */
  async job(kind?: string): Promise<ClaimedJob> {
    const jobs = await this.engine.claimJobs({ ...(kind ? { kinds: [kind] } : {}), limit: 1 });
    if (!jobs[0]) throw new Error(`expected a due job ${kind ?? ''}, got none`);
    return jobs[0];
  }

  async completeJob(kind: string, variables: Variables = {}): Promise<ClaimedJob> {
    const job = await this.job(kind);
    await this.command(job.caseId, { type: 'complete-job', token: job.token, fence: job.fence, variables });
    return job;
  }

  async completeTask(caseId: string, element: string, variables: Variables = {}, rootVariables?: Variables): Promise<CommandOutcome> {
    const { tokens } = await this.engine.state(caseId);
    const token = tokens.find((candidate) => candidate.element === element);
    if (!token) throw new Error(`expected a token at ${element}, got ${tokens.map((candidate) => candidate.element).join(', ') || 'none'}`);
    return this.command(caseId, { type: 'complete-task', token: token.token_no, actor: 'person:test', variables, rootVariables });
  }

  /** Completes the only open task. */
  async completeOpenTask(caseId: string, variables: Variables = {}): Promise<CommandOutcome> {
    const { userTasks } = await this.engine.state(caseId);
    return this.command(caseId, { type: 'complete-task', token: userTasks[0]!.token_no as number, actor: 'person:test', variables });
  }

  /** Elements with a token, sorted. */
  async at(caseId: string): Promise<string[]> {
    return (await this.engine.state(caseId)).tokens.map((token) => token.element).sort();
  }

  /** `what element` of the whole history. */
  async history(caseId: string): Promise<string[]> {
    const { events } = await this.engine.state(caseId);
    return events.flatMap((event) => event.path.map((entry) => `${entry.what} ${entry.element}`));
  }

  async root(caseId: string): Promise<Variables> {
    return (await this.engine.state(caseId)).variables['0'] ?? {};
  }
}

/** A UUIDv7 with random bits only. */
export function newCaseId(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * BPMN with the usual namespaces around the body of one process. References from elements to flows are left out, as the
 * standard allows.
 */
export function bpmn(body: string, processId = 'main', after = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://example.org/test">
  <bpmn:process id="${processId}" isExecutable="true">${body}</bpmn:process>
  <bpmn:error id="error_broken" errorCode="broken" /><bpmn:error id="error_other" errorCode="other" />
  <bpmn:message id="message_news" name="news"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id" /></bpmn:extensionElements></bpmn:message>
  ${after}
</bpmn:definitions>`;
}

/** A sequence flow with id `a--b`. */
export function flow(source: string, target: string, condition?: string): string {
  const inside = condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : '';
  return `<bpmn:sequenceFlow id="${source}--${target}" sourceRef="${source}" targetRef="${target}">${inside}</bpmn:sequenceFlow>`;
}

/** Flows from each element to the next. */
export function chain(...ids: string[]): string {
  return ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('');
}

/** An element with extension elements inside. */
export function node(type: string, id: string, extensions = '', inside = '', attributes = ''): string {
  return `<bpmn:${type} id="${id}" ${attributes}><bpmn:extensionElements>${extensions}</bpmn:extensionElements>${inside}</bpmn:${type}>`;
}

export const userTask = (id: string, extensions = ''): string =>
  node('userTask', id, `<zeebe:userTask /><zeebe:formDefinition formId="form-${id}" />${extensions}`);
export const serviceTask = (id: string, extensions = '', retries = '2'): string =>
  node('serviceTask', id, `<zeebe:taskDefinition type="do.${id}" retries="${retries}" />${extensions}`);
export const call = (
  id: string,
  extensions = '',
  attributes = 'propagateAllParentVariables="false" propagateAllChildVariables="false"',
): string => node('callActivity', id, `<zeebe:calledElement processId="called" ${attributes} />${extensions}`);
export const properties = (values: Record<string, string>): string =>
  `<zeebe:properties>${Object.entries(values)
    .map(([name, value]) => `<zeebe:property name="${name}" value="${value}" />`)
    .join('')}</zeebe:properties>`;
export const io = (inputs: Record<string, string>, outputs: Record<string, string> = {}): string =>
  `<zeebe:ioMapping>${Object.entries(inputs)
    .map(([target, source]) => `<zeebe:input source="${source}" target="${target}" />`)
    .join('')}${Object.entries(outputs)
    .map(([target, source]) => `<zeebe:output source="${source}" target="${target}" />`)
    .join('')}</zeebe:ioMapping>`;
export const timer = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string): string =>
  `<bpmn:timerEventDefinition><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}></bpmn:timerEventDefinition>`;
export const boundary = (id: string, host: string, definition: string, extensions = ''): string =>
  node('boundaryEvent', id, extensions, definition, `attachedToRef="${host}"`);
export const lanes = (members: Record<string, string[]>): string =>
  `<bpmn:laneSet id="lanes">${Object.entries(members)
    .map(([lane, ids]) => `<bpmn:lane id="${lane}">${ids.map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join('')}</bpmn:lane>`)
    .join('')}</bpmn:laneSet>`;

/** A file of test/fixtures. */
export function fixture(name: string): Promise<string> {
  return readFile(new URL(`./fixtures/${name}.bpmn`, import.meta.url), 'utf8');
}
