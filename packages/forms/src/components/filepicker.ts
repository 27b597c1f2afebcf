import { conditionOf, expressionOf, problem, takeName } from '../compile-scope.ts';
import type { ComponentKind } from './component-kind.ts';

/** A requested document. What is asked and why stands in `evidence.<id>` where the key names an entry of the service. */
export const filepicker: ComponentKind = {
  type: 'filepicker',
  compile(component, scope) {
    if (!component.key) return problem(scope, component, 'key-missing', `expected a key of component ${component.id}, got none`);
    if (scope.lists > 0)
      return problem(scope, component, 'file-in-list', `expected filepicker ${component.id} outside lists, got it inside one`);
    const name = `${scope.prefix}${component.key}`;
    if (!takeName(scope, component, name)) return null;
    const evidence = component.properties?.['evidence'] ?? /^evidence\.([\w-]+)$/.exec(name)?.[1] ?? null;
    const label = component.label || (evidence === null ? '' : `evidence.${evidence}`);
    if (label === '') problem(scope, component, 'label-missing', `expected a text key as label of component ${component.id}, got none`);
    const accept = component['accept'];
    return {
      kind: 'files',
      id: component.id,
      hide: conditionOf(scope, component),
      name,
      label,
      evidence,
      accept: typeof accept === 'string' && accept !== '' && !accept.startsWith('=') ? accept : null,
      multiple: component['multiple'] === true,
      required: component.validate?.required === true,
      requiredIf: expressionOf(scope, component, 'properties.requiredIf', component.properties?.['requiredIf']),
    };
  },
};
