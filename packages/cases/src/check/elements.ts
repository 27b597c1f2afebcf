import { readModel, type ModelProcess } from './model.ts';
import type { CheckContext } from './context.ts';

const decoder = new TextDecoder();

/** Element ids of a process and of all shared processes it calls. */
export async function elementsOf(context: CheckContext, process: ModelProcess, seen = new Set<string>()): Promise<Set<string>> {
  const ids = new Set(process.nodes.map((node) => node.id));
  for (const node of process.nodes) {
    const bytes = node.calls ? context.files[`services/_shared/${node.calls}/process.bpmn`] : undefined;
    if (!node.calls || !bytes || seen.has(node.calls)) continue;
    seen.add(node.calls);
    const model = await readModel(decoder.decode(bytes)).catch(() => null);
    for (const called of model?.processes ?? []) for (const id of await elementsOf(context, called, seen)) ids.add(id);
  }
  return ids;
}
