import { readContract } from '../catalogue/capabilities.ts';
import { vocabularySchema } from '../catalogue/schemas/capability.ts';
import { judge } from '../catalogue/schemas/common.ts';
import { vocabularyFile } from '../catalogue/vocabulary.ts';
import { readYaml } from '../catalogue/yaml.ts';
import type { CapabilityContract } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import { feelOf, useFeel } from './feel.ts';
import { walkForm } from './form-walk.ts';
import { checkForm, checkFormReads, readForm } from './forms.ts';
import { Names } from './names.ts';
import { packageTexts } from './package-texts.ts';
import { languagesOf } from './shared.ts';
import { checkTextFiles } from './text-files.ts';

/** Languages in which staff and residents read capabilities and the vocabulary. */
const demanded = ['de', 'fr', 'it', 'en'];

function textsOf(context: CheckContext, folder: string): void {
  const languages = languagesOf(context, folder);
  if (languages.length > 0) checkTextFiles(context, folder, [...new Set([...demanded, ...languages])]);
}

/** One capability: contract, form for people, texts. */
export function checkCapability(context: CheckContext, name: string): void {
  const { report } = context;
  const folder = `capabilities/${name}`;
  const file = `${folder}/capability.yaml`;
  if (!context.files[file]) return report.error('file-missing', file, null, `expected the contract of ${name}, got no file`);
  const { contract, problems } = readContract(context.files, name);
  report.add(problems);
  textsOf(context, `${folder}/texts`);
  if (!contract) return;
  if (contract.name !== name) report.error('id-folder', file, 'name', `expected the name ${name} as the folder, got ${contract.name}`);
  if (
    context.functions &&
    contract.function !== 'platform' &&
    contract.function !== 'competent' &&
    !context.functions.has(contract.function)
  ) {
    report.error('function-unknown', file, 'function', `expected a function of authorities/functions.yaml, got ${contract.function}`);
  }
  checkVault(context, file, contract);
  const names = new Set([...Object.keys(contract.inputs), ...Object.keys(contract.outputs)]);
  for (const [output, { when }] of Object.entries(contract.outputs)) {
    const use = when === undefined ? null : useFeel(context, file, `outputs.${output}.when`, feelOf(when) ?? when);
    for (const used of use?.names ?? [])
      if (!names.has(used.split('.')[0] ?? used))
        report.error('name-unknown', file, `outputs.${output}.when`, `expected an input or output of ${name}, got ${used}`);
  }
  if (contract.people === 'none') return;
  const { form, prefill } = contract.people;
  if (prefill !== undefined && !context.contracts.has(prefill))
    report.error('capability-unknown', file, 'people.prefill', `expected a capability of the catalogue, got ${prefill}`);
  if (form === undefined) return;
  const path = `${folder}/${form}`;
  const schema = readForm(context, path);
  if (!schema) return;
  const texts = packageTexts(context, [`${folder}/texts`, 'capabilities/vocabulary/texts'], 'de');
  checkForm(context, schema, {
    file: path,
    resident: false,
    hasText: texts.hasText,
    textFile: texts.textFile,
    evidence: new Set(),
    lookups: new Set(),
  });
  checkFormReads(context, schema, path, new Names(context, {}), names);
  const written = new Set([...walkForm(schema)].map((visit) => visit.name?.split('.')[0]));
  for (const [output, { type, default: given }] of Object.entries(contract.outputs)) {
    const machine = type === 'instant' || given !== undefined; // the machine knows when, and what is usual
    if (!machine && !written.has(output))
      report.error('output-unasked', path, output, `expected a field for the output ${output} of ${name}, got none`);
  }
  for (const { component, name: field, around } of walkForm(schema)) {
    const root = field?.split('.')[0];
    if (root && around.length === 0 && !names.has(root))
      report.error('name-unknown', path, component.id, `expected an output of ${name}, got ${root}`);
  }
}

/** What the contract says of the vault: a number in the clear goes to a connector only where it is listed, and only an input can be. */
function checkVault({ report }: CheckContext, file: string, { name, inputs, data }: CapabilityContract): void {
  for (const [input, { type }] of Object.entries(inputs))
    if (type === 'ahvNumber' && !data.vault.includes(input))
      report.error(
        'vault-unlisted',
        file,
        `inputs.${input}`,
        `expected ${input} in data.vault of ${name}, got a contract that hands over a token`,
      );
  for (const listed of data.vault)
    if (!Object.hasOwn(inputs, listed.split(/[.[]/)[0]!))
      report.error('vault-unknown', file, 'data.vault', `expected an input of ${name} in data.vault, got ${listed}`);
}

/** The data vocabulary: names, reading capabilities, a label for each name that has texts at all. */
export function checkVocabulary(context: CheckContext): void {
  const { report } = context;
  const bytes = context.files[vocabularyFile];
  if (!bytes) return report.error('file-missing', vocabularyFile, null, 'expected the data vocabulary, got no file');
  const read = readYaml(vocabularyFile, bytes);
  const { value, problems } = judge(vocabularySchema, read, vocabularyFile);
  report.add(problems);
  textsOf(context, 'capabilities/vocabulary/texts');
  for (const [root, capability] of Object.entries(value?.reads ?? {})) {
    if (capability !== 'identity' && !context.contracts.has(capability))
      report.error(
        'capability-unknown',
        vocabularyFile,
        read.place(['reads', root]),
        `expected a capability of the catalogue, got ${capability}`,
      );
  }
}
