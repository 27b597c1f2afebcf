import { childOf, childrenOf, readXml, textOf, type XmlElement } from './xml.ts';

/** A decision table as it stands in its file. */
export interface WrittenTable {
  /** Name of the decision it belongs to. */
  decision: string;
  hitPolicy: string;
  /** Expression and label of each input. */
  inputs: { expression: string; label: string | null }[];
  outputs: { name: string | null; label: string | null }[];
  annotations: string[];
  rules: { id: string | null; inputs: string[]; outputs: string[]; annotations: string[] }[];
}

/**
 * The decision tables of a DMN file as they are written, for people to read and change; nothing is compiled, faulty cells come as they are.
 * @throws DecisionError `dmn-read` for what is no XML
 */
export function readTables(xml: string): WrittenTable[] {
  return childrenOf(readXml(xml), 'decision').flatMap((decision) =>
    childrenOf(decision, 'decisionTable').map((table) => ({
      decision: decision.attributes['name'] ?? decision.attributes['id'] ?? '',
      hitPolicy: table.attributes['hitPolicy'] ?? 'UNIQUE',
      inputs: childrenOf(table, 'input').map((input) => {
        const expression = childOf(input, 'inputExpression');
        return { expression: expression ? (textOf(expression, 'text') ?? '') : '', label: input.attributes['label'] ?? null };
      }),
      outputs: childrenOf(table, 'output').map(({ attributes }) => ({
        name: attributes['name'] ?? null,
        label: attributes['label'] ?? null,
      })),
      annotations: childrenOf(table, 'annotation').map(({ attributes }) => attributes['name'] ?? ''),
      rules: childrenOf(table, 'rule').map((rule) => ({
        id: rule.attributes['id'] ?? null,
        inputs: cells(rule, 'inputEntry'),
        outputs: cells(rule, 'outputEntry'),
        annotations: cells(rule, 'annotationEntry'),
      })),
    })),
  );
}

function cells(rule: XmlElement, name: string): string[] {
  return childrenOf(rule, name).map((entry) => textOf(entry, 'text') ?? '');
}
