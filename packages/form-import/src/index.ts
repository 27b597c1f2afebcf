export { importForm, type ImportedForm, type ImportOptions } from './import-form.ts';
export { readForm } from './formcode/read-form.ts';
export { shareKnown } from './draft/review-file.ts';
export { draftLanguages } from './draft/texts.ts';
export type { FieldRow, KnownNames } from './draft/drafting.ts';
export { FormImportError } from './errors.ts';
export type * from './types.ts';
