import { findElementType } from '../elements/registry.ts';
import { checkMessageFlows, poolOf } from './collaboration.ts';
import type { CompiledContainer, CompiledElement, CompiledFlow, CompiledProcess } from './compiled.ts';
import { readDataObjects } from './data-objects.ts';
import { readFlows } from './flows.ts';
import { checkAttributes, isInstruction } from './foreign.ts';
import { EXTENSION_INSTEAD, useInstead } from './instead.ts';
import { readLanes } from './lanes.ts';
import { readLoop } from './loops.ts';
import { readMappings, readProperties } from './mappings.ts';
import { eventDefinition, type ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';
import { checkSoundness } from './soundness.ts';
import { instantiates } from './starts.ts';

/** Parts of a process that are drawn but never executed. */
const DRAWN_ONLY = new Set(['bpmn:SequenceFlow', 'bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);
const COMMON_EXTENSIONS = new Set(['zeebe:IoMapping', 'zeebe:Properties', 'zeebe:VersionTag']);
const MARKUP = /<[a-z!/][^>]*>/i;
/** Subprocesses nested deeper than this are a mistake. */
const DEEPEST_SUBPROCESS = 30;

interface Reading {
  report: Report;
  lanes: Map<string, string>;
  compiled: CompiledProcess;
  /** Data objects of each process or subprocess. */
  data: Map<string, CompiledContainer['data']>;
}

/**
 * Turns one parsed process into flat tables. Everything the engine would not execute is refused with the element's id, the reason
 * and what to use instead; nothing is ignored at run time.
 * @returns null when the process has no usable start event.
 */
export function readProcess(process: ModdleNode, report: Report): CompiledProcess | null {
  if (process.isExecutable === false) {
    report.refuse('not-executable', process.id, 'expected isExecutable="true" on the process, got false');
  }
  refuseExtensions(process, new Set(), report);
  const compiled: CompiledProcess = {
    processId: process.id,
    name: process.name ?? null,
    start: '',
    elements: new Map(),
    containers: new Map(),
    associations: new Map(),
  };
  checkMessageFlows(process, report);
  const data: Reading['data'] = new Map();
  readContainer(process, '', poolOf(process.$parent ?? {}, process), 0, { report, lanes: readLanes(process), compiled, data });
  const { elements } = compiled;
  for (const element of elements.values()) attach(element, elements);
  findStarts(compiled, report, data);
  const container = compiled.containers.get('');
  if (!container?.start) return null;
  compiled.start = container.start;
  for (const element of elements.values()) {
    const type = findElementType(element.kind);
    type?.check?.(element, compiled, report);
    if (element.loop && !type?.activity) {
      report.refuse('multi-instance', element.id, 'expected a loop marker on a task, subprocess or call activity, got one elsewhere');
    }
    if (element.forCompensation) checkHandler(element, compiled, report);
  }
  if (!report.refused) checkSoundness(compiled, report);
  return compiled;
}

function readContainer(node: ModdleNode, parent: string, lane: string | null, depth: number, reading: Reading): void {
  const { report, lanes, compiled } = reading;
  if (depth > DEEPEST_SUBPROCESS) {
    report.refuse('subprocess-depth', node.id, `expected at most ${DEEPEST_SUBPROCESS} nested subprocesses, got more; use a call activity`);
    return;
  }
  const flows = byEnd(readFlows(node, report));
  reading.data.set(parent, readDataObjects(node));
  for (const artifact of (node.artifacts ?? []) as ModdleNode[]) {
    if (artifact.$type === 'bpmn:Association' && artifact.sourceRef?.id && artifact.targetRef?.id) {
      compiled.associations.set(artifact.sourceRef.id, artifact.targetRef.id);
    }
  }
  for (const child of (node.flowElements ?? []) as ModdleNode[]) {
    if (DRAWN_ONLY.has(child.$type)) continue;
    const element = readElement(child, parent, flows, lanes.get(child.id) ?? lane, report);
    if (!element) continue;
    compiled.elements.set(element.id, element);
    if (Array.isArray(child.flowElements) || findElementType(element.kind)?.container) {
      readContainer(child, child.id, element.lane, depth + 1, reading);
    }
  }
}

interface FlowsByEnd {
  into: Map<string, CompiledFlow[]>;
  outOf: Map<string, CompiledFlow[]>;
}

function byEnd(flows: CompiledFlow[]): FlowsByEnd {
  return { into: Map.groupBy(flows, (flow) => flow.target), outOf: Map.groupBy(flows, (flow) => flow.source) };
}

function readElement(node: ModdleNode, parent: string, flows: FlowsByEnd, lane: string | null, report: Report): CompiledElement | null {
  const type = node.id ? findElementType(node) : undefined;
  if (!type) {
    const definitions = (node.eventDefinitions ?? []) as ModdleNode[];
    const definition = eventDefinition(node)?.$type ?? (definitions.length > 1 ? 'several events' : null);
    const name = [node.$type, definition].filter(Boolean).join(' with ').replaceAll('bpmn:', '');
    report.refuse(
      'element-unsupported',
      node.id ?? null,
      `expected an element that is run here, got ${name}; use ${useInstead(node.$type, definition)}`,
    );
    return null;
  }
  refuseExtensions(node, new Set(type.extensions), report);
  return {
    id: node.id,
    name: node.name ?? null,
    kind: type.kind,
    lane,
    parent,
    incoming: flows.into.get(node.id) ?? [],
    outgoing: flows.outOf.get(node.id) ?? [],
    ...readMappings(node, report),
    properties: readProperties(node, report),
    boundaries: [],
    attachedTo: node.attachedToRef?.id ?? null,
    interrupting: node.cancelActivity !== false && node.isInterrupting !== false,
    forCompensation: node.isForCompensation === true,
    loop: readLoop(node, report),
    details: type.read(node, report),
  };
}

function attach(element: CompiledElement, elements: Map<string, CompiledElement>): void {
  const host = element.attachedTo ? elements.get(element.attachedTo) : undefined;
  if (!host || host.parent !== element.parent) return;
  host.boundaries.push(element.id);
  element.lane ??= host.lane;
}

/** Finds how each process and subprocess begins. */
function findStarts(compiled: CompiledProcess, report: Report, data: Reading['data']): void {
  const all = [...compiled.elements.values()];
  const parents = ['', ...all.filter((element) => findElementType(element.kind)?.container).map((element) => element.id)];
  for (const parent of parents) {
    const inside = all.filter((element) => element.parent === parent);
    const starts = inside.filter((element) => element.kind.endsWith('-start'));
    const none = starts.filter((element) => element.kind === 'none-start');
    const begins = parent === '' ? inside.filter(instantiates) : [];
    const container: CompiledContainer = { start: null, eventSubprocesses: [], data: data.get(parent) ?? [] };
    compiled.containers.set(parent, container);
    const kind = compiled.elements.get(parent)?.kind;
    const id = parent === '' ? compiled.processId : parent;
    if (kind === 'ad-hoc-subprocess') {
      if (starts.length > 0) report.refuse('start-event', id, 'expected no start event in an ad-hoc subprocess, got one');
    } else if (kind === 'event-subprocess') {
      if (starts.length === 1 && none.length === 0) container.start = starts[0]!.id;
      else report.refuse('start-event', id, `expected exactly one start event with a trigger in an event subprocess, got ${starts.length}`);
    } else if (kind === undefined && none.length === 0 && starts.length > 0) {
      container.start = starts[0]!.id;
    } else if (none.length === 1 && (kind === undefined || starts.length === 1)) {
      container.start = none[0]!.id;
    } else if (starts.length === 0 && begins.length > 0) {
      container.start = begins[0]!.id;
    } else {
      report.refuse('start-event', id, `expected exactly one start event without trigger, got ${none.length} of ${starts.length}`);
    }
  }
  for (const element of all) {
    const start = element.kind === 'event-subprocess' ? compiled.containers.get(element.id)?.start : null;
    if (start) compiled.containers.get(element.parent)?.eventSubprocesses.push({ id: element.id, start });
  }
}

function checkHandler(element: CompiledElement, process: CompiledProcess, report: Report): void {
  const used = [...process.associations].some(
    ([from, to]) => to === element.id && process.elements.get(from)?.kind === 'compensation-boundary',
  );
  if (!used) report.refuse('compensation', element.id, 'expected an association from a compensation boundary event, got none');
  else if (element.incoming.length > 0 || element.outgoing.length > 0) {
    report.refuse('compensation', element.id, 'expected no sequence flow at an activity for compensation, got one');
  }
}

function refuseExtensions(node: ModdleNode, own: Set<string>, report: Report): void {
  checkAttributes(node, report);
  for (const value of [...(node.extensionElements?.values ?? []), ...(node.loopCharacteristics?.extensionElements?.values ?? [])]) {
    if (COMMON_EXTENSIONS.has(value.$type) || own.has(value.$type)) continue;
    if (value.$type === 'zeebe:LoopCharacteristics' && node.loopCharacteristics) continue;
    if (!isInstruction(value)) {
      report.warn(
        'extension-foreign',
        node.id,
        `expected extension elements that have an effect, got ${value.$type}: it is read as a note`,
      );
      continue;
    }
    const instead = EXTENSION_INSTEAD[value.$type] ?? 'what the README of the engine lists for this element';
    report.refuse('extension-unsupported', node.id, `expected extension elements that have an effect, got ${value.$type}; use ${instead}`);
  }
  const words = [node.name, ...((node.documentation ?? []) as ModdleNode[]).map((entry) => entry.text as string)];
  if (words.some((text) => text && MARKUP.test(text))) {
    report.refuse('markup', node.id, 'expected plain words in name and documentation, got markup; put texts into texts/');
  }
}
