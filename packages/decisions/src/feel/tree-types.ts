import type { TypeNode } from './ast.ts';
import type { SyntaxNode } from './grammar.ts';

const quoted = /`([^`]*)`/g;

/** A name without quotes and with single spaces, as it is looked up. */
export function nameOf(tree: SyntaxNode, source: string): string {
  return normalizeName(source.slice(tree.from, tree.to));
}

/** Comparable form of a name: no backticks, runs of space become one, none around operators. */
export function normalizeName(name: string): string {
  if (/^\w+$/.test(name)) return name;
  return name
    .replace(quoted, '$1')
    .replace(/\s+/g, ' ')
    .replace(/ ?([./\-'+*]) ?/g, '$1')
    .trim();
}

/** The type below a `Type` node. */
export function toType(tree: SyntaxNode, source: string): TypeNode {
  const inner = tree.name === 'Type' ? firstChild(tree) : tree;
  if (inner === null) throw new Error('missing type');
  if (inner.name === 'ListType') {
    const element = toType(child(inner, 'Type'), source);
    const isRange = source.startsWith('range', inner.from);
    return isRange ? { kind: 'range', element } : { kind: 'list', element };
  }
  if (inner.name === 'ContextType') {
    const list = inner.getChild('ContextEntryTypes');
    const entries = list === null ? [] : list.getChildren('ContextEntryType');
    return {
      kind: 'context',
      entries: entries.map((entry) => ({
        name: nameOf(child(entry, 'Name'), source),
        type: toType(child(entry, 'Type'), source),
      })),
    };
  }
  if (inner.name === 'FunctionType') {
    const list = inner.getChild('ArgumentTypes');
    const parameters = list === null ? [] : list.getChildren('ArgumentType');
    return {
      kind: 'function',
      parameters: parameters.map((parameter) => toType(child(parameter, 'Type'), source)),
      result: toType(child(inner, 'Type'), source),
    };
  }
  return { kind: 'named', name: nameOf(inner, source) };
}

function firstChild(tree: SyntaxNode): SyntaxNode | null {
  let found = tree.firstChild;
  while (found !== null && found.type.isSkipped) found = found.nextSibling;
  return found;
}

function child(tree: SyntaxNode, name: string): SyntaxNode {
  const found = tree.getChild(name);
  if (found === null) throw new Error(`missing ${name}`);
  return found;
}
