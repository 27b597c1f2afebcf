import type { Node } from './ast.ts';

/** Whether an expression reads the tested input `?` itself, not inside a nested test. */
export function usesInput(node: Node): boolean {
  if (node.kind === 'input') return true;
  return children(node).some(usesInput);
}

/** The expressions directly inside a node. */
export function children(node: Node): Node[] {
  switch (node.kind) {
    case 'path':
      return [node.target];
    case 'filter':
      return [node.target, node.condition];
    case 'call':
      return [node.target, ...(node.positional ?? []), ...(node.named ?? []).map(({ value }) => value)];
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'negate':
    case 'equals-test':
      return [node.operand];
    case 'between':
      return [node.value, node.low, node.high];
    case 'in':
      return [node.value, ...node.tests];
    case 'if':
      return [node.condition, node.whenTrue, node.otherwise];
    case 'for':
      return [...iteratorNodes(node.iterators), node.body];
    case 'quantified':
      return [...iteratorNodes(node.iterators), node.condition];
    case 'instance':
      return [node.value];
    case 'range':
      return [node.low, node.high].filter((bound) => bound !== null);
    case 'list':
      return node.items;
    case 'context':
      return node.entries.map(({ value }) => value);
    case 'function':
      return [node.body];
    case 'tests':
      return node.tests;
    default:
      return [];
  }
}

function iteratorNodes(iterators: { from: Node; to: Node | null }[]): Node[] {
  return iterators.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
}

/** What an expression reads from outside. */
export interface FreeNames {
  /** Paths certainly read: `person.officialName`. */
  names: string[];
  /** Names inside filters, which may be entries of the filtered elements instead. */
  possible: string[];
  /** Functions called by name that are neither built in nor bound in the expression. */
  calls: string[];
}

/** The free names of an expression, each once, in order of appearance. `isStandard` tells built-in functions. */
export function freeNames(node: Node, isStandard: (name: string) => boolean): FreeNames {
  const found = { names: new Set<string>(), possible: new Set<string>(), calls: new Set<string>() };
  walk(node, new Set(), false);
  return { names: [...found.names], possible: [...found.possible], calls: [...found.calls] };

  function read(path: string[], bound: ReadonlySet<string>, filtered: boolean) {
    const [first = ''] = path;
    if (bound.has(first) || (filtered && first === 'item')) return;
    (filtered ? found.possible : found.names).add(path.join('.'));
  }

  function walk(part: Node, bound: ReadonlySet<string>, filtered: boolean): void {
    const path = pathOf(part);
    if (path !== null) return read(path, bound, filtered);
    switch (part.kind) {
      case 'filter':
        walk(part.target, bound, filtered);
        return walk(part.condition, bound, true);
      case 'call':
        if (part.target.kind !== 'name') walk(part.target, bound, filtered);
        else if (!bound.has(part.target.name) && !isStandard(part.target.name)) found.calls.add(part.target.name);
        return children(part)
          .slice(1)
          .forEach((child) => walk(child, bound, filtered));
      case 'for':
      case 'quantified': {
        const inner = new Set(bound);
        for (const iterator of part.iterators) {
          walk(iterator.from, inner, filtered);
          if (iterator.to !== null) walk(iterator.to, inner, filtered);
          inner.add(iterator.name);
        }
        if (part.kind === 'for') inner.add('partial');
        return walk(part.kind === 'for' ? part.body : part.condition, inner, filtered);
      }
      case 'context': {
        const inner = new Set(bound);
        for (const { key, value } of part.entries) {
          walk(value, inner, filtered);
          inner.add(key);
        }
        return;
      }
      case 'function': {
        const inner = new Set([...bound, ...part.parameters.map(({ name }) => name)]);
        walk(part.body, inner, filtered);
        return;
      }
      default:
        children(part).forEach((child) => walk(child, bound, filtered));
    }
  }
}

function pathOf(node: Node): string[] | null {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'path') return null;
  const outer = pathOf(node.target);
  return outer === null ? null : [...outer, node.name];
}
