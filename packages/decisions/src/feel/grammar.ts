import { parser, trackVariables } from 'lezer-feel';

/** The grammar's tree and its nodes. */
export type Tree = ReturnType<typeof parser.parse>;
export type SyntaxNode = Tree['topNode'];

/**
 * Names known before parsing, as nested objects: `{ 'Applicant Data': { 'first-name': {} } }`. Only needed for names
 * with operators or keywords in them; plain and multi-word names parse without.
 */
export interface NameShape {
  readonly [name: string]: NameShape | null;
}

/** Built-in names that contain words the grammar would read as operators. */
const builtinNames: NameShape = {
  'years and months duration': null,
  'day of week': null,
  'day of year': null,
  'week of year': null,
  'month of year': null,
  'index of': null,
  'met by': null,
  'insert before': null,
};

const plain = { Expression: configure('Expression', {}), UnaryTests: configure('UnaryTests', {}) };

function configure(top: 'Expression' | 'UnaryTests', names: NameShape) {
  return parser.configure({
    top,
    dialect: 'camunda',
    contextTracker: trackVariables({ ...plainValues(names), ...plainValues(builtinNames) }),
  });
}

/** The tracker reads keys only; leaves must not be falsy or they hide the key's path. */
function plainValues(names: NameShape): Record<string, unknown> {
  return Object.fromEntries(Object.entries(names).map(([name, inner]) => [name, inner === null ? 1 : plainValues(inner)]));
}

/** Parses the text with the grammar; a tree with error nodes is returned as such. */
export function parseTree(text: string, top: 'Expression' | 'UnaryTests', names?: NameShape): Tree {
  const known = names !== undefined && Object.keys(names).length > 0;
  return (known ? configure(top, names) : plain[top]).parse(text);
}
