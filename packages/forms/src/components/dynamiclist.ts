import { conditionOf, expressionOf, problem, takeName } from '../compile-scope.ts';
import type { Field, List } from '../model.ts';
import type { ComponentKind } from './component-kind.ts';

const defaultMaxRows = 50;

/** Rows of the same fields: given by `properties.items`, or added by the person who fills in. */
export const dynamiclist: ComponentKind = {
  type: 'dynamiclist',
  compile(component, scope, compileParts) {
    if (!component.path) return problem(scope, component, 'key-missing', `expected a path of list ${component.id}, got none`);
    if (scope.inList) return problem(scope, component, 'list-nested', `expected list ${component.id} outside other lists, got one inside`);
    const name = `${scope.prefix}${component.path}`;
    takeName(scope, component, name);
    if (!component.label) problem(scope, component, 'label-missing', `expected a text key as label of list ${component.id}, got none`);
    const inner = { ...scope, prefix: '', inList: true, bind: null, typeRoot: null, taken: { ...scope.taken, names: new Set<string>() } };
    const parts = compileParts(component.components, inner);
    const fields = parts.filter((part): part is Field => part.kind === 'field');
    for (const part of parts) {
      if (part.kind !== 'field')
        problem(scope, component, 'list-part', `expected fields in list ${component.id}, got ${part.kind} ${part.id}`);
    }
    const items = expressionOf(scope, component, 'properties.items', component.properties?.['items']);
    return {
      kind: 'list',
      id: component.id,
      hide: conditionOf(scope, component),
      name,
      label: component.label ?? '',
      items,
      addable: items === null && component.allowAddRemove !== false,
      rowsAtStart: component.defaultRepetitions ?? 1,
      required: component.validate?.required === true,
      maxRows: Math.min(component.validate?.max ?? defaultMaxRows, 100),
      refs: false,
      check: expressionOf(scope, component, 'properties.check', component.properties?.['check']),
      parts: fields,
    } satisfies List;
  },
};
