import type { CompiledFlow } from './compiled.ts';
import { readExpression } from './expression.ts';
import type { ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

const CHOOSING = new Set(['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);

/** Reads the sequence flows of a process or subprocess; conditions stand only behind gateways that choose. */
export function readFlows(container: ModdleNode, report: Report): CompiledFlow[] {
  const flows: CompiledFlow[] = [];
  for (const node of (container.flowElements ?? []) as ModdleNode[]) {
    if (node.$type !== 'bpmn:SequenceFlow') continue;
    const source: ModdleNode | undefined = node.sourceRef;
    const target: ModdleNode | undefined = node.targetRef;
    if (!source?.id || !target?.id) {
      report.refuse('flow-loose', node.id, 'expected a sequence flow between two elements, got a loose end');
      continue;
    }
    if (source.$parent !== container || target.$parent !== container) {
      report.refuse('flow-crosses', node.id, 'expected a sequence flow inside one process or subprocess, got one across its border');
      continue;
    }
    flows.push({ id: node.id, source: source.id, target: target.id, condition: readCondition(node, source, report) });
  }
  return flows;
}

function readCondition(node: ModdleNode, source: ModdleNode, report: Report): CompiledFlow['condition'] {
  const text: string | undefined = node.conditionExpression?.body;
  if (text === undefined) return null;
  if (!CHOOSING.has(source.$type)) {
    report.refuse(
      'condition-misplaced',
      node.id,
      `expected conditions only behind an exclusive or inclusive gateway, got one behind ${source.id}`,
    );
    return null;
  }
  if (!text.trim().startsWith('=')) {
    report.refuse('condition-not-feel', node.id, 'expected a FEEL condition with a leading "=", got a text');
    return null;
  }
  return readExpression(text.trim(), node.id, 'condition', report);
}
