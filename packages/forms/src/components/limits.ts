import { expressionOf, problem, type CompileScope } from '../compile-scope.ts';
import { compileFormExpression } from '../expressions.ts';
import type { FieldType } from '../field-types/field-type.ts';
import type { Limits } from '../model.ts';
import { compilePattern } from '../pattern.ts';
import type { FormComponent } from '../types.ts';

/** Limits of the value of a component: `validate`, `increment`, dates, countries. */
export function limitsOf(component: FormComponent, scope: CompileScope, type: FieldType): Limits {
  const validate = component.validate ?? {};
  const properties = component.properties ?? {};
  const limits: Limits = {};
  for (const key of ['minLength', 'maxLength', 'min', 'max'] as const) {
    const value = Number(validate[key] ?? Number.NaN);
    if (Number.isFinite(value)) limits[key] = value;
  }
  if (validate.pattern) limits.pattern = patternOf(component, scope, validate.pattern)!;
  const step = stepOf(component, scope);
  if (step !== null) limits.step = step;
  const earliest =
    expressionOf(scope, component, 'properties.earliest', properties['earliest']) ??
    (component['disallowPassedDates'] === true ? compileFormExpression('today()') : null);
  if (earliest !== null) limits.earliest = earliest;
  const latest = expressionOf(scope, component, 'properties.latest', properties['latest']);
  if (latest !== null) limits.latest = latest;
  if (properties['countries'] && type.id === 'iban') limits.countries = properties['countries'].split(/[\s,]+/).filter(Boolean);
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null)) as Limits;
}

function patternOf(component: FormComponent, scope: CompileScope, text: unknown) {
  try {
    return compilePattern(String(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(
      scope,
      component,
      'pattern-invalid',
      `expected a regular expression without look-around and back references at validate.pattern of component ${component.id}, got "${String(text).slice(0, 60)}" (${reason.slice(0, 100)})`,
    );
  }
}

/** `increment` (a number or text in form-js), as decimal text. */
function stepOf(component: FormComponent, scope: CompileScope): string | null {
  const increment = component['increment'];
  if (component.type !== 'number' || increment === undefined || increment === null || increment === '') return null;
  const text = String(increment as string | number);
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text) && Number(text) > 0) return text;
  return problem(
    scope,
    component,
    'increment-invalid',
    `expected a positive number as increment of component ${component.id}, got "${text}"`,
  );
}
