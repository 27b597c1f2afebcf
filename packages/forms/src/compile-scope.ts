import type { Edit } from './model.ts';
import type { Condition } from './model.ts';
import { controlId } from './names.ts';
import { compileFormExpression, shownWhen, type Expression } from './expressions.ts';
import type { FormComponent, FormProblem, FormSchema, Vocabulary } from './types.ts';

/** What the compilation of a component may know and must report to. */
export interface CompileScope {
  vocabulary: Vocabulary;
  problems: FormProblem[];
  /** Names and ids already taken. */
  taken: { names: Set<string>; ids: Set<string> };
  /** Path of the groups around, with a dot at the end; empty at the top and at the top of a row. */
  prefix: string;
  /** Value names of a typed group around take their types from here: `address.` */
  typeRoot: string | null;
  bind: { name: string; unless: string } | null;
  /** How many lists stand around. */
  lists: number;
  /** How many components stand around. */
  depth: number;
  /** Components left that a form may have. */
  budget: { components: number };
  /** True once one field offers to add persons: a form has one such place. */
  personsAdded: { done: boolean };
  /** Reads another form file of the package; null when there is none. */
  include: (file: string) => FormSchema | null;
  /** Files whose components are being read. */
  including: readonly string[];
}

/** Notes a problem of a component; the message names what was expected where and what was got. */
export function problem(scope: CompileScope, component: Pick<FormComponent, 'id'>, code: string, message: string): null {
  scope.problems.push({ component: component.id ?? null, code, message });
  return null;
}

/** Compiles a FEEL text of a component; null and a problem when its syntax is wrong. */
export function expressionOf(scope: CompileScope, component: FormComponent, place: string, text: unknown): Expression | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  try {
    return compileFormExpression(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(
      scope,
      component,
      'feel-invalid',
      `expected a FEEL expression at ${place} of component ${component.id}, got "${text.slice(0, 100)}" (${reason})`,
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

// Names that would reach the prototype of an object.
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a name that can stand in the tree; else a problem. */
export function nameFits(scope: CompileScope, component: FormComponent, name: string): boolean {
  if (/^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}_][\p{L}\p{N}_-]*)*$/u.test(name) && !name.split('.').some((part) => forbidden.has(part)))
    return true;
  problem(
    scope,
    component,
    'name-shape',
    `expected letters, digits and dots as name of component ${component.id}, got "${name.slice(0, 100)}"`,
  );
  return false;
}

/** Takes a name; a name of wrong shape, or a second component with the same name, is a problem and gives false. */
export function takeName(scope: CompileScope, component: FormComponent, name: string): boolean {
  if (!nameFits(scope, component, name)) return false;
  // Two names may differ only in what an id cannot hold.
  const id = `#${controlId(name)}`;
  if (scope.taken.names.has(name) || scope.taken.names.has(id)) {
    problem(scope, component, 'name-duplicate', `expected one component for the name ${name}, got a second one: ${component.id}`);
    return false;
  }
  scope.taken.names.add(name).add(id);
  return true;
}
