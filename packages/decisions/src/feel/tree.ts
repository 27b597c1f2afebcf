import type { ArithmeticOperator, ComparisonOperator, Iterator, Node } from './ast.ts';
import type { SyntaxNode } from './grammar.ts';
import { stringValue } from './string-literal.ts';
import { joinLogical, placeIn, signedTest } from './tree-in.ts';
import type { Closed } from './tree-in.ts';
import { nameOf, toType } from './tree-types.ts';

/** Deeper nesting is refused, so that neither compiling nor evaluating can exhaust the stack. */
const maximumDepth = 400;

interface Reader {
  source: string;
  depth: number;
  closed: Closed;
}

/** The expression below a tree node. */
export function toNode(tree: SyntaxNode, source: string): Node {
  return read(tree, { source, depth: 0, closed: new WeakSet() });
}

/** The unary tests below the top node of a cell. */
export function toTests(top: SyntaxNode, source: string): Node {
  const reader: Reader = { source, depth: 0, closed: new WeakSet() };
  const children = childrenOf(top);
  const position = { from: top.from, to: top.to };
  if (children.some((child) => child.name === 'Wildcard')) {
    return { kind: 'tests', negated: false, any: true, tests: [], ...position };
  }
  const negated = children[0]?.name === 'not';
  const list = children.find((child) => child.name === 'PositiveUnaryTests');
  const tests = list === undefined ? [] : childrenOf(list).map((child) => read(child, reader));
  return { kind: 'tests', negated, any: false, tests, ...position };
}

const separators = new Set(['..', ',', '.', ':']);

function childrenOf(tree: SyntaxNode): SyntaxNode[] {
  const result: SyntaxNode[] = [];
  for (let child = tree.firstChild; child !== null; child = child.nextSibling) {
    if (!child.type.isSkipped && !separators.has(child.name)) result.push(child);
  }
  return result;
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', '.', 'in', 'if', 'then', 'else', 'for', 'return']);

function operandsOf(tree: SyntaxNode): SyntaxNode[] {
  return childrenOf(tree).filter((child) => !punctuation.has(child.name));
}

function read(tree: SyntaxNode, reader: Reader): Node {
  if (++reader.depth > maximumDepth) throw new RangeError('nested too deeply');
  const node = readers[tree.name];
  if (node === undefined) throw new Error(`unknown node ${tree.name}`);
  const result = node(tree, reader);
  reader.depth--;
  return result;
}

const text = (tree: SyntaxNode, reader: Reader) => reader.source.slice(tree.from, tree.to);
const at = (tree: SyntaxNode) => ({ from: tree.from, to: tree.to });

function operand(tree: SyntaxNode, index: number, reader: Reader): Node {
  const child = operandsOf(tree)[index];
  if (child === undefined) throw new Error(`missing part ${index} of ${tree.name}`);
  return read(child, reader);
}

function iteratorsOf(tree: SyntaxNode, reader: Reader): Iterator[] {
  const list = childrenOf(tree).find((child) => child.name === 'InExpressions');
  return childrenOf(list ?? tree).map((child) => {
    const [name, domain] = operandsOf(child);
    if (name === undefined || domain === undefined) throw new Error('incomplete iteration');
    const variable = nameOf(name, reader.source);
    if (domain.name !== 'IterationContext') return { name: variable, from: read(domain, reader), to: null };
    const [from, to] = childrenOf(domain);
    if (from === undefined) throw new Error('incomplete iteration');
    return { name: variable, from: read(from, reader), to: to === undefined ? null : read(to, reader) };
  });
}

function lastOperand(tree: SyntaxNode, reader: Reader): Node {
  return operand(tree, operandsOf(tree).length - 1, reader);
}

function comparison(tree: SyntaxNode, reader: Reader): Node {
  const children = childrenOf(tree);
  const operator = children[1];
  if (operator === undefined || children[0] === undefined) throw new Error('incomplete comparison');
  const value = read(children[0], reader);
  if (operator.name === 'between') {
    const parts = children.filter((child) => child.name !== 'between' && child.name !== 'and');
    const [low, high] = [parts[1], parts[2]];
    if (low === undefined || high === undefined) throw new Error('incomplete between');
    return { kind: 'between', value, low: read(low, reader), high: read(high, reader), ...at(tree) };
  }
  if (operator.name === 'in') {
    const list = children.find((child) => child.name === 'PositiveUnaryTests');
    const tests = list === undefined ? children.slice(2).filter((child) => child.name !== '(' && child.name !== ')') : childrenOf(list);
    const [only] = tests;
    const isOpen = !children.some((child) => child.name === '(');
    if (isOpen && tests.length === 1 && only !== undefined) return openTest(value, only, reader);
    return { kind: 'in', value, tests: tests.map((child) => read(child, reader)), ...at(tree) };
  }
  const right = children[2];
  if (right === undefined) throw new Error('incomplete comparison');
  const sign = text(operator, reader) as ComparisonOperator;
  return { kind: 'comparison', operator: sign, left: value, right: read(right, reader), ...at(tree) };
}

/** A test after `in` without parentheses around it. */
function openTest(value: Node, tree: SyntaxNode, reader: Reader): Node {
  const [first, second] = childrenOf(tree);
  if (!tree.name.endsWith('PositiveUnaryTest')) return placeIn(value, read(tree, reader), (operand) => operand, reader.closed);
  if (first?.name !== 'CompareOp' || second === undefined) return openTest(value, first ?? tree, reader);
  const sign = text(first, reader);
  return placeIn(value, read(second, reader), (operand) => signedTest(sign, operand, at(tree)), reader.closed);
}

function arithmetic(tree: SyntaxNode, reader: Reader): Node {
  const children = childrenOf(tree);
  const [first, second, third] = children;
  if (first === undefined || second === undefined) throw new Error('incomplete arithmetic');
  // The grammar reads a leading plus, the standard has none.
  if (third === undefined && text(first, reader) !== '-') throw new Error('sign that is no minus');
  if (third === undefined) return { kind: 'negate', operand: read(second, reader), ...at(tree) };
  const sign = text(second, reader);
  const operator = (sign === '^' ? '**' : sign) as ArithmeticOperator;
  return { kind: 'arithmetic', operator, left: read(first, reader), right: read(third, reader), ...at(tree) };
}

function invocation(tree: SyntaxNode, reader: Reader): Node {
  const children = childrenOf(tree);
  const [callee] = children;
  if (callee === undefined) throw new Error('incomplete invocation');
  if (callee.name === 'AtLiteral') return read(callee, reader);
  const target: Node =
    callee.name === 'DateTimeConstructor' || callee.name === 'SpecialFunctionName'
      ? { kind: 'name', name: text(callee, reader).replace(/\s+/g, ' '), ...at(callee) }
      : read(callee, reader);
  const named = children.find((child) => child.name === 'NamedParameters');
  if (named !== undefined) {
    const entries = childrenOf(named).map((child) => {
      const [name] = childrenOf(child);
      return { name: nameOf(name ?? child, reader.source), value: lastOperand(child, reader) };
    });
    return { kind: 'call', target, positional: null, named: entries, ...at(tree) };
  }
  const positional = children.find((child) => child.name === 'PositionalParameters');
  const values = positional === undefined ? [] : childrenOf(positional).map((child) => read(child, reader));
  return { kind: 'call', target, positional: values, named: null, ...at(tree) };
}

function unaryTest(tree: SyntaxNode, reader: Reader): Node {
  const [first, second] = childrenOf(tree);
  if (first === undefined) throw new Error('incomplete test');
  if (first.name !== 'CompareOp') return read(first, reader);
  if (second === undefined) throw new Error('incomplete test');
  return signedTest(text(first, reader), read(second, reader), at(tree));
}

function interval(tree: SyntaxNode, reader: Reader): Node {
  const written = text(tree, reader);
  const bounds = childrenOf(tree).filter((child) => !['(', ')', '[', ']'].includes(child.name));
  const [low, high] = bounds;
  if (low === undefined || high === undefined) throw new Error('incomplete interval');
  return {
    kind: 'range',
    low: read(low, reader),
    high: read(high, reader),
    lowIncluded: written.startsWith('['),
    highIncluded: written.endsWith(']'),
    ...at(tree),
  };
}

function contextOf(tree: SyntaxNode, reader: Reader): Node {
  const entries = childrenOf(tree)
    .filter((child) => child.name === 'ContextEntry')
    .map((entry) => {
      const [key] = childrenOf(entry);
      const inner = key?.firstChild ?? null;
      if (key === undefined || inner === null) throw new Error('incomplete context entry');
      const name = inner.name === 'StringLiteral' ? stringValue(text(inner, reader)) : nameOf(inner, reader.source);
      return { key: name, value: lastOperand(entry, reader) };
    });
  return { kind: 'context', entries, ...at(tree) };
}

function functionOf(tree: SyntaxNode, reader: Reader): Node {
  const children = childrenOf(tree);
  const formal = children.find((child) => child.name === 'FormalParameters');
  const parameters = childrenOf(formal ?? tree)
    .filter((child) => child.name === 'FormalParameter')
    .map((child) => {
      const [name, type] = childrenOf(child);
      return {
        name: nameOf(name ?? child, reader.source),
        type: type === undefined ? null : toType(type, reader.source),
      };
    });
  const body = children.find((child) => child.name === 'FunctionBody');
  if (body === undefined) throw new Error('incomplete function');
  const parts = childrenOf(body);
  const external = [...children, ...parts].some((child) => child.name === 'external');
  const expression = parts.find((child) => child.name !== 'external') ?? body;
  return { kind: 'function', parameters, body: read(expression, reader), external, ...at(tree) };
}

const readers: Record<string, (tree: SyntaxNode, reader: Reader) => Node> = {
  null: (tree) => ({ kind: 'null', ...at(tree) }),
  BooleanLiteral: (tree, reader) => ({ kind: 'boolean', value: text(tree, reader) === 'true', ...at(tree) }),
  NumericLiteral: (tree, reader) => ({ kind: 'number', text: text(tree, reader).replace(/\s+/g, ''), ...at(tree) }),
  StringLiteral: (tree, reader) => ({ kind: 'string', value: stringValue(text(tree, reader)), ...at(tree) }),
  AtLiteral: (tree, reader) => {
    const literal = childrenOf(tree).find((child) => child.name === 'StringLiteral');
    if (literal === undefined) throw new Error('incomplete literal');
    return { kind: 'at', text: stringValue(text(literal, reader)), ...at(tree) };
  },
  '?': (tree) => ({ kind: 'input', ...at(tree) }),
  VariableName: (tree, reader) => ({ kind: 'name', name: nameOf(tree, reader.source), ...at(tree) }),
  PathExpression: (tree, reader) => {
    const parts = operandsOf(tree);
    const [target, name] = [parts[0], parts.at(-1)];
    if (target === undefined || name === undefined) throw new Error('incomplete path');
    return { kind: 'path', target: read(target, reader), name: nameOf(name, reader.source), ...at(tree) };
  },
  FilterExpression: (tree, reader) => ({
    kind: 'filter',
    target: operand(tree, 0, reader),
    condition: operand(tree, 1, reader),
    ...at(tree),
  }),
  FunctionInvocation: invocation,
  DateTimeLiteral: invocation,
  ArithmeticExpression: arithmetic,
  Comparison: comparison,
  Conjunction: (tree, reader) => logical('and', tree, reader),
  Disjunction: (tree, reader) => logical('or', tree, reader),
  IfExpression: (tree, reader) => ({
    kind: 'if',
    condition: operand(tree, 0, reader),
    whenTrue: operand(tree, 1, reader),
    otherwise: operand(tree, 2, reader),
    ...at(tree),
  }),
  ForExpression: (tree, reader) => ({
    kind: 'for',
    iterators: iteratorsOf(tree, reader),
    body: lastOperand(tree, reader),
    ...at(tree),
  }),
  QuantifiedExpression: (tree, reader) => ({
    kind: 'quantified',
    every: childrenOf(tree)[0]?.name === 'every',
    iterators: iteratorsOf(tree, reader),
    condition: lastOperand(tree, reader),
    ...at(tree),
  }),
  InstanceOfExpression: (tree, reader) => {
    const type = childrenOf(tree).find((child) => child.name === 'Type');
    if (type === undefined) throw new Error('incomplete type');
    return { kind: 'instance', value: operand(tree, 0, reader), type: toType(type, reader.source), ...at(tree) };
  },
  PositiveUnaryTest: unaryTest,
  SimplePositiveUnaryTest: unaryTest,
  Interval: interval,
  ParenthesizedExpression: (tree, reader) => {
    const inner = operand(tree, 0, reader);
    reader.closed.add(inner);
    return inner;
  },
  List: (tree, reader) => ({
    kind: 'list',
    items: operandsOf(tree).map((child) => read(child, reader)),
    ...at(tree),
  }),
  Context: contextOf,
  FunctionDefinition: functionOf,
};

function logical(kind: 'and' | 'or', tree: SyntaxNode, reader: Reader): Node {
  const parts = childrenOf(tree).filter((child) => child.name !== kind);
  const [left, right] = parts;
  if (left === undefined || right === undefined) throw new Error('incomplete condition');
  return joinLogical(kind, read(left, reader), read(right, reader), reader.closed);
}
