import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileForm } from '../compile.ts';
import type { CompiledForm, FormContext, FormSchema, Translate, Vocabulary } from '../types.ts';

const entries = (
  parse(readFileSync(join(import.meta.dirname, '../../../../capabilities/vocabulary/vocabulary.yaml'), 'utf8')) as {
    names: Record<string, { type: string }>;
  }
).names;

/** The data vocabulary of the repository, for tests. */
export const vocabulary: Vocabulary = { has: (name) => Object.hasOwn(entries, name), type: (name) => entries[name]?.type ?? null };

/** A form that has no problems. */
export function compiled(schema: FormSchema): CompiledForm {
  const { form, problems } = compileForm(schema, { vocabulary });
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return form;
}

/** A context on 22 November 2026. */
export function contextWith(t: Translate, names: Record<string, unknown>, more: Partial<FormContext> = {}): FormContext {
  return {
    names,
    sources: {},
    t,
    today: '2026-11-22',
    zone: 'Europe/Zurich',
    authorityName: (id) => id.slice(0, 1).toUpperCase() + id.slice(1),
    ...more,
  };
}

/** A form body out of pairs. */
export function body(values: Record<string, string | string[]>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) params.append(name, each);
  return params;
}
