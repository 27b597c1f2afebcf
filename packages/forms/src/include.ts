import { groupKinds } from './components/group-kinds.ts';
import type { FormComponent, FormSchema } from './types.ts';

const deepest = 3;

/**
 * A form with the components of included files (`properties.include` of a group) and the usual ones of kinds of groups at
 * their place; what cannot be included stays as it is. For tools that walk over form files; `compileForm` includes by itself.
 */
export function expandIncludes(schema: FormSchema, include: (file: string) => FormSchema | null): FormSchema {
  const expand = (components: FormComponent[], files: readonly string[]): FormComponent[] =>
    components.map((component) => {
      const file = component.properties?.['include'];
      if (file !== undefined && files.length < deepest && !files.includes(file)) {
        const found = include(file);
        if (found && Array.isArray(found.components)) return { ...component, components: expand(found.components, [...files, file]) };
      }
      const kind = component.type === 'group' ? groupKinds[component.properties?.['type'] ?? ''] : undefined;
      if (kind && component.path && !component.components?.length) return { ...component, components: kind.components(component.id) };
      return Array.isArray(component.components) ? { ...component, components: expand(component.components, files) } : component;
    });
  return { ...schema, components: expand(schema.components, []) };
}
