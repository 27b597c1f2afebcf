import { compileDecisions, type CompiledDecisions } from '@einwohnerportal/decisions';
import { compileForm, type CompiledForm, type FormProblem, type FormSchema, type Vocabulary } from '@einwohnerportal/forms';
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

/** Who fills a form: residents are told why each question is asked. */
export type Audience = 'resident' | 'office';

/** Compiles a form; problems are collected, a form with faults still shows what it can. @throws CatalogueError `form-invalid` */
export function compileFormFile(
  file: string,
  bytes: Uint8Array,
  vocabulary: Vocabulary,
  audience: Audience,
): { form: CompiledForm; problems: FormProblem[] } {
  return compileForm(readFormSchema(file, bytes), { vocabulary, audience });
}

/** Compiles a DMN file. @throws DecisionError when the file has faults */
export function compileDecisionFile(bytes: Uint8Array): CompiledDecisions {
  return compileDecisions(decoder.decode(bytes));
}
