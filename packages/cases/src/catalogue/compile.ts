import * as decisions from '@einwohnerportal/decisions';
import type { CompiledDecisions } from '@einwohnerportal/decisions';
import * as forms from '@einwohnerportal/forms';
import type { CompiledForm, FormProblem, FormSchema, Vocabulary } from '@einwohnerportal/forms';
import { CatalogueError } from '../errors.ts';

const decoder = new TextDecoder();

/** Reads a form-js file. @throws CatalogueError `form-invalid` with the file */
export function readFormSchema(file: string, bytes: Uint8Array): FormSchema {
  try {
    const schema = JSON.parse(decoder.decode(bytes)) as FormSchema;
    if (!Array.isArray(schema.components)) throw new TypeError('no components');
    return schema;
  } catch (cause) {
    throw new CatalogueError('form-invalid', `expected a form schema in ${file}, got something else`, { cause });
  }
}

/** Compiles a form; problems are collected, a form with faults still shows what it can. */
export function compileFormFile(file: string, bytes: Uint8Array, vocabulary: Vocabulary): { form: CompiledForm; problems: FormProblem[] } {
  const compile = (forms as unknown as { compileForm: (schema: FormSchema, options: { vocabulary: Vocabulary }) => { form: CompiledForm; problems: FormProblem[] } }).compileForm;
  return compile(readFormSchema(file, bytes), { vocabulary });
}

/** Compiles a DMN file. @throws whatever the decisions package finds wrong with the file */
export function compileDecisionFile(bytes: Uint8Array): CompiledDecisions {
  const compile = (decisions as unknown as { compileDecisions: (xml: string) => CompiledDecisions }).compileDecisions;
  return compile(decoder.decode(bytes));
}
