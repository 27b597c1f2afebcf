import type { Boxed } from './model.ts';

/** The rule ids of all tables inside an expression. */
export function rulesOf(boxed: Boxed | null): string[] {
  if (boxed === null) return [];
  switch (boxed.kind) {
    case 'table':
      return boxed.rules.map(({ id }) => id);
    case 'context':
      return boxed.entries.flatMap(({ value }) => rulesOf(value));
    case 'invocation':
      return boxed.bindings.flatMap(({ value }) => rulesOf(value));
    case 'function':
      return rulesOf(boxed.body);
    case 'list':
      return boxed.items.flatMap(rulesOf);
    case 'relation':
      return boxed.rows.flat().flatMap(rulesOf);
    case 'conditional':
      return [boxed.condition, boxed.whenTrue, boxed.otherwise].flatMap(rulesOf);
    case 'filter':
      return [boxed.in, boxed.match].flatMap(rulesOf);
    case 'iterator':
      return [boxed.in, boxed.body].flatMap(rulesOf);
    case 'literal':
    case 'broken':
      return [];
  }
}
