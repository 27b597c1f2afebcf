import type { ServiceManifest } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import { feelOf, useFeel } from './feel.ts';
import type { TextLookup } from './milestones.ts';
import { readModel, type ModelNode, type ModelProcess } from './model.ts';
import type { Names } from './names.ts';

const decoder = new TextDecoder();

/** Checklists of service.yaml: of tasks that people do, items once and with words, conditions that read names there are. */
export async function checkChecklists(
  context: CheckContext,
  file: string,
  manifest: ServiceManifest,
  {
    process,
    names,
    texts,
    formNames,
  }: { process: ModelProcess; names: Names; texts: TextLookup; formNames(form: string): string[] | null },
): Promise<void> {
  const fault = (code: string, place: string, message: string) => context.report.error(code, file, place, message);
  const nodes = await nodesOf(context, process);
  for (const [element, items] of Object.entries(manifest.checklists ?? {})) {
    const place = `checklists.${element}`;
    const node = nodes.get(element);
    if (!node || !doneByPeople(context, node)) {
      fault('element-unknown', place, `expected a task that people may do, got ${element}`);
      continue;
    }
    const seen = new Set<string>();
    for (const [at, { id, required }] of items.entries()) {
      if (seen.has(id))
        fault('item-twice', `${place}.${at}.id`, `expected an id of its own in the checklist of ${element}, got ${id} twice`);
      seen.add(id);
      const key = `tasks.${element}.checks.${id}`;
      if (!texts.hasText(key))
        context.report.error('text-missing', texts.textFile, key, `expected the text ${key} for the checklist of ${element}, got nothing`);
      if (typeof required !== 'string') continue;
      const use = useFeel(context, file, `${place}.${at}.required`, feelOf(required) ?? required);
      // Forms of called processes are theirs: their names are not known here.
      const local = answersOf(context, node, formNames);
      for (const name of local === null ? [] : (use?.names ?? [])) {
        const problem = names.unknown(name, local ?? new Set());
        if (problem) fault('name-unknown', `${place}.${at}.required`, problem);
      }
    }
  }
}

function doneByPeople({ contracts }: CheckContext, node: ModelNode): boolean {
  if (node.type === 'userTask') return true;
  const people = contracts.get(node.capability ?? '')?.people;
  return people !== undefined && people !== 'none';
}

/** Names that the answers of a task have; null where they are not known. */
function answersOf({ contracts }: CheckContext, node: ModelNode, formNames: (form: string) => string[] | null): Set<string> | null {
  if (node.capability !== null) return new Set(Object.keys(contracts.get(node.capability)?.outputs ?? {}));
  const names = node.formId === null ? null : formNames(node.formId);
  return names && new Set(names);
}

/** Tasks of a process and of the shared processes that it calls, by id; the process's own first. */
async function nodesOf(
  context: CheckContext,
  process: ModelProcess,
  found = new Map<string, ModelNode>(),
  seen = new Set<string>(),
): Promise<Map<string, ModelNode>> {
  for (const node of process.nodes) if (!found.has(node.id)) found.set(node.id, node);
  for (const { calls } of process.nodes) {
    const bytes = calls === null || seen.has(calls) ? undefined : context.files[`services/_shared/${calls}/process.bpmn`];
    if (calls === null || !bytes) continue;
    seen.add(calls);
    const model = await readModel(decoder.decode(bytes)).catch(() => null);
    for (const called of model?.processes ?? []) await nodesOf(context, called, found, seen);
  }
  return found;
}
