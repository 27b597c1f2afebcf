import { conditionOf, editOf, expressionOf, problem, takeName, type CompileScope } from '../compile-scope.ts';
import { fieldType, fieldTypeIds } from '../field-types/index.ts';
import type { FieldType } from '../field-types/field-type.ts';
import type { ChoiceSource, Field, Node } from '../model.ts';
import type { FormComponent } from '../types.ts';
import { addedPersons } from './added-persons.ts';

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
  const bound = !scope.inList && scope.vocabulary.has(name);
  if (key.includes('.') && !bound) {
    problem(scope, component, 'name-unknown', `expected a name of the data vocabulary as key of component ${component.id}, got ${name}`);
  }
  takeName(scope, component, name);
  const label = component.label || (bound ? `vocabulary.${name}` : scope.typeRoot ? `vocabulary.${scope.typeRoot}${key}` : '');
  if (label === '') problem(scope, component, 'label-missing', `expected a text key as label of component ${component.id}, got none`);
  const validate = component.validate ?? {};
  if (validate.pattern !== undefined) {
    problem(scope, component, 'pattern-unsupported', `expected a type or a check for component ${component.id}, got validate.pattern`);
  }
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
    required: validate.required === true,
    requiredIf: expressionOf(scope, component, 'properties.requiredIf', properties['requiredIf']),
    check: expressionOf(scope, component, 'properties.check', properties['check']),
    default: expressionOf(scope, component, 'properties.default', properties['default']),
    bind,
    past: /\.(dateOfBirth|deathDate)$/.test(label),
    limits: limitsOf(validate),
    choices: choicesOf(component, scope, type),
    adds: addsPersons(component, scope, type) ? addedPersons(component.id) : null,
  } satisfies Field;
}

function limitsOf(validate: NonNullable<FormComponent['validate']>): Field['limits'] {
  const { minLength, maxLength, min, max } = validate;
  return Object.fromEntries(Object.entries({ minLength, maxLength, min, max }).filter(([, value]) => typeof value === 'number'));
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
  if (component.values !== undefined) {
    for (const { value, label } of component.values) {
      if (!label)
        problem(scope, component, 'option-unlabelled', `expected a text key for option ${value} of component ${component.id}, got none`);
    }
    return { from: 'values', values: component.values.map(({ value, label }) => ({ value: String(value), label })) };
  }
  if (component.valuesExpression !== undefined) {
    const expression = expressionOf(scope, component, 'valuesExpression', component.valuesExpression);
    const setting = /^(?:lists|offer)\.(\w+)$/.exec(expression?.text ?? '')?.[1] ?? null;
    return expression === null ? null : { from: 'expression', expression, setting };
  }
  if (component['valuesKey'] !== undefined) {
    return problem(scope, component, 'values-key', `expected valuesExpression of component ${component.id}, got valuesKey`);
  }
  if (type.choices || type.id === 'personRef') return null;
  return problem(scope, component, 'options-missing', `expected values or valuesExpression of component ${component.id}, got neither`);
}

function addsPersons(component: FormComponent, scope: CompileScope, type: FieldType): boolean {
  if (type.id !== 'personRefs' || scope.inList || scope.personsAdded.done || component.properties?.['add'] === 'none') return false;
  const household = /^=?\s*household\./.test(component.valuesExpression ?? '');
  if (!household && component.properties?.['add'] !== 'person') return false;
  scope.personsAdded.done = true;
  return true;
}
