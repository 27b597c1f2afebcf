import type { CheckContext } from './context.ts';
import { contextKeys, feelOf, useFeel } from './feel.ts';
import type { ModelNode, ModelProcess } from './model.ts';
import type { Names } from './names.ts';

export interface ProcessScope {
  file: string;
  process: ModelProcess;
  names: Names;
  /** Set for a shared process: its steps are one writer together, alternatives write the same outputs. */
  origin?: string;
  /** Names a shared process gets as inputs. */
  inputs: ReadonlySet<string>;
  /** Names that a form of the package writes; null when there is no such form. */
  formNames(formId: string): string[] | null;
}

/** Names a step gives back before its output mapping: outputs of the capability, of the called process, fields of the form. */
function resultNames(context: CheckContext, scope: ProcessScope, node: ModelNode): string[] {
  if (node.capability) return Object.keys(context.contracts.get(node.capability)?.outputs ?? {});
  if (node.calls) return Object.keys(context.shared.get(node.calls)?.outputs ?? {});
  if (node.formId) return scope.formNames(node.formId) ?? [];
  return [];
}

/** Notes what the steps of a process write into the names of the case. */
export function collectProcessWrites(context: CheckContext, scope: ProcessScope): void {
  const { names, file } = scope;
  for (const node of scope.process.nodes) {
    const origin = scope.origin ?? node.capability ?? node.calls ?? node.decision?.id ?? node.id;
    const writer = { kind: 'process', origin, file, place: node.id };
    for (const { source, target } of node.outputs) {
      const feel = feelOf(source);
      const keys = feel === null ? null : contextKeys(feel);
      names.write(target, { ...writer, keys });
    }
    if (node.decision) names.write(node.decision.resultVariable, { ...writer, keys: null });
    if (node.outputs.length > 0 || node.formId === 'case-form') continue;
    if (node.type === 'userTask' || node.type === 'serviceTask')
      for (const name of resultNames(context, scope, node)) names.write(name, { ...writer, origin: scope.origin ?? node.id, keys: null });
  }
}

function read(context: CheckContext, scope: ProcessScope, place: string, text: string, local: ReadonlySet<string>): readonly string[] {
  const use = useFeel(context, scope.file, place, text);
  for (const name of use?.names ?? []) {
    const fault = scope.names.unknown(name, local);
    if (fault) context.report.error('name-unknown', scope.file, place, fault);
  }
  return use?.names ?? [];
}

/** FEEL of a process is right and each name it reads has a writer. Gives the names read per element, inputs of mappings only. */
export function checkProcessReads(context: CheckContext, scope: ProcessScope): Map<string, string[]> {
  const readBy = new Map<string, string[]>();
  for (const node of scope.process.nodes) {
    const given = new Set([...scope.inputs, ...node.inputs.map((input) => input.target)]);
    const results = new Set([...given, ...resultNames(context, scope, node)]);
    const names: string[] = [];
    for (const { source, target } of node.inputs) {
      const feel = feelOf(source);
      if (feel !== null) names.push(...read(context, scope, `${node.id} input ${target}`, feel, scope.inputs));
    }
    for (const { source, target } of node.outputs) {
      const feel = feelOf(source);
      if (feel === null)
        context.report.error(
          'feel-missing',
          scope.file,
          `${node.id} output ${target}`,
          `expected FEEL with a leading = as source of ${target}, got ${JSON.stringify(source)}`,
        );
      else read(context, scope, `${node.id} output ${target}`, feel, results);
    }
    for (const name of ['expected', 'remind', 'only', 'consent']) {
      const feel = feelOf(node.properties[name] ?? '');
      if (feel !== null) read(context, scope, `${node.id} property ${name}`, feel, given);
    }
    const due = feelOf(node.dueDate ?? '');
    if (due !== null) read(context, scope, `${node.id} due date`, due, given);
    for (const timer of node.timers) {
      const feel = feelOf(timer);
      if (feel !== null) read(context, scope, `${node.id} timer`, feel, scope.inputs);
    }
    for (const flow of node.outgoing) {
      if (flow.condition === null) continue;
      const feel = feelOf(flow.condition);
      if (feel === null)
        context.report.error(
          'feel-missing',
          scope.file,
          flow.id,
          `expected FEEL with a leading = as condition of ${flow.id}, got ${JSON.stringify(flow.condition)}`,
        );
      else read(context, scope, flow.id, feel, scope.inputs);
    }
    readBy.set(node.id, names);
  }
  return readBy;
}
