import { conditionOf, expressionOf, problem, takeName } from '../compile-scope.ts';
import type { List } from '../model.ts';
import type { ComponentKind } from './component-kind.ts';

const defaultMaxRows = 50;
const mostLists = 3;

/** Rows of the same parts: given by `properties.items`, or added by the person who fills in. Lists may stand in lists. */
export const dynamiclist: ComponentKind = {
  type: 'dynamiclist',
  compile(component, scope, compileParts) {
    if (!component.path) return problem(scope, component, 'key-missing', `expected a path of list ${component.id}, got none`);
    if (scope.lists >= mostLists)
      return problem(scope, component, 'list-nested', `expected list ${component.id} inside at most ${mostLists - 1} lists, got it deeper`);
    const name = `${scope.prefix}${component.path}`;
    if (!takeName(scope, component, name)) return null;
    if (!component.label) problem(scope, component, 'label-missing', `expected a text key as label of list ${component.id}, got none`);
    const inner = {
      ...scope,
      prefix: '',
      lists: scope.lists + 1,
      bind: null,
      typeRoot: null,
      taken: { ...scope.taken, names: new Set<string>() },
    };
    const items = expressionOf(scope, component, 'properties.items', component.properties?.['items']);
    const most = Number(component.validate?.max ?? defaultMaxRows);
    const parts = compileParts(component.components, inner);
    return {
      kind: 'list',
      id: component.id,
      hide: conditionOf(scope, component),
      name,
      label: component.label ?? '',
      items,
      addable: items === null && component.allowAddRemove !== false,
      rowsAtStart: Math.max(0, Math.min(Number(component.defaultRepetitions ?? 1) || 0, 20)),
      required: component.validate?.required === true,
      maxRows: Math.max(1, Math.min(Number.isFinite(most) ? most : defaultMaxRows, 100)),
      refs: false,
      check: expressionOf(scope, component, 'properties.check', component.properties?.['check']),
      parts: parts.filter((part) => part.kind !== 'files' && part.kind !== 'documents'),
    } satisfies List;
  },
};
