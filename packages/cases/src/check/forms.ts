import { expandIncludes, ownChoices, type FormComponent, type FormSchema } from '@einwohnerportal/forms';
import { compileFormFile, includeFrom, readFormSchema } from '../catalogue/compile.ts';
import type { CheckContext } from './context.ts';
import { useFeel } from './feel.ts';
import { askingTypes, choiceTypes, feelTexts, typeAllowed, walkForm, type Visit } from './form-walk.ts';
import type { Names } from './names.ts';

export interface FormCheck {
  file: string;
  /** Residents are told why each field is asked. */
  resident: boolean;
  /** True when the text key exists in the first language, in the package or below it. */
  hasText(key: string): boolean;
  /** File to name when a text is missing: `texts/de.yaml` of the package. */
  textFile: string;
  evidence: ReadonlySet<string>;
  lookups: ReadonlySet<string>;
}

/** `services/x/forms/y.json` → `services/x/`. */
function packageFolder(file: string): string {
  return (
    file
      .split('/')
      .slice(0, file.startsWith('services/_shared/') ? 3 : 2)
      .join('/') + '/'
  );
}

/** Reads a form file with the files it includes; faults are reported and give null. */
export function readForm(context: CheckContext, file: string): FormSchema | null {
  const bytes = context.files[file];
  if (!bytes) {
    context.report.error('file-missing', file, null, `expected the form ${file}, got no file`);
    return null;
  }
  try {
    return expandIncludes(readFormSchema(file, bytes), includeFrom(context.files, packageFolder(file)));
  } catch (error) {
    context.report.error('form-invalid', file, null, (error as Error).message);
    return null;
  }
}

function labelled(check: FormCheck, label: string): boolean {
  // Words of the forms themselves, such as "From" and "To" of a span of days, are in every language.
  return label.startsWith('forms.') || check.hasText(label) || check.hasText(`${label}.label`);
}

function checkTexts(context: CheckContext, check: FormCheck, visit: Visit): void {
  const { component, around } = visit;
  const { report } = context;
  const asks = askingTypes.has(component.type);
  const container = component.type === 'group' || component.type === 'dynamiclist';
  if (!component.label) {
    const needed = asks || component.type === 'dynamiclist' || (container && around.length === 0);
    if (needed)
      report.error('label-missing', check.file, component.id, `expected a text key as label of component ${component.id}, got nothing`);
    return;
  }
  if (!labelled(check, component.label)) {
    report.error(
      'text-missing',
      check.textFile,
      `${component.label}${asks ? '.label' : ''}`,
      `expected the text ${component.label} for component ${component.id} of ${check.file}, got nothing`,
    );
  }
  for (const option of component.values ?? []) {
    if (option.label && check.hasText(option.label)) continue;
    report.error(
      'text-missing',
      check.textFile,
      option.label ?? `${component.id}.${option.value}`,
      `expected a text for option ${option.value} of component ${component.id} in ${check.file}, got nothing`,
    );
  }
  if (!check.resident || !asks || component.properties?.edit === 'fixed') return;
  const reasons = [component.label, ...around.map((each) => each.label)].filter((label) => label !== undefined);
  if (!reasons.some((label) => check.hasText(`${label}.why`))) {
    report.error(
      'why-missing',
      check.textFile,
      `${component.label}.why`,
      `expected a text why component ${component.id} of ${check.file} is asked, got nothing`,
    );
  }
}

function checkShape(context: CheckContext, check: FormCheck, component: FormComponent): void {
  const { report } = context;
  const fault = (code: string, message: string) => report.error(code, check.file, component.id, message);
  if (!typeAllowed(component.type)) fault('component-unsupported', `expected a component type of the format, got ${component.type}`);
  if (
    choiceTypes.has(component.type) &&
    !component.values?.length &&
    !component.valuesExpression &&
    !ownChoices(component.properties?.type)
  )
    fault('choices-missing', `expected values or valuesExpression of component ${component.id}, got none`);
  if ((askingTypes.has(component.type) || component.type === 'expression') && !component.key)
    fault('key-missing', `expected a name as key of component ${component.id}, got nothing`);
  const { evidence, lookup } = component.properties ?? {};
  if (evidence && !check.evidence.has(evidence))
    fault('evidence-unknown', `expected an entry of evidence in service.yaml, got ${evidence}`);
  if (lookup && !check.lookups.has(lookup)) fault('lookup-unknown', `expected an entry of lookups in service.yaml, got ${lookup}`);
}

/** Texts and shape of one form, and what its own compiler refuses. */
export function checkForm(context: CheckContext, schema: FormSchema, check: FormCheck): void {
  const bytes = context.files[check.file];
  for (const visit of walkForm(schema)) {
    checkShape(context, check, visit.component);
    checkTexts(context, check, visit);
  }
  try {
    const compiled = bytes
      ? compileFormFile(
          check.file,
          bytes,
          context.vocabulary,
          check.resident ? 'resident' : 'office',
          includeFrom(context.files, packageFolder(check.file)),
        )
      : null;
    for (const problem of compiled?.problems ?? []) context.report.error(problem.code, check.file, problem.component, problem.message);
  } catch (error) {
    context.report.error('form-invalid', check.file, null, `expected a form that compiles, got: ${(error as Error).message}`);
  }
}

/** Notes what a form writes. Names of the vocabulary are the machine's and stay so. */
export function collectFormWrites(context: CheckContext, schema: FormSchema, file: string, origin: string, names: Names): void {
  for (const { component, name, around } of walkForm(schema)) {
    if (!name || around.some((each) => each.type === 'dynamiclist')) continue;
    if (component.type === 'group' || component.properties?.edit === 'fixed' || context.vocabulary.has(name)) continue;
    // Uploads stand under the reserved root; which ones there are says `evidence` of service.yaml.
    if (component.type === 'filepicker' && name.startsWith('evidence.')) continue;
    const keys = component.type === 'dynamiclist' ? (component.components ?? []).map((each) => each.key ?? '') : null;
    names.write(name, { kind: 'form', origin, file, place: component.id, keys });
  }
}

/** Every name a form reads must have a writer. */
export function checkFormReads(
  context: CheckContext,
  schema: FormSchema,
  file: string,
  names: Names,
  local: ReadonlySet<string> = new Set(),
): void {
  for (const visit of walkForm(schema)) {
    for (const [place, text] of feelTexts(visit.component)) {
      const use = useFeel(context, file, `${visit.component.id}.${place}`, text);
      for (const name of use?.names ?? []) {
        const fault = names.unknown(name, new Set([...local, ...visit.local]));
        if (fault) context.report.error('name-unknown', file, `${visit.component.id}.${place}`, fault);
      }
    }
  }
}
