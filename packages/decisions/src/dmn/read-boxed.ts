import { DecisionError } from '../errors.ts';
import type { Aggregation, Boxed, HitPolicy, TableInput, Variable } from './model.ts';
import { childOf, childrenOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

type Read = (element: XmlElement, where: string) => Boxed;

const readers: Record<string, Read> = {
  literalExpression: readLiteral,
  decisionTable: readTable,
  context: readContext,
  invocation: readInvocation,
  functionDefinition: readFunction,
  list: (element, where) => ({ ...common(element, where), kind: 'list', items: allBoxed(element, where) }),
  relation: readRelation,
  conditional: (element, where) => ({
    ...common(element, where),
    kind: 'conditional',
    condition: part(element, 'if', where),
    whenTrue: part(element, 'then', where),
    otherwise: part(element, 'else', where),
  }),
  filter: (element, where) => ({
    ...common(element, where),
    kind: 'filter',
    in: part(element, 'in', where),
    match: part(element, 'match', where),
  }),
  for: (element, where) => readIterator(element, where, 'for', 'return'),
  some: (element, where) => readIterator(element, where, 'some', 'satisfies'),
  every: (element, where) => readIterator(element, where, 'every', 'satisfies'),
};

const common = (element: XmlElement, where: string) => ({ where, typeRef: element.attributes['typeRef'] ?? null });

/** The first boxed expression among the children, or null if there is none. */
export function readFirstBoxed(parent: XmlElement, where: string): Boxed | null {
  return allBoxed(parent, where)[0] ?? null;
}

function allBoxed(parent: XmlElement, where: string): Boxed[] {
  return parent.children.flatMap((child) => {
    const read = readers[child.name];
    return read === undefined ? [] : [read(child, where)];
  });
}

function needed(parent: XmlElement, where: string): Boxed {
  const boxed = readFirstBoxed(parent, where);
  if (boxed !== null) return boxed;
  throw new DecisionError('dmn-read', `expected an expression of ${where} in "${parent.name}" at line ${parent.line}, got none`);
}

function part(element: XmlElement, name: string, where: string): Boxed {
  const child = childOf(element, name);
  if (child !== null) return needed(child, where);
  throw new DecisionError('dmn-read', `expected "${name}" of ${where} at line ${element.line}, got none`);
}

function readLiteral(element: XmlElement, where: string): Boxed {
  const language = element.attributes['expressionLanguage'];
  if (language !== undefined && language !== '' && !/feel/i.test(language)) {
    throw new DecisionError('dmn-unsupported', `expected FEEL as language of ${where} at line ${element.line}, got another`);
  }
  return { ...common(element, where), kind: 'literal', text: textOf(element, 'text') ?? '' };
}

const hitPolicies = new Set(['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']);
const aggregations = new Set(['SUM', 'COUNT', 'MIN', 'MAX']);

function readTable(element: XmlElement, where: string): Boxed {
  const hitPolicy = element.attributes['hitPolicy'] ?? 'UNIQUE';
  const aggregation = element.attributes['aggregation'] ?? null;
  if (!hitPolicies.has(hitPolicy)) {
    throw new DecisionError('dmn-unsupported', `expected a hit policy of ${where}, got "${hitPolicy}"`);
  }
  if (aggregation !== null && !aggregations.has(aggregation)) {
    throw new DecisionError('dmn-unsupported', `expected an aggregation of ${where}, got "${aggregation}"`);
  }
  const valuesOf = (parent: XmlElement, name: string) => {
    const values = childOf(parent, name);
    return values === null ? null : textOf(values, 'text') || null;
  };
  const inputs = childrenOf(element, 'input').map((input) => {
    const expression = childOf(input, 'inputExpression');
    return {
      expression: expression === null ? '' : (textOf(expression, 'text') ?? ''),
      typeRef: expression?.attributes['typeRef'] ?? null,
      label: input.attributes['label'] ?? null,
      allowed: valuesOf(input, 'inputValues'),
    };
  });
  const outputs = childrenOf(element, 'output').map((output) => ({
    name: output.attributes['name'] ?? null,
    typeRef: output.attributes['typeRef'] ?? null,
    allowed: valuesOf(output, 'outputValues'),
    fallback: valuesOf(output, 'defaultOutputEntry'),
  }));
  const rules = childrenOf(element, 'rule').map((rule, index) => ({
    id: rule.attributes['id'] ?? `rule ${index + 1}`,
    inputs: childrenOf(rule, 'inputEntry').map((entry) => textOf(entry, 'text') ?? ''),
    outputs: childrenOf(rule, 'outputEntry').map((entry) => textOf(entry, 'text') ?? ''),
  }));
  for (const [index, rule] of rules.entries()) {
    if (rule.inputs.length === inputs.length && rule.outputs.length === outputs.length) continue;
    const expected = `expected ${inputs.length} input and ${outputs.length} output entries of rule ${index + 1} of ${where}`;
    throw new DecisionError('dmn-read', `${expected}, got ${rule.inputs.length} and ${rule.outputs.length}`);
  }
  return {
    ...common(element, where),
    kind: 'table',
    hitPolicy: hitPolicy as HitPolicy,
    aggregation: aggregation as Aggregation | null,
    inputs,
    outputs,
    rules,
  };
}

function readContext(element: XmlElement, where: string): Boxed {
  const entries = childrenOf(element, 'contextEntry').map((entry) => {
    const variable = childOf(entry, 'variable');
    const name = variable?.attributes['name'];
    return {
      variable: name === undefined ? null : { name, typeRef: variable?.attributes['typeRef'] ?? null },
      value: needed(entry, name === undefined ? where : `entry "${name}" of ${where}`),
    };
  });
  return { ...common(element, where), kind: 'context', entries };
}

function readInvocation(element: XmlElement, where: string): Boxed {
  const bindings = childrenOf(element, 'binding').map((binding) => ({
    name: childOf(binding, 'parameter')?.attributes['name'] ?? '',
    value: readFirstBoxed(binding, where) ?? ({ where, typeRef: null, kind: 'literal', text: 'null' } as Boxed),
  }));
  return { ...common(element, where), kind: 'invocation', callee: needed(element, where), bindings };
}

const functionKinds: Record<string, 'FEEL' | 'Java' | 'PMML'> = {
  FEEL: 'FEEL',
  F: 'FEEL',
  JAVA: 'Java',
  J: 'Java',
  PMML: 'PMML',
  P: 'PMML',
};

/** A function definition; also the encapsulated logic of a knowledge model. */
export function readFunction(element: XmlElement, where: string): Boxed {
  const parameters = childrenOf(element, 'formalParameter').map((parameter) => ({
    name: parameter.attributes['name'] ?? '',
    typeRef: parameter.attributes['typeRef'] ?? null,
  }));
  const kind = (element.attributes['kind'] ?? 'FEEL').toUpperCase();
  const body = readFirstBoxed(element, where);
  return {
    ...common(element, where),
    kind: 'function',
    parameters: parameters.length === 0 && body?.kind === 'table' ? impliedParameters(body.inputs) : parameters,
    body,
    language: functionKinds[kind] ?? 'other',
  };
}

/** A table as function without declared parameters takes those its input expressions name (DMN 1.5, section 10.2.1.7). */
function impliedParameters(inputs: TableInput[]): Variable[] {
  const names = inputs.filter(({ expression }) => /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(expression));
  return names.flatMap(({ expression, typeRef }, index) =>
    names.findIndex((other) => other.expression === expression) === index ? [{ name: expression, typeRef }] : [],
  );
}

function readRelation(element: XmlElement, where: string): Boxed {
  const columns = childrenOf(element, 'column').map(({ attributes }) => ({
    name: attributes['name'] ?? '',
    typeRef: attributes['typeRef'] ?? null,
  }));
  const rows = childrenOf(element, 'row').map((row) => allBoxed(row, where));
  return { ...common(element, where), kind: 'relation', columns, rows };
}

function readIterator(element: XmlElement, where: string, how: 'for' | 'some' | 'every', body: string): Boxed {
  return {
    ...common(element, where),
    kind: 'iterator',
    how,
    variable: element.attributes['iteratorVariable'] ?? '',
    in: part(element, 'in', where),
    body: part(element, body, where),
  };
}
