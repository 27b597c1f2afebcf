import type { FormComponent, FormSchema } from '@einwohnerportal/forms';

/** Component types that ask for a value. */
export const askingTypes: ReadonlySet<string> = new Set([
  'textfield',
  'textarea',
  'number',
  'datetime',
  'checkbox',
  'checklist',
  'radio',
  'select',
  'taglist',
  'filepicker',
]);
export const choiceTypes: ReadonlySet<string> = new Set(['checklist', 'radio', 'select', 'taglist']);
const containers = new Set(['group', 'dynamiclist']);
const silent = new Set(['expression', 'table', 'text', 'documentPreview', 'separator', 'spacer']);

export function typeAllowed(type: string): boolean {
  return askingTypes.has(type) || containers.has(type) || silent.has(type);
}

/** One component with where it stands. */
export interface Visit {
  component: FormComponent;
  /** Dotted name it writes, null when it writes none. */
  name: string | null;
  /** Groups and lists around, outermost first. */
  around: FormComponent[];
  /** Names that only rows of a list around see. */
  local: Set<string>;
}

function rowKeys(list: FormComponent): string[] {
  const keys: string[] = [];
  const visit = (components: FormComponent[]): void => {
    for (const component of components) {
      if (component.key) keys.push(component.key.split('.')[0] ?? component.key);
      visit(component.components ?? []);
    }
  };
  visit(list.components ?? []);
  return keys;
}

/** Walks over all components of a form, containers before their contents. */
export function* walkForm(schema: Pick<FormSchema, 'components'>): Generator<Visit> {
  function* visit(components: FormComponent[], prefix: string, around: FormComponent[], local: Set<string>): Generator<Visit> {
    for (const component of components) {
      const own = component.key ?? component.path;
      const name = own ? `${prefix}${own}` : null;
      yield { component, name, around, local };
      if (!containers.has(component.type)) continue;
      const inList = component.type === 'dynamiclist' || component.isRepeating === true;
      const inner = component.path ? `${prefix}${component.path}.` : prefix;
      const names = inList ? new Set([...local, ...rowKeys(component)]) : local;
      yield* visit(component.components ?? [], inner, [...around, component], names);
    }
  }
  yield* visit(schema.components, '', [], new Set());
}

/** FEEL texts of a component: place below the component → text without `=`. */
export function feelTexts(component: FormComponent): [place: string, text: string][] {
  const properties = component.properties ?? {};
  const texts: [string, string | undefined][] = [
    ['conditional.hide', component.conditional?.hide],
    ['expression', component.expression],
    ['valuesExpression', component.valuesExpression],
    ['properties.default', properties.default],
    ['properties.items', properties.items],
    ['properties.requiredIf', properties.requiredIf],
    ['properties.check', properties.check],
    ['properties.earliest', properties.earliest],
    ['properties.latest', properties.latest],
    ['dataSource', typeof component['dataSource'] === 'string' ? component['dataSource'] : undefined],
  ];
  return texts
    .filter((each): each is [string, string] => typeof each[1] === 'string' && each[1].trim() !== '')
    .map(([place, text]) => [place, text.trim().replace(/^=/, '').trim()]);
}
