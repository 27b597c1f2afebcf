import { compileDecisions, importsAmong, type CompiledDecisions } from '@einwohnerportal/decisions';
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

/** Reads another form file of the same package; null when there is none or it is no form. */
export type IncludeForm = (file: string) => FormSchema | null;

/** Included files out of the files of a package; `where` is its folder. */
export function includeFrom(files: Readonly<Record<string, Uint8Array | undefined>>, where = ''): IncludeForm {
  return (file) => {
    const bytes = /^[\w-]+(\/[\w-]+)*\.json$/.test(file) ? files[`${where}${file}`] : undefined;
    try {
      return bytes ? readFormSchema(file, bytes) : null;
    } catch {
      return null;
    }
  };
}

/** Compiles a form; problems are collected, a form with faults still shows what it can. @throws CatalogueError `form-invalid` */
export function compileFormFile(
  file: string,
  bytes: Uint8Array,
  vocabulary: Vocabulary,
  audience: Audience,
  include?: IncludeForm,
): { form: CompiledForm; problems: FormProblem[] } {
  return compileForm(readFormSchema(file, bytes), { vocabulary, audience, ...(include ? { include } : {}) });
}

/**
 * Compiles a DMN file; what it imports is found by its namespace among the package's decision files.
 * @throws DecisionError when the file or one it imports has faults
 */
export function compileDecisionFile(bytes: Uint8Array, files: Readonly<Record<string, Uint8Array | undefined>> = {}): CompiledDecisions {
  const resolveImport = importsAmong(() =>
    Object.entries(files).flatMap(([path, other]) =>
      other !== undefined && /(?:^|\/)decisions\/.*\.dmn$/.test(path) ? [decoder.decode(other)] : [],
    ),
  );
  return compileDecisions(decoder.decode(bytes), { resolveImport });
}
