import { conditionOf, expressionOf, problem } from '../compile-scope.ts';
import type { ComponentKind } from './component-kind.ts';

/** Documents to look at: name, size and a link each. */
export const documentPreview: ComponentKind = {
  type: 'documentPreview',
  compile(component, scope) {
    const source = expressionOf(scope, component, 'dataSource', component['dataSource']);
    if (source === null)
      return problem(scope, component, 'source-missing', `expected a FEEL list as dataSource of component ${component.id}, got none`);
    if (!component.label) problem(scope, component, 'label-missing', `expected a text key as label of component ${component.id}, got none`);
    return { kind: 'documents', id: component.id, hide: conditionOf(scope, component), label: component.label ?? '', source };
  },
};
