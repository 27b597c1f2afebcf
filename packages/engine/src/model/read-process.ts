import { findElementType } from '../elements/registry.ts';
import type { CompiledElement, CompiledFlow, CompiledProcess } from './compiled.ts';
import { readFlows } from './flows.ts';
import { EXTENSION_INSTEAD, useInstead } from './instead.ts';
import { readLanes } from './lanes.ts';
import { readMappings, readProperties } from './mappings.ts';
import { eventDefinition, type ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';
import { checkSoundness } from './soundness.ts';

/** Parts of a process that are drawn but never executed. */
const DRAWN_ONLY = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);
const COMMON_EXTENSIONS = new Set(['zeebe:IoMapping', 'zeebe:Properties', 'zeebe:VersionTag']);
const MARKUP = /<[a-z!/][^>]*>/i;

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
  const lanes = readLanes(process);
  const flows = readFlows(process, report);
  const elements = new Map<string, CompiledElement>();
  for (const node of (process.flowElements ?? []) as ModdleNode[]) {
    if (node.$type === 'bpmn:SequenceFlow' || DRAWN_ONLY.has(node.$type)) continue;
    const element = readElement(node, flows, lanes, report);
    if (element) elements.set(element.id, element);
  }
  for (const element of elements.values()) attach(element, elements);
  const starts = [...elements.values()].filter((element) => element.kind === 'none-start');
  if (starts.length !== 1) {
    report.refuse('start-event', process.id, `expected exactly one start event without trigger, got ${starts.length}`);
    return null;
  }
  const compiled: CompiledProcess = { processId: process.id, name: process.name ?? null, start: starts[0]!.id, elements };
  for (const element of elements.values()) findByKind(element)?.check?.(element, compiled, report);
  if (!report.refused) checkSoundness(compiled, report);
  return compiled;
}

function readElement(node: ModdleNode, flows: CompiledFlow[], lanes: Map<string, string>, report: Report): CompiledElement | null {
  const type = findElementType(node);
  if (!type) {
    const definition = eventDefinition(node)?.$type ?? null;
    const name = [node.$type, definition].filter(Boolean).join(' with ').replaceAll('bpmn:', '');
    report.refuse(
      'element-unsupported',
      node.id,
      `expected an element that is run here, got ${name}; use ${useInstead(node.$type, definition)}`,
    );
    return null;
  }
  refuseExtensions(node, new Set(type.extensions), report);
  if (node.loopCharacteristics) {
    report.refuse('multi-instance', node.id, 'expected an element without loop marker, got one; use one element per participant');
  }
  if (node.isForCompensation)
    report.refuse('compensation', node.id, 'expected a step in the flow, got a compensation; use a path that undoes the step');
  return {
    id: node.id,
    name: node.name ?? null,
    kind: type.kind,
    lane: lanes.get(node.id) ?? null,
    incoming: flows.filter((flow) => flow.target === node.id),
    outgoing: flows.filter((flow) => flow.source === node.id),
    ...readMappings(node, report),
    properties: readProperties(node, report),
    boundaries: [],
    attachedTo: node.attachedToRef?.id ?? null,
    details: type.read(node, report),
  };
}

function attach(element: CompiledElement, elements: Map<string, CompiledElement>): void {
  const host = element.attachedTo ? elements.get(element.attachedTo) : undefined;
  if (!host) return;
  host.boundaries.push(element.id);
  element.lane ??= host.lane;
}

function refuseExtensions(node: ModdleNode, own: Set<string>, report: Report): void {
  for (const value of node.extensionElements?.values ?? []) {
    if (COMMON_EXTENSIONS.has(value.$type) || own.has(value.$type)) continue;
    const instead = EXTENSION_INSTEAD[value.$type] ?? 'what the README of the engine lists for this element';
    report.refuse('extension-unsupported', node.id, `expected extension elements that have an effect, got ${value.$type}; use ${instead}`);
  }
  const words = [node.name, ...((node.documentation ?? []) as ModdleNode[]).map((entry) => entry.text as string)];
  if (words.some((text) => text && MARKUP.test(text))) {
    report.refuse('markup', node.id, 'expected plain words in name and documentation, got markup; put texts into texts/');
  }
}

function findByKind(element: CompiledElement) {
  return findElementType(element.kind);
}
