import { readXml, childOf, childrenOf, textOf } from '../dmn/xml.ts';
import type { XmlElement } from '../dmn/xml.ts';
import type { Value } from '../feel/values/kind.ts';
import { toNum } from '../feel/values/number.ts';
import { readDuration } from '../feel/values/duration.ts';
import { readDate, readDateTime, readTime } from '../feel/values/temporal-read.ts';
import type { TestCase, TestFile } from './types.ts';

/**
 * Reads a test file of the kit (namespace `http://www.omg.org/spec/DMN/20160719/testcase`); null for other XML.
 * @throws DecisionError `dmn-read` for text that is not well-formed XML
 */
export function readTestFile(xml: string): TestFile | null {
  const root = readXml(xml);
  if (root.name !== 'testCases') return null;
  return { model: textOf(root, 'modelName') ?? '', level: levelOf(root), cases: childrenOf(root, 'testCase').map(readCase) };
}

function levelOf(root: XmlElement): string | null {
  const labels = childrenOf(root, 'labels').flatMap((list) => childrenOf(list, 'label'));
  const levels = labels.flatMap(({ text }) => /compliance[\s-]*level[\s-]*(\d)/i.exec(text)?.[1] ?? []);
  return levels.sort().at(-1) ?? null;
}

function readCase(element: XmlElement, index: number): TestCase {
  const results = childrenOf(element, 'resultNode').map((node) => {
    const expected = childOf(node, 'expected');
    return { name: node.attributes['name'] ?? '', expected: expected === null ? null : readValue(expected) };
  });
  const { id, type, invocableName } = element.attributes;
  return {
    id: id ?? String(index + 1),
    invocable: type === undefined || type === 'decision' ? null : (invocableName ?? results[0]?.name ?? null),
    inputs: Object.fromEntries(childrenOf(element, 'inputNode').map((node) => [node.attributes['name'] ?? '', readValue(node)])),
    results,
    nonNull: results.some(({ expected }) => expected !== null),
  };
}

const isNil = (element: XmlElement) => ['true', '1'].includes(element.attributes['nil'] ?? '');

/** The value inside an element: a list, components of a context, or a single typed value. */
function readValue(parent: XmlElement): Value {
  if (isNil(parent)) return null;
  const list = childOf(parent, 'list');
  if (list !== null) return isNil(list) ? null : childrenOf(list, 'item').map(readValue);
  const components = childrenOf(parent, 'component');
  if (components.length > 0) return new Map(components.map((component) => [component.attributes['name'] ?? '', readValue(component)]));
  const value = childOf(parent, 'value');
  return value === null || isNil(value) ? null : readSimple(value.text, (value.attributes['type'] ?? '').replace(/^.*:/, ''));
}

function readSimple(text: string, type: string): Value {
  const trimmed = text.trim();
  switch (type) {
    case 'boolean':
      return trimmed === 'true' || trimmed === '1';
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
    case 'short':
      return toNum(trimmed);
    case 'date':
      return readDate(trimmed);
    case 'time':
      return readTime(trimmed);
    case 'dateTime':
      return readDateTime(trimmed);
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return readDuration(trimmed);
    default:
      return text;
  }
}
