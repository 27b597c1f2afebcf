import { conditionOf, editOf, expressionOf, problem, takeName, type CompileScope } from '../compile-scope.ts';
import { constantExpression } from '../expressions.ts';
import { fieldType, fieldTypeIds } from '../field-types/index.ts';
import type { FieldType } from '../field-types/field-type.ts';
import type { ChoiceSource, Field, Node } from '../model.ts';
import type { FormComponent } from '../types.ts';
import { addedPersons } from './added-persons.ts';
import { limitsOf } from './limits.ts';

type Widget = FieldType['widget'];

/** Which types a component can show, and the one it takes when nothing names another. */
export interface FieldShape {
  widgets: readonly Widget[];
  type: string;
}

/** Compiles a component with a value of its own. */
export function compileField(component: FormComponent, scope: CompileScope, shape: FieldShape): Node | null {
  const key = component.key ?? '';
  if (key === '') return problem(scope, component, 'key-missing', `expected a key of component ${component.id}, got none`);
  const name = `${scope.prefix}${key}`;
  const bound = scope.lists === 0 && scope.vocabulary.has(name);
  if (key.includes('.') && !bound) {
    problem(scope, component, 'name-unknown', `expected a name of the data vocabulary as key of component ${component.id}, got ${name}`);
  }
  if (!takeName(scope, component, name)) return null;
  const label = component.label || (bound ? `vocabulary.${name}` : scope.typeRoot ? `vocabulary.${scope.typeRoot}${key}` : '');
  if (label === '') problem(scope, component, 'label-missing', `expected a text key as label of component ${component.id}, got none`);
  const validate = component.validate ?? {};
  const type = typeOf(component, scope, shape, name, label);
  const properties = component.properties ?? {};
  const bind = properties['bind']
    ? { name: properties['bind'], unless: name }
    : scope.bind && { ...scope.bind, name: `${scope.bind.name}.${key}` };
  return {
    kind: 'field',
    id: component.id,
    component: component.type,
    hide: conditionOf(scope, component),
    name,
    label,
    type,
    bound,
    edit: editOf(scope, component),
    readonly: readonlyOf(component, scope),
    required: validate.required === true,
    requiredIf: expressionOf(scope, component, 'properties.requiredIf', properties['requiredIf']),
    check: expressionOf(scope, component, 'properties.check', properties['check']),
    default: expressionOf(scope, component, 'properties.default', properties['default']) ?? constantOf(component, type),
    bind,
    past: /\.(dateOfBirth|deathDate)$/.test(label),
    limits: limitsOf(component, scope, type),
    choices: choicesOf(component, scope, type),
    adds: addsPersons(component, scope, type) ? addedPersons(component.id) : null,
  } satisfies Field;
}

function readonlyOf(component: FormComponent, scope: CompileScope): Field['readonly'] {
  const { readonly, disabled } = component as { readonly?: unknown; disabled?: unknown };
  if (readonly === true || disabled === true) return true;
  return expressionOf(scope, component, 'readonly', readonly) ?? false;
}

/** `defaultValue`, where it is a value of the type. */
function constantOf(component: FormComponent, type: FieldType): Field['default'] {
  const value = component['defaultValue'];
  if (value === undefined || value === null || type.check(value) !== null) return null;
  return constantExpression(value);
}

function typeOf(component: FormComponent, scope: CompileScope, shape: FieldShape, name: string, label: string): FieldType {
  const plain = fieldType(shape.type)!;
  const asked = component.properties?.['type'];
  if (asked !== undefined) {
    const found = fieldType(asked);
    if (found && shape.widgets.includes(found.widget)) return found;
    const expected = fieldTypeIds.filter((id) => shape.widgets.includes(fieldType(id)!.widget)).join(', ');
    problem(
      scope,
      component,
      found ? 'type-unfit' : 'type-unknown',
      `expected one of ${expected} at properties.type of ${component.type} ${component.id}, got "${asked}"`,
    );
    return plain;
  }
  const validation = component.validate?.validationType;
  const candidates = [
    scope.vocabulary.type(name),
    label.startsWith('vocabulary.') ? scope.vocabulary.type(label.slice('vocabulary.'.length)) : null,
    validation === 'email' || validation === 'phone' ? validation : null,
  ];
  for (const id of candidates) {
    const found = id ? fieldType(id) : undefined;
    if (found && shape.widgets.includes(found.widget)) return found;
  }
  return plain;
}

function choicesOf(component: FormComponent, scope: CompileScope, type: FieldType): ChoiceSource | null {
  if (type.widget !== 'one-of' && type.widget !== 'some-of') return null;
  if (component.values !== undefined) return { from: 'values', values: valuesOf(component, scope) };
  if (component.valuesExpression !== undefined) {
    const expression = expressionOf(scope, component, 'valuesExpression', component.valuesExpression);
    const setting = /^(?:lists|offer)\.(\w+)$/.exec(expression?.text ?? '')?.[1] ?? null;
    return expression === null ? null : { from: 'expression', expression, setting };
  }
  if (component['valuesKey'] !== undefined) {
    const key = String(component['valuesKey']);
    problem(scope, component, 'values-key', `expected valuesExpression of component ${component.id}, got valuesKey "${key}"`);
    return /^\w+$/.test(key) ? { from: 'expression', expression: expressionOf(scope, component, 'valuesKey', key)!, setting: null } : null;
  }
  if (type.choices || type.id === 'personRef') return null;
  return problem(scope, component, 'options-missing', `expected values or valuesExpression of component ${component.id}, got neither`);
}

function valuesOf(component: FormComponent, scope: CompileScope): { value: string; label: string }[] {
  const values: { value: string; label: string }[] = [];
  for (const each of Array.isArray(component.values) ? (component.values as unknown[]) : []) {
    const { value, label } = (typeof each === 'object' && each !== null ? each : {}) as { value?: unknown; label?: unknown };
    const code = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : '';
    if (code === '' || values.some((known) => known.value === code)) {
      problem(scope, component, 'option-code', `expected a code of its own for each option of component ${component.id}, got "${code}"`);
      continue;
    }
    if (!label)
      problem(scope, component, 'option-unlabelled', `expected a text key for option ${code} of component ${component.id}, got none`);
    values.push({ value: code, label: typeof label === 'string' && label !== '' ? label : code });
  }
  return values;
}

function addsPersons(component: FormComponent, scope: CompileScope, type: FieldType): boolean {
  if (type.id !== 'personRefs' || scope.lists > 0 || scope.personsAdded.done || component.properties?.['add'] === 'none') return false;
  const household = /^=?\s*household\./.test(component.valuesExpression ?? '');
  if (!household && component.properties?.['add'] !== 'person') return false;
  scope.personsAdded.done = true;
  return true;
}
