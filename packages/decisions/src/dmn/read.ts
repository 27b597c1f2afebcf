import { DecisionError } from '../errors.ts';
import type { Decision, DecisionGroup, Definitions, InputData, ItemDefinition, KnowledgeModel, Requirements, Variable } from './model.ts';
import { readFirstBoxed, readFunction } from './read-boxed.ts';
import { childOf, childrenOf, readXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/**
 * Reads a DMN file of any version from 1.1 to 1.5. Diagrams, annotations and knowledge sources are passed over.
 * @throws DecisionError `dmn-read` (no DMN), `dmn-unsupported` (with the element's place)
 */
export function readDefinitions(xml: string): Definitions {
  const root = readXml(xml);
  if (root.name !== 'definitions') {
    throw new DecisionError('dmn-read', `expected "definitions" as root of the decision file, got "${root.name}"`);
  }
  const definitions: Definitions = {
    name: root.attributes['name'] ?? '',
    decisions: new Map(),
    inputs: new Map(),
    knowledge: new Map(),
    groups: new Map(),
    items: childrenOf(root, 'itemDefinition').map(readItem),
  };
  for (const element of root.children) {
    const id = element.attributes['id'] ?? element.attributes['name'] ?? '';
    const read = readers[element.name];
    if (read !== undefined) read(definitions, element, id);
  }
  return definitions;
}

const readers: Record<string, (definitions: Definitions, element: XmlElement, id: string) => void> = {
  decision: (definitions, element, id) => void definitions.decisions.set(id, readDecision(element, id)),
  inputData: (definitions, element, id) => void definitions.inputs.set(id, readInput(element, id)),
  businessKnowledgeModel: (definitions, element, id) => void definitions.knowledge.set(id, readKnowledge(element, id)),
  decisionService: (definitions, element, id) => void definitions.groups.set(id, readGroup(element, id)),
};

function readVariable(element: XmlElement): Variable {
  const variable = childOf(element, 'variable');
  return {
    name: variable?.attributes['name'] ?? element.attributes['name'] ?? '',
    typeRef: variable?.attributes['typeRef'] ?? null,
  };
}

const nameOf = (element: XmlElement, id: string) => element.attributes['name'] ?? id;

function readDecision(element: XmlElement, id: string): Decision {
  const name = nameOf(element, id);
  return {
    id,
    name,
    variable: readVariable(element),
    requirements: readRequirements(element),
    logic: readFirstBoxed(element, `decision "${name}"`),
  };
}

function readInput(element: XmlElement, id: string): InputData {
  return { id, name: nameOf(element, id), variable: readVariable(element) };
}

function readKnowledge(element: XmlElement, id: string): KnowledgeModel {
  const name = nameOf(element, id);
  const where = `knowledge model "${name}"`;
  const logic = childOf(element, 'encapsulatedLogic');
  return {
    id,
    name,
    variable: readVariable(element),
    requirements: readRequirements(element),
    logic: logic === null ? readFirstBoxed(element, where) : readFunction(logic, where),
  };
}

function readGroup(element: XmlElement, id: string): DecisionGroup {
  const references = (name: string) => childrenOf(element, name).map(reference);
  return {
    id,
    name: nameOf(element, id),
    variable: readVariable(element),
    outputs: references('outputDecision'),
    encapsulated: references('encapsulatedDecision'),
    inputDecisions: references('inputDecision'),
    inputs: references('inputData'),
  };
}

function readRequirements(element: XmlElement): Requirements {
  const targets = (kind: string, name: string) =>
    childrenOf(element, kind).flatMap((requirement) => childrenOf(requirement, name).map(reference));
  return {
    decisions: targets('informationRequirement', 'requiredDecision'),
    inputs: targets('informationRequirement', 'requiredInput'),
    knowledge: targets('knowledgeRequirement', 'requiredKnowledge'),
  };
}

function reference(element: XmlElement): string {
  const href = element.attributes['href'] ?? '';
  return href.slice(href.indexOf('#') + 1);
}

function readItem(element: XmlElement): ItemDefinition {
  const allowed = childOf(element, 'allowedValues');
  return {
    name: element.attributes['name'] ?? '',
    typeRef: textOf(element, 'typeRef'),
    isCollection: element.attributes['isCollection'] === 'true',
    allowed: allowed === null ? null : textOf(allowed, 'text'),
    components: childrenOf(element, 'itemComponent').map(readItem),
    isFunction: childOf(element, 'functionItem') !== null,
  };
}
