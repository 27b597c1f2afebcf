import type { CompiledForm, FormComponent, FormSchema, Vocabulary } from '@einwohnerportal/forms';
import { CatalogueError } from '../errors.ts';
import { createTexts, type TextLayer } from '../texts/texts.ts';
import { compileFormFile } from './compile.ts';
import { lazy } from './lazy.ts';
import { capabilitySchema } from './schemas/capability.ts';
import { judge } from './schemas/common.ts';
import { textLayerOf } from './service-version.ts';
import type { Capability, CapabilityContract, CatalogueFiles, CatalogueProblem } from './types.ts';
import { readYaml } from './yaml.ts';

/** Names of the capabilities in the files, sorted. */
export function capabilityNames(files: CatalogueFiles): string[] {
  return Object.keys(files)
    .map((path) => /^capabilities\/([^/]+)\/capability\.yaml$/.exec(path)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}

/** Reads capability.yaml. Faults come back as problems. */
export function readContract(files: CatalogueFiles, name: string): { contract: CapabilityContract | null; problems: CatalogueProblem[] } {
  const file = `capabilities/${name}/capability.yaml`;
  const bytes = files[file];
  if (!bytes) return { contract: null, problems: [] };
  const { value, problems } = judge(capabilitySchema, readYaml(file, bytes), file);
  return { contract: value as CapabilityContract | null, problems };
}

/** A form out of the outputs of a contract, for people to fill when the folder has none. Labels are `form.<name>`. */
export function generatedForm(contract: CapabilityContract): FormSchema {
  const components = Object.entries(contract.outputs).map(([name, output]): FormComponent => {
    const base: FormComponent = { type: 'textfield', id: name, key: name, label: `form.${name}`, validate: { required: true } };
    if (output.when) {
      const when = output.when.replace(/^=/, '');
      base.conditional = { hide: `=not(${when})` };
    }
    if (output.type === 'one of') {
      const values = (output.values ?? []).map((value) => ({ value, label: `form.${name}.options.${value}` }));
      return { ...base, type: 'radio', values };
    }
    if (output.type === 'boolean') return { ...base, type: 'checkbox' };
    if (output.type === 'text') return { ...base, type: 'textarea', validate: { required: true, maxLength: Number(output.max ?? 2000) } };
    return { ...base, properties: { type: output.type } };
  });
  return { id: contract.name, type: 'default', components };
}

/**
 * One capability with its form and texts.
 * @throws CatalogueError `capability-unknown`, `capability-invalid`
 */
export function createCapability(
  files: CatalogueFiles,
  name: string,
  around: { vocabulary: Vocabulary; zone: string; layers: TextLayer[] },
): Capability {
  const { contract, problems } = readContract(files, name);
  if (!contract) {
    if (problems.length === 0) throw new CatalogueError('capability-unknown', `expected a capability of the catalogue, got ${name}`);
    throw new CatalogueError(
      'capability-invalid',
      `expected a valid capabilities/${name}/capability.yaml, got: ${problems[0]?.message ?? ''}`,
    );
  }
  const folder = `capabilities/${name}`;
  const texts = createTexts([textLayerOf(files, `${folder}/texts`), ...around.layers], { zone: around.zone });
  const form = lazy((): CompiledForm | null => {
    if (contract.people === 'none') return null;
    const path = `${folder}/${contract.people.form ?? 'form.json'}`;
    const bytes = files[path] ?? new TextEncoder().encode(JSON.stringify(generatedForm(contract)));
    return compileFormFile(path, bytes, around.vocabulary, 'office').form;
  });
  return {
    name,
    contract,
    get form() {
      return form();
    },
    texts: (lang) => texts(lang),
  };
}
