import type { Edit } from './model.ts';
import type { Condition } from './model.ts';
import { compileFormExpression, shownWhen, type Expression } from './expressions.ts';
import type { FormComponent, FormProblem, Vocabulary } from './types.ts';

/** What the compilation of a component may know and must report to. */
export interface CompileScope {
  vocabulary: Vocabulary;
  problems: FormProblem[];
  /** Names and ids already taken. */
  taken: { names: Set<string>; ids: Set<string> };
  /** Path of the groups around, with a dot at the end; empty at the top. */
  prefix: string;
  /** Value names of a typed group around take their types from here: `address.` */
  typeRoot: string | null;
  bind: { name: string; unless: string } | null;
  inList: boolean;
  /** True once one field offers to add persons: a form has one such place. */
  personsAdded: { done: boolean };
}

/** Notes a problem of a component; the message names what was expected where and what was got. */
export function problem(scope: CompileScope, component: FormComponent, code: string, message: string): null {
  scope.problems.push({ component: component.id ?? null, code, message });
  return null;
}

/** Compiles a FEEL text of a component; null and a problem when its syntax is wrong. */
export function expressionOf(scope: CompileScope, component: FormComponent, place: string, text: string | undefined): Expression | null {
  if (text === undefined || text.trim() === '') return null;
  try {
    return compileFormExpression(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(
      scope,
      component,
      'feel-invalid',
      `expected a FEEL expression at ${place} of component ${component.id}, got "${text}" (${reason})`,
    );
  }
}

/** The hiding condition of a component. */
export function conditionOf(scope: CompileScope, component: FormComponent): Condition | null {
  const hide = expressionOf(scope, component, 'conditional.hide', component.conditional?.hide);
  return hide === null ? null : { hide, shownWhen: shownWhen(hide.text) };
}

/** `properties.edit`, judged. */
export function editOf(scope: CompileScope, component: FormComponent): Edit | null {
  const edit = component.properties?.['edit'];
  if (edit === undefined) return null;
  if (edit === 'fixed' || edit === 'confirm' || edit === 'open') return edit;
  return problem(
    scope,
    component,
    'edit-unknown',
    `expected fixed, confirm or open at properties.edit of component ${component.id}, got "${edit}"`,
  );
}

/** Takes a name; a second component with the same name is a problem. */
export function takeName(scope: CompileScope, component: FormComponent, name: string): void {
  if (scope.taken.names.has(name)) {
    problem(scope, component, 'name-duplicate', `expected one component for the name ${name}, got a second one: ${component.id}`);
  }
  scope.taken.names.add(name);
}
