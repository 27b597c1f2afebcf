import { conditionOf, expressionOf, nameFits, problem, takeName, type CompileScope } from '../compile-scope.ts';
import { fieldType, fieldTypeIds } from '../field-types/index.ts';
import type { Group } from '../model.ts';
import type { FormComponent } from '../types.ts';
import type { ComponentKind } from './component-kind.ts';
import { groupKinds } from './group-kinds.ts';

const deepestInclude = 3;

/** Fields that belong together: a page, or a part of a page with its own heading. */
export const group: ComponentKind = {
  type: 'group',
  compile(component, scope, compileParts) {
    const properties = component.properties ?? {};
    const path = component.path ? `${scope.prefix}${component.path}` : null;
    // Groups may share a path; those of a kind hold one value together.
    if (path !== null && !(properties['type'] === undefined ? nameFits : takeName)(scope, component, path)) return null;
    const type = properties['type'] === undefined ? null : (fieldType(properties['type']) ?? null);
    if (properties['type'] !== undefined && type?.widget !== 'group') {
      const kinds = fieldTypeIds.filter((id) => fieldType(id)!.widget === 'group').join(', ');
      problem(
        scope,
        component,
        'type-unfit',
        `expected one of ${kinds} at properties.type of group ${component.id}, got "${properties['type']}"`,
      );
    }
    const kind = type?.widget === 'group' ? groupKinds[type.id] : undefined;
    if (kind && path === null)
      problem(scope, component, 'key-missing', `expected a path of group ${component.id} of type ${type!.id}, got none`);
    const inner: CompileScope = {
      ...scope,
      prefix: path === null ? scope.prefix : `${path}.`,
      typeRoot: kind ? kind.root : scope.typeRoot,
      bind: properties['bind'] && path ? { name: properties['bind'], unless: path } : scope.bind,
    };
    const components = properties['include'] === undefined ? component.components : included(component, inner, properties['include']);
    const usual = kind && path !== null && !components?.length ? kind.components(component.id) : components;
    return {
      kind: 'group',
      id: component.id,
      hide: conditionOf(scope, component),
      name: path,
      label: component.label || null,
      type: kind ? type : null,
      check: expressionOf(scope, component, 'properties.check', properties['check']),
      lookup: properties['lookup'] || null,
      parts: compileParts(usual, inner),
    } satisfies Group;
  },
};

/** Components of another file of the package; `inner` notes the file, so that no file holds itself. */
function included(component: FormComponent, inner: CompileScope, file: string): FormComponent[] {
  if (inner.including.includes(file) || inner.including.length >= deepestInclude) {
    problem(
      inner,
      component,
      'include-circle',
      `expected a file that does not include itself (at most ${deepestInclude} levels) at properties.include of group ${component.id}, got ${[...inner.including, file].join(' → ')}`,
    );
    return [];
  }
  if (component.components?.length)
    problem(
      inner,
      component,
      'include-and-components',
      `expected either components or include of group ${component.id}, got both; the included ones count`,
    );
  const schema = inner.include(file);
  if (!schema || !Array.isArray(schema.components)) {
    problem(
      inner,
      component,
      'include-missing',
      `expected a form file of the package at properties.include of group ${component.id}, got "${file}"`,
    );
    return [];
  }
  inner.including = [...inner.including, file];
  return schema.components;
}
