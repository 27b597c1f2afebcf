import type { ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

/** Where a message flow leads to: an element of another pool, or the pool as a whole (element null). */
export interface MessageTarget {
  processId: string;
  element: string | null;
}

/** What message flows between pools that run say about an element. */
export interface Connection {
  sends: MessageTarget[];
  receives: boolean;
  /** Name of the message when the element names none: that of the flow's message, else the flow's id. */
  name: string;
}

/** A pool whose process runs here. */
export interface Pool {
  participant: string;
  name: string | null;
  process: ModdleNode;
}

const SENDS = new Set(['bpmn:IntermediateThrowEvent', 'bpmn:EndEvent', 'bpmn:SendTask']);
const RECEIVES = new Set(['bpmn:StartEvent', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent', 'bpmn:ReceiveTask']);

const connections = new WeakMap<ModdleNode, Connection>();
const looseFlows = new WeakMap<ModdleNode, string[]>();

/** What the message flows of its file say about an element; undefined when none between running pools touches it. */
export function connectionOf(node: ModdleNode): Connection | undefined {
  return connections.get(node);
}

/**
 * Reads the collaborations of a file: afterwards `connectionOf` knows every element that a message flow between two running pools
 * touches. A pool without an executable process is documentation, and so are its message flows.
 */
export function connectPools(root: ModdleNode): void {
  for (const flow of messageFlows(root)) {
    const from = endOf(root, flow.sourceRef);
    const to = endOf(root, flow.targetRef);
    if (!from || !to || from.process === to.process) continue;
    const ill =
      (from.element && !SENDS.has(from.element.$type)) || (to.element && !RECEIVES.has(to.element.$type)) || (!from.element && !to.element);
    if (ill) looseFlows.set(from.process, [...(looseFlows.get(from.process) ?? []), flow.id]);
    if (ill) continue;
    const name: string = flow.messageRef?.name ?? flow.id;
    if (from.element) connect(from.element, name).sends.push({ processId: to.process.id, element: to.element?.id ?? null });
    if (to.element) connect(to.element, name).receives = true;
  }
}

/** Pools of a file that exchange messages with a process, directly or through others; without the process itself. */
export function poolsAround(root: ModdleNode, process: ModdleNode): Pool[] {
  const linked = new Set([process]);
  const pairs = messageFlows(root).flatMap((flow) => {
    const from = endOf(root, flow.sourceRef)?.process;
    const to = endOf(root, flow.targetRef)?.process;
    return from && to && from !== to ? [[from, to] as const] : [];
  });
  for (let before = 0; before < linked.size;) {
    before = linked.size;
    for (const [from, to] of pairs) {
      if (linked.has(from)) linked.add(to);
      if (linked.has(to)) linked.add(from);
    }
  }
  return participants(root)
    .filter((participant) => participant.processRef !== process && linked.has(participant.processRef))
    .map((participant) => ({ participant: participant.id, name: participant.name ?? null, process: participant.processRef }));
}

/** The pool of a process in a collaboration of several: the party of its elements outside of lanes. */
export function poolOf(root: ModdleNode, process: ModdleNode): string | null {
  const own = participants(root).find((participant) => participant.processRef === process);
  return own && poolsAround(root, process).length > 0 ? own.id : null;
}

/** Message flows that would have no effect are refused; a flow to or from a pool without process is a drawing. */
export function checkMessageFlows(process: ModdleNode, report: Report): void {
  for (const id of looseFlows.get(process) ?? []) {
    report.refuse(
      'message-flow',
      id,
      'expected a message flow from a throwing event or send task to a catching event, receive task or pool, got another; use those',
    );
  }
}

function connect(element: ModdleNode, name: string): Connection {
  const known = connections.get(element) ?? { sends: [], receives: false, name };
  connections.set(element, known);
  return known;
}

function messageFlows(root: ModdleNode): ModdleNode[] {
  return collaborations(root).flatMap((collaboration) => (collaboration.messageFlows ?? []) as ModdleNode[]);
}

function participants(root: ModdleNode): ModdleNode[] {
  return collaborations(root).flatMap((collaboration) => (collaboration.participants ?? []) as ModdleNode[]);
}

function collaborations(root: ModdleNode): ModdleNode[] {
  return ((root.rootElements ?? []) as ModdleNode[]).filter((element) => element.$type === 'bpmn:Collaboration');
}

/** The running process an end of a message flow belongs to; null for documentation. */
function endOf(root: ModdleNode, end: ModdleNode | undefined): { process: ModdleNode; element: ModdleNode | null } | null {
  if (!end) return null;
  if (end.$type === 'bpmn:Participant') return runs(end.processRef) ? { process: end.processRef, element: null } : null;
  let process: ModdleNode | undefined = end;
  while (process && process.$type !== 'bpmn:Process') process = process.$parent;
  const drawn = process && participants(root).some((participant) => participant.processRef === process);
  return process && drawn && runs(process) ? { process, element: end } : null;
}

function runs(process: ModdleNode | undefined): boolean {
  return process?.$type === 'bpmn:Process' && process.isExecutable !== false && (process.flowElements ?? []).length > 0;
}
