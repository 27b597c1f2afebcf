import type { Mapping, ModelExpression } from './compiled.ts';
import { readDataFlow } from './data-objects.ts';
import { readExpression, readRequired } from './expression.ts';
import { extension, type ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

const TARGET = /^(?!(?:.*\.)?__proto__(?:\.|$))[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** The closed list of properties (service package format, section 3.1). */
export const PROPERTIES: ReadonlySet<string> = new Set([
  'milestone',
  'expected',
  'remind',
  'pauses',
  'only',
  'level',
  'four-eyes',
  'consent',
  'outcome',
  'closes-case',
]);

/** Reads zeebe:ioMapping, and what data associations assign. */
export function readMappings(node: ModdleNode, report: Report): { inputs: Mapping[]; outputs: Mapping[] } {
  const io = extension(node, 'zeebe:IoMapping');
  const read = (parameters: ModdleNode[] | undefined, what: string): Mapping[] =>
    (parameters ?? []).map((parameter) => {
      const target: string = parameter.target ?? '';
      if (!TARGET.test(target)) report.refuse('mapping-target', node.id, `expected a name as target of the ${what}, got "${target}"`);
      return { source: readRequired(parameter.source, node.id, `a source of ${what} ${target}`, report), target: target.split('.') };
    });
  return {
    inputs: [...readDataFlow(node, 'dataInputAssociations', report), ...read(io?.inputParameters, 'input')],
    outputs: [...read(io?.outputParameters, 'output'), ...readDataFlow(node, 'dataOutputAssociations', report)],
  };
}

/** Reads zeebe:properties; a name outside the closed list is refused because nothing would happen. */
export function readProperties(node: ModdleNode, report: Report): Record<string, ModelExpression> {
  const properties: Record<string, ModelExpression> = {};
  for (const property of (extension(node, 'zeebe:Properties')?.properties ?? []) as ModdleNode[]) {
    const name = property.name ?? '';
    if (!PROPERTIES.has(name)) {
      report.refuse(
        'property-unknown',
        node.id,
        `expected a property of the list (${[...PROPERTIES].join(', ')}), got ${name || 'nothing'}`,
      );
      continue;
    }
    properties[name] = readExpression(String(property.value ?? ''), node.id, `property ${name}`, report);
  }
  return properties;
}
