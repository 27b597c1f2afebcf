import { conditionOf, expressionOf, problem, takeName } from '../compile-scope.ts';
import { fieldType } from '../field-types/index.ts';
import type { ComponentKind } from './component-kind.ts';

/** A name computed from others; never asked. */
export const expression: ComponentKind = {
  type: 'expression',
  compile(component, scope) {
    if (!component.key) return problem(scope, component, 'key-missing', `expected a key of expression ${component.id}, got none`);
    const name = `${scope.prefix}${component.key}`;
    if (!takeName(scope, component, name)) return null;
    const computed = expressionOf(scope, component, 'expression', component.expression);
    if (computed === null) {
      return component.expression
        ? null
        : problem(scope, component, 'feel-invalid', `expected a FEEL expression of component ${component.id}, got none`);
    }
    const asked = component.properties?.['type'];
    const type = fieldType(asked ?? scope.vocabulary.type(name) ?? 'text');
    if (!type)
      problem(scope, component, 'type-unknown', `expected a known type at properties.type of component ${component.id}, got "${asked}"`);
    return {
      kind: 'computed',
      id: component.id,
      hide: conditionOf(scope, component),
      name,
      label: component.label || null,
      type: type ?? fieldType('text')!,
      expression: computed,
    };
  },
};
