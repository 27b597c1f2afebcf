import { DecisionError } from '../errors.ts';
import type {
  Boxed,
  Decision,
  DecisionGroup,
  Definitions,
  Import,
  InputData,
  ItemDefinition,
  KnowledgeModel,
  Requirements,
  Variable,
} from './model.ts';
import { readFirstBoxed, readFunction } from './read-boxed.ts';
import { childOf, childrenOf, readXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/**
 * Reads a DMN file of any version from 1.1 to 1.5. Diagrams, annotations and knowledge sources are passed over.
 * Read leniently, logic that cannot be read is kept as broken instead of refusing the file.
 * @throws DecisionError `dmn-read` (no DMN), `dmn-unsupported` (with the element's place)
 */
export function readDefinitions(xml: string, lenient = false): Definitions {
  const root = readXml(xml);
  if (root.name !== 'definitions') {
    throw new DecisionError('dmn-read', `expected "definitions" as root of the decision file, got "${root.name}"`);
  }
  const definitions: Definitions = {
    name: root.attributes['name'] ?? '',
    namespace: root.attributes['namespace'] ?? '',
    imports: childrenOf(root, 'import').filter(isModel).map(readImport),
    decisions: new Map(),
    inputs: new Map(),
    knowledge: new Map(),
    groups: new Map(),
    items: childrenOf(root, 'itemDefinition').map(readItem),
  };
  for (const element of root.children) {
    const id = element.attributes['id'] ?? element.attributes['name'] ?? '';
    const read = readers[element.name];
    if (read !== undefined) read(definitions, element, { id, namespace: definitions.namespace, lenient });
  }
  return definitions;
}

/** Where an element is read: its id, the file's namespace, and whether broken logic is kept. */
interface Source {
  id: string;
  namespace: string;
  lenient: boolean;
}

const readers: Record<string, (definitions: Definitions, element: XmlElement, source: Source) => void> = {
  decision: (definitions, element, source) => void definitions.decisions.set(source.id, readDecision(element, source)),
  inputData: (definitions, element, source) => void definitions.inputs.set(source.id, readInput(element, source)),
  businessKnowledgeModel: (definitions, element, source) => void definitions.knowledge.set(source.id, readKnowledge(element, source)),
  decisionService: (definitions, element, source) => void definitions.groups.set(source.id, readGroup(element, source)),
};

/** Imports of other kinds (PMML, XML Schema) have nothing this package can use. */
function isModel(element: XmlElement): boolean {
  return /\/DMN\//i.test(element.attributes['importType'] ?? '/DMN/');
}

function readImport(element: XmlElement): Import {
  const { name = '', namespace = '', locationURI } = element.attributes;
  return { name, namespace, location: locationURI ?? null };
}

function logicOf(where: string, lenient: boolean, read: () => Boxed | null): Boxed | null {
  try {
    return read();
  } catch (error) {
    if (!lenient || !(error instanceof DecisionError)) throw error;
    return { kind: 'broken', where, typeRef: null, error };
  }
}

function readVariable(element: XmlElement): Variable {
  const variable = childOf(element, 'variable');
  return {
    name: variable?.attributes['name'] ?? element.attributes['name'] ?? '',
    typeRef: variable?.attributes['typeRef'] ?? null,
  };
}

const nameOf = (element: XmlElement, id: string) => element.attributes['name'] ?? id;

function readDecision(element: XmlElement, { id, namespace, lenient }: Source): Decision {
  const name = nameOf(element, id);
  const where = `decision "${name}"`;
  return {
    id,
    name,
    variable: readVariable(element),
    requirements: readRequirements(element, namespace),
    logic: logicOf(where, lenient, () => readFirstBoxed(element, where)),
  };
}

function readInput(element: XmlElement, { id }: Source): InputData {
  return { id, name: nameOf(element, id), variable: readVariable(element) };
}

function readKnowledge(element: XmlElement, { id, namespace, lenient }: Source): KnowledgeModel {
  const name = nameOf(element, id);
  const where = `knowledge model "${name}"`;
  const logic = childOf(element, 'encapsulatedLogic');
  return {
    id,
    name,
    variable: readVariable(element),
    requirements: readRequirements(element, namespace),
    logic: logicOf(where, lenient, () =>
      logic === null && readFirstBoxed(element, where) === null ? null : readFunction(logic ?? element, where),
    ),
  };
}

function readGroup(element: XmlElement, { id, namespace }: Source): DecisionGroup {
  const references = (name: string) => childrenOf(element, name).map((child) => reference(child, namespace));
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

function readRequirements(element: XmlElement, namespace: string): Requirements {
  const targets = (kind: string, name: string) =>
    childrenOf(element, kind).flatMap((requirement) => childrenOf(requirement, name).map((child) => reference(child, namespace)));
  return {
    decisions: targets('informationRequirement', 'requiredDecision'),
    inputs: targets('informationRequirement', 'requiredInput'),
    knowledge: targets('knowledgeRequirement', 'requiredKnowledge'),
  };
}

function reference(element: XmlElement, namespace: string): string {
  const href = element.attributes['href'] ?? '';
  const split = href.indexOf('#');
  return split <= 0 || href.slice(0, split) === namespace ? href.slice(split + 1) : href;
}

function readItem(element: XmlElement): ItemDefinition {
  const textIn = (name: string) => {
    const child = childOf(element, name);
    return child === null ? null : textOf(child, 'text') || null;
  };
  const signature = childOf(element, 'functionItem');
  return {
    name: element.attributes['name'] ?? '',
    typeRef: textOf(element, 'typeRef'),
    isCollection: element.attributes['isCollection'] === 'true',
    allowed: textIn('allowedValues'),
    constraint: textIn('typeConstraint'),
    components: childrenOf(element, 'itemComponent').map(readItem),
    signature:
      signature === null
        ? null
        : {
            parameters: childrenOf(signature, 'parameters').map((parameter) => parameter.attributes['typeRef'] ?? null),
            result: signature.attributes['outputTypeRef'] ?? null,
          },
  };
}
