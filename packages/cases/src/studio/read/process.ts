import { readModel, type ModelNode, type ModelProcess } from '../../check/model.ts';
import type { ReadCell, ReadRow, ReadTable } from '../types.ts';

const code = (text: string | null): ReadCell => ({ text: text ?? '', code: true });

/** The steps of each process of a file, in the order in which a case comes to them. A file that is no BPMN gives an empty table. */
export async function readSteps(file: string, bytes: Uint8Array): Promise<ReadTable[]> {
  const model = await readModel(new TextDecoder().decode(bytes)).catch(() => null);
  const processes = model?.processes ?? [];
  const columns = ['element', 'kind', 'lane', 'does', 'expected', 'milestone', 'next'].map((key) => ({ key }));
  if (processes.length === 0) return [{ part: 'process', file, title: { written: file }, columns, rows: [] }];
  return processes.map((process) => ({
    part: 'process',
    file,
    title: { written: `${file} · ${process.id}` },
    columns,
    rows: inOrder(process).map((node) => row(process, node)),
  }));
}

/** From the start along the flows, what nothing leads to at the end. */
function inOrder(process: ModelProcess): ModelNode[] {
  const byId = new Map(process.nodes.map((node) => [node.id, node]));
  const seen = new Set<ModelNode>();
  const visit = (first: readonly ModelNode[]): void => {
    const waiting = [...first];
    for (let node = waiting.shift(); node; node = waiting.shift()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const next = node.outgoing.map(({ target }) => byId.get(target ?? ''));
      waiting.push(...[...next, ...process.nodes.filter(({ attachedTo }) => attachedTo === node!.id)].filter((each) => each !== undefined));
    }
  };
  visit(process.nodes.filter(({ type }) => type === 'startEvent'));
  visit(process.nodes.filter(({ type }) => type !== 'textAnnotation'));
  return [...seen].filter(({ type }) => type !== 'textAnnotation');
}

function row(process: ModelProcess, node: ModelNode): ReadRow {
  const does = [node.capability, node.calls, node.decision?.id, node.formId, ...node.timers].filter((each) => each);
  const next = node.outgoing.map(({ id, target, condition }) =>
    [target, condition ?? (id === node.defaultFlow ? '*' : '')].filter((each) => each).join(': '),
  );
  return {
    place: node.id,
    also: node.outgoing.map(({ id }) => id),
    cells: [
      { text: node.name && node.name !== node.id ? `${node.id} · ${node.name}` : node.id, code: true },
      code(node.type),
      code(node.lane ?? process.pool),
      code(does.join(', ')),
      code([node.properties.expected, node.dueDate].filter((each) => each).join(', ')),
      code([node.properties.milestone, node.properties.outcome].filter((each) => each).join(', ')),
      code(next.join('\n')),
    ],
  };
}
