/** Where a node stands in the expression text. */
export interface Position {
  from: number;
  to: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** One variable of a `for`, `some` or `every`; `to` is set for `from..to`. */
export interface Iterator {
  name: string;
  from: Node;
  to: Node | null;
}

/** A FEEL type as written after `instance of` or in a function's parameters. */
export type TypeNode =
  | { kind: 'named'; name: string }
  | { kind: 'list'; element: TypeNode }
  | { kind: 'range'; element: TypeNode }
  | { kind: 'context'; entries: { name: string; type: TypeNode }[] }
  | { kind: 'function'; parameters: TypeNode[]; result: TypeNode };

type Kinds =
  | { kind: 'null' }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'number'; text: string }
  | { kind: 'string'; value: string }
  | { kind: 'at'; text: string }
  | { kind: 'input' }
  | { kind: 'name'; name: string }
  | { kind: 'path'; target: Node; name: string }
  | { kind: 'filter'; target: Node; condition: Node }
  | { kind: 'call'; target: Node; positional: Node[] | null; named: { name: string; value: Node }[] | null }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Node; right: Node }
  | { kind: 'negate'; operand: Node }
  | { kind: 'comparison'; operator: ComparisonOperator; left: Node; right: Node }
  | { kind: 'between'; value: Node; low: Node; high: Node }
  | { kind: 'in'; value: Node; tests: Node[] }
  | { kind: 'and' | 'or'; left: Node; right: Node }
  | { kind: 'if'; condition: Node; whenTrue: Node; otherwise: Node }
  | { kind: 'for'; iterators: Iterator[]; body: Node }
  | { kind: 'quantified'; every: boolean; iterators: Iterator[]; condition: Node }
  | { kind: 'instance'; value: Node; type: TypeNode }
  | { kind: 'range'; low: Node | null; high: Node | null; lowIncluded: boolean; highIncluded: boolean }
  | { kind: 'equals-test'; operator: '=' | '!='; operand: Node }
  | { kind: 'list'; items: Node[] }
  | { kind: 'context'; entries: { key: string; value: Node }[] }
  | { kind: 'function'; parameters: { name: string; type: TypeNode | null }[]; body: Node; external: boolean }
  | { kind: 'tests'; negated: boolean; any: boolean; tests: Node[] };

/** A node of a parsed FEEL expression (DMN 1.5, section 10.3.1.2). */
export type Node = Kinds & Position;

/** The node of one kind. */
export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;
