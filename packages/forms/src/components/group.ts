import { conditionOf, expressionOf, problem } from '../compile-scope.ts';
import { fieldType } from '../field-types/index.ts';
import type { Group } from '../model.ts';
import type { ComponentKind } from './component-kind.ts';

/** Fields that belong together: a page, or a part of a page with its own heading. */
export const group: ComponentKind = {
  type: 'group',
  compile(component, scope, compileParts) {
    const properties = component.properties ?? {};
    const path = component.path ? `${scope.prefix}${component.path}` : null;
    if (properties['include'] !== undefined) {
      return problem(
        scope,
        component,
        'include-unsupported',
        `expected components of group ${component.id} in this file, got include "${properties['include']}"`,
      );
    }
    const type = properties['type'] === undefined ? null : (fieldType(properties['type']) ?? null);
    if (properties['type'] !== undefined && type?.widget !== 'group') {
      problem(
        scope,
        component,
        'type-unfit',
        `expected postalAddress at properties.type of group ${component.id}, got "${properties['type']}"`,
      );
    }
    const inner = {
      ...scope,
      prefix: path === null ? scope.prefix : `${path}.`,
      typeRoot: type === null ? scope.typeRoot : 'address.',
      bind: properties['bind'] && path ? { name: properties['bind'], unless: path } : scope.bind,
    };
    return {
      kind: 'group',
      id: component.id,
      hide: conditionOf(scope, component),
      name: path,
      label: component.label || null,
      type: type?.widget === 'group' ? type : null,
      check: expressionOf(scope, component, 'properties.check', properties['check']),
      parts: compileParts(component.components, inner),
    } satisfies Group;
  },
};
