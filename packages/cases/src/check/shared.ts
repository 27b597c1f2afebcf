import { judge } from '../catalogue/schemas/common.ts';
import { sharedSchema } from '../catalogue/schemas/shared.ts';
import type { SharedManifest } from '../catalogue/types.ts';
import { readYaml } from '../catalogue/yaml.ts';
import type { CheckContext } from './context.ts';
import { coveredBy } from '../names/sharing.ts';
import { walkForm } from './form-walk.ts';
import { checkForm, checkFormReads, readForm } from './forms.ts';
import { checkProperties, checkTaskTexts } from './milestones.ts';
import { Names } from './names.ts';
import { packageTexts } from './package-texts.ts';
import { checkProcessReads, collectProcessWrites, type ProcessScope } from './process-names.ts';
import { checkSteps } from './process-steps.ts';
import { checkStructure, readProcess } from './structure.ts';
import { checkTextFiles } from './text-files.ts';

const folder = 'services/_shared';

/** Languages of the shared texts: those in which a file lies, German first. */
export function languagesOf(context: CheckContext, texts: string): string[] {
  const found = Object.keys(context.files).map((path) => (path.startsWith(`${texts}/`) ? /([^/]+)\.yaml$/.exec(path)?.[1] : undefined));
  return found
    .filter((lang) => lang !== undefined)
    .sort((one, other) => Number(other === 'de') - Number(one === 'de') || one.localeCompare(other));
}

/** All shared processes and their texts. */
export async function checkShared(context: CheckContext): Promise<void> {
  checkTextFiles(context, `${folder}/texts`, languagesOf(context, `${folder}/texts`));
  const ids = new Set(
    Object.keys(context.files).map((path) => /^services\/_shared\/([^/]+)\/(shared\.yaml|process\.bpmn)$/.exec(path)?.[1]),
  );
  for (const id of ids) if (id !== undefined) await checkSharedProcess(context, id);
}

async function checkSharedProcess(context: CheckContext, id: string): Promise<void> {
  const { report } = context;
  const file = `${folder}/${id}/shared.yaml`;
  const bytes = context.files[file];
  if (!bytes) return report.error('file-missing', file, null, `expected shared.yaml of the shared process ${id}, got no file`);
  const judged = judge(sharedSchema, readYaml(file, bytes), file);
  report.add(judged.problems);
  const manifest = judged.value as (SharedManifest & { lanes?: Record<string, string> }) | null;
  const processFile = `${folder}/${id}/process.bpmn`;
  const process = await readProcess(context, processFile, id);
  if (!manifest || !process) return;
  if (manifest.id !== id) report.error('id-folder', file, 'id', `expected the id ${id} as the folder, got ${manifest.id}`);

  const texts = packageTexts(context, [`${folder}/texts`, 'capabilities/vocabulary/texts'], 'de');
  const names = new Names(context, { parties: new Set(['office', ...Object.keys(manifest.inputs)]) });
  const forms = new Map<string, string[]>();
  const files = Object.keys(context.files).filter((path) => path.startsWith(`${folder}/${id}/forms/`) && path.endsWith('.json'));
  for (const path of files) {
    const schema = readForm(context, path);
    if (schema)
      forms.set(
        schema.id,
        [...walkForm(schema)].map((visit) => visit.name?.split('.')[0]).filter((name) => name !== undefined),
      );
  }
  const inputs = new Set(Object.keys(manifest.inputs));
  const scope: ProcessScope = { file: processFile, process, names, origin: id, inputs, formNames: (formId) => forms.get(formId) ?? null };
  collectProcessWrites(context, scope);
  for (const path of files) {
    const schema = readForm(context, path);
    if (!schema) continue;
    checkForm(context, schema, {
      file: path,
      resident: false,
      hasText: texts.hasText,
      textFile: texts.textFile,
      evidence: new Set(),
      lookups: new Set(),
    });
    checkFormReads(context, schema, path, names, new Set([...inputs, ...(forms.get(schema.id) ?? [])]));
  }
  checkStructure(context, processFile, process, new Set(['applicant', 'office', ...Object.keys(manifest.lanes ?? {}), ...inputs]));
  checkProperties(context, processFile, process, texts);
  checkTaskTexts(context, processFile, process, texts);
  checkSteps(context, scope, texts, null);
  const readBy = checkProcessReads(context, scope);
  for (const name of new Set([...readBy.values()].flat())) {
    const root = name.split('.')[0] ?? name;
    if (!inputs.has(root) && context.reserved.has(root) && !coveredBy(manifest.reads ?? [], name, context.vocabulary)) {
      report.error('reads-undeclared', file, 'reads', `expected ${name} under reads, since ${processFile} reads it, got nothing`);
    }
  }
  for (const output of Object.keys(manifest.outputs)) {
    if (!names.writers.has(output))
      report.error('output-unwritten', file, `outputs.${output}`, `expected an element of ${processFile} that writes ${output}, got none`);
  }
  for (const node of process.nodes) {
    const closing = node.properties['closes-case'];
    if (closing === undefined) continue;
    if (!manifest.closesCase?.includes(closing))
      report.error('outcome-unknown', processFile, node.id, `expected one of closesCase in shared.yaml, got ${closing}`);
    for (const part of ['title', 'text'])
      if (!texts.hasText(`outcomes.${closing}.${part}`))
        report.error(
          'text-missing',
          texts.textFile,
          `outcomes.${closing}.${part}`,
          `expected a text for the outcome ${closing}, got nothing`,
        );
  }
}
