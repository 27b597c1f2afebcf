import type { CompiledLoop } from './compiled.ts';
import { readOptional } from './expression.ts';
import { extension, type ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

const NAME = /^(?!__proto__$)[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Reads the loop marker of an activity: multi-instance over zeebe:loopCharacteristics inputCollection or over a loopCardinality, or a
 * standard loop. null without marker.
 */
export function readLoop(node: ModdleNode, report: Report): CompiledLoop | null {
  const marker: ModdleNode | undefined = node.loopCharacteristics;
  if (!marker) return null;
  return marker.$type === 'bpmn:StandardLoopCharacteristics' ? standardLoop(node, marker, report) : multiInstance(node, marker, report);
}

function multiInstance(node: ModdleNode, marker: ModdleNode, report: Report): CompiledLoop {
  const dialect = extension(marker, 'zeebe:LoopCharacteristics');
  const collection = readOptional(dialect?.inputCollection, node.id, 'inputCollection', report);
  const cardinality = readOptional(marker.loopCardinality?.body, node.id, 'loopCardinality', report);
  if (!collection && !cardinality) {
    report.refuse(
      'loop-collection',
      node.id,
      'expected inputCollection (a list in FEEL) or loopCardinality of the multi-instance, got none',
    );
  }
  const outputElement = readOptional(dialect?.outputElement, node.id, 'outputElement', report);
  if (Boolean(outputElement) !== Boolean(dialect?.outputCollection)) {
    report.refuse('loop-output', node.id, 'expected outputCollection and outputElement together, got one of them');
  }
  return {
    parallel: marker.isSequential !== true,
    collection,
    cardinality: collection ? null : cardinality,
    inputElement: name(dialect?.inputElement, node.id, 'inputElement', report),
    outputCollection: name(dialect?.outputCollection, node.id, 'outputCollection', report),
    outputElement,
    completionCondition: readOptional(marker.completionCondition?.body, node.id, 'completionCondition', report),
    condition: null,
    testBefore: false,
    maximum: null,
  };
}

function standardLoop(node: ModdleNode, marker: ModdleNode, report: Report): CompiledLoop {
  const condition = readOptional(marker.loopCondition?.body, node.id, 'loopCondition', report);
  const maximum = marker.loopMaximum === undefined ? null : Number(marker.loopMaximum);
  if (!condition && maximum === null)
    report.refuse('loop-condition', node.id, 'expected a loopCondition or loopMaximum of the loop, got none');
  if (condition && condition.constant !== null)
    report.refuse('condition-not-feel', node.id, 'expected a FEEL loopCondition with a leading "=", got a text');
  return {
    parallel: false,
    collection: null,
    cardinality: null,
    inputElement: null,
    outputCollection: null,
    outputElement: null,
    completionCondition: null,
    condition,
    testBefore: marker.testBefore === true,
    maximum,
  };
}

function name(text: string | undefined, element: string, what: string, report: Report): string | null {
  if (text === undefined || text === '') return null;
  if (!NAME.test(text)) report.refuse('mapping-target', element, `expected a name as ${what}, got "${text}"`);
  return text;
}
