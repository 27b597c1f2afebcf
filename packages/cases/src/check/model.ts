import { createRequire } from 'node:module';
import { lazy } from '../catalogue/lazy.ts';

/** The parser as it is used here; it comes without types. */
type Parser = new (packages: Record<string, unknown>) => { fromXML(xml: string): Promise<{ rootElement: unknown; warnings: unknown[] }> };
const parser: string = 'bpmn-moddle';
const zeebe = lazy(() => createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') as Record<string, unknown>);

/** Element as bpmn-moddle gives it; only what is read here. */
interface Moddle {
  $type: string;
  id?: string;
  [property: string]: unknown;
}

export interface Mapping {
  source: string;
  target: string;
}

/** One flow node with what its extensions say. */
export interface ModelNode {
  id: string;
  /** As the author wrote it; never shown to residents. */
  name: string | null;
  /** BPMN type without prefix: `serviceTask`. */
  type: string;
  lane: string | null;
  properties: Record<string, string>;
  inputs: Mapping[];
  outputs: Mapping[];
  capability: string | null;
  calls: string | null;
  decision: { id: string; resultVariable: string } | null;
  formId: string | null;
  candidateGroups: string | null;
  dueDate: string | null;
  /** FEEL or ISO text of timers. */
  timers: string[];
  errorCode: string | null;
  attachedTo: string | null;
  defaultFlow: string | null;
  outgoing: { id: string; condition: string | null; target: string | null }[];
  /** Extension elements that are not in use here, e.g. `zeebe:Script`. */
  foreign: string[];
  /** Stands in another pool than the one the case begins in. */
  elsewhere: boolean;
}

export interface ModelProcess {
  id: string;
  /** Pool it is drawn in. */
  pool: string | null;
  executable: boolean;
  lanes: string[];
  nodes: ModelNode[];
}

export interface Model {
  processes: ModelProcess[];
  /** What the parser warned about. */
  warnings: string[];
}

const allowedExtensions = new Set([
  'zeebe:TaskDefinition',
  'zeebe:IoMapping',
  'zeebe:Properties',
  'zeebe:CalledElement',
  'zeebe:CalledDecision',
  'zeebe:UserTask',
  'zeebe:FormDefinition',
  'zeebe:AssignmentDefinition',
  'zeebe:TaskSchedule',
  'zeebe:PriorityDefinition',
  'zeebe:LoopCharacteristics',
  'zeebe:Subscription',
]);

const list = (value: unknown): Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const bodyOf = (value: unknown): string | null => text((value as Moddle | undefined)?.body);
const typeOf = (element: Moddle): string => {
  const name = element.$type.replace(/^\w+:/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
};

function mappings(holder: Moddle | undefined, name: string): Mapping[] {
  return list(holder?.[name]).map((each) => ({ source: text(each.source) ?? '', target: text(each.target) ?? '' }));
}

function readNode(element: Moddle, lane: string | null): ModelNode {
  const extensions = list((element.extensionElements as Moddle | undefined)?.values);
  const find = (type: string) => extensions.find((each) => each.$type === `zeebe:${type}`);
  const mapping = find('IoMapping');
  const decision = find('CalledDecision');
  const events = list(element.eventDefinitions);
  const timers = events
    .filter((each) => each.$type === 'bpmn:TimerEventDefinition')
    .map((each) => bodyOf(each.timeDate) ?? bodyOf(each.timeDuration) ?? bodyOf(each.timeCycle) ?? '');
  const error = events.find((each) => each.$type === 'bpmn:ErrorEventDefinition')?.errorRef as Moddle | undefined;
  return {
    id: element.id ?? '',
    name: text(element.name),
    type: typeOf(element),
    lane,
    properties: Object.fromEntries(list(find('Properties')?.properties).map((each) => [String(each.name), String(each.value ?? '')])),
    inputs: mappings(mapping, 'inputParameters'),
    outputs: mappings(mapping, 'outputParameters'),
    capability: text(find('TaskDefinition')?.type),
    calls: text(find('CalledElement')?.processId),
    decision: decision ? { id: String(decision.decisionId ?? ''), resultVariable: String(decision.resultVariable ?? '') } : null,
    formId: text(find('FormDefinition')?.formId),
    candidateGroups: text(find('AssignmentDefinition')?.candidateGroups),
    dueDate: text(find('TaskSchedule')?.dueDate),
    timers,
    errorCode: text(error?.errorCode),
    attachedTo: text((element.attachedToRef as Moddle | undefined)?.id),
    defaultFlow: text((element.default as Moddle | undefined)?.id),
    outgoing: list(element.outgoing).map((flow) => ({
      id: flow.id ?? '',
      condition: bodyOf(flow.conditionExpression),
      target: text((flow.targetRef as Moddle | undefined)?.id),
    })),
    foreign: extensions.map((each) => each.$type).filter((type) => type.startsWith('zeebe:') && !allowedExtensions.has(type)),
    elsewhere: false,
  };
}

function readProcess(process: Moddle, pool: string | null): ModelProcess {
  const lanes = list(process.laneSets).flatMap((set) => list(set.lanes));
  const laneOf = new Map<string, string>();
  for (const lane of lanes) for (const node of list(lane.flowNodeRef)) laneOf.set(node.id ?? '', lane.id ?? '');
  const nodes: ModelNode[] = [];
  const visit = (elements: Moddle[], parent: string | null): void => {
    for (const element of elements) {
      if (element.$type === 'bpmn:SequenceFlow' || element.$type.startsWith('bpmn:Data')) continue;
      const lane = laneOf.get(element.id ?? '') ?? parent;
      nodes.push(readNode(element, lane));
      visit(list(element.flowElements), lane);
    }
  };
  visit(list(process.flowElements), null);
  return { id: process.id ?? '', pool, executable: process.isExecutable === true, lanes: lanes.map((lane) => lane.id ?? ''), nodes };
}

/**
 * A process together with the other pools of its case: the check judges all of them, each element as its lane's party, else its pool's.
 */
export function withPools(process: ModelProcess, others: readonly ModelProcess[]): ModelProcess {
  const pools = others.filter((other) => other.executable && other.pool !== null);
  if (process.pool === null || pools.length === 0) return process;
  const placed = (of: ModelProcess, elsewhere: boolean): ModelNode[] =>
    of.nodes.map((node) => ({ ...node, lane: node.lane ?? (of.lanes.length > 0 ? null : of.pool), elsewhere }));
  const lanesOf = (of: ModelProcess): string[] => (of.lanes.length > 0 ? of.lanes : [of.pool!]);
  return {
    ...process,
    lanes: [...new Set([process, ...pools].flatMap(lanesOf))],
    nodes: [...placed(process, false), ...pools.flatMap((pool) => placed(pool, true))],
  };
}

/**
 * Reads a BPMN file for the check.
 * @throws Error of the parser when the file is no BPMN
 */
export async function readModel(xml: string): Promise<Model> {
  const { BpmnModdle } = (await import(parser)) as { BpmnModdle: Parser };
  const moddle = new BpmnModdle({ zeebe: zeebe() });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  const definitions = rootElement as unknown as Moddle;
  const participants = list(definitions.rootElements).flatMap((element) => list(element.participants));
  return {
    processes: list(definitions.rootElements)
      .filter((element) => element.$type === 'bpmn:Process')
      .map((process) => readProcess(process, text(participants.find((each) => each.processRef === process)?.id))),
    warnings: (warnings as { message: string }[]).map((warning) => warning.message.split('\n')[0] ?? ''),
  };
}
