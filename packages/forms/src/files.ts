import type { Files } from './model.ts';
import { isTree, valueAt, type Tree } from './names.ts';
import type { FormContext, SentFile } from './types.ts';

const states = new Set(['uploaded', 'checking', 'accepted', 'refused']);

/** The files that were sent for a requested document, as the host tells or as they stand in the tree. */
export function filesOf(node: Pick<Files, 'name'>, names: Tree, context: FormContext): SentFile[] {
  return context.files?.(node.name) ?? sentFiles(valueAt(names, node.name));
}

/** Files out of stored data of any shape. */
export function sentFiles(value: unknown): SentFile[] {
  return (Array.isArray(value) ? value : isTree(value) ? [value] : []).flatMap((each: unknown): SentFile[] => {
    if (!isTree(each)) return [];
    const metadata = isTree(each['metadata']) ? each['metadata'] : each;
    const ref = each['ref'] ?? each['documentId'];
    const name = metadata['name'] ?? metadata['fileName'];
    if (typeof ref !== 'string' || typeof name !== 'string') return [];
    const state = states.has(each['state'] as string) ? (each['state'] as SentFile['state']) : 'uploaded';
    const size = metadata['size'];
    return [
      {
        ref,
        name,
        size: typeof size === 'number' ? size : null,
        state,
        reason: typeof each['reason'] === 'string' ? each['reason'] : null,
      },
    ];
  });
}
