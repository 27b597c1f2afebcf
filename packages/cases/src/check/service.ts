import { readManifest } from '../catalogue/service-version.ts';
import type { ServiceManifest } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import { checkChecklists } from './checklists.ts';
import { checkDecision } from './decisions.ts';
import { checkDocuments } from './documents.ts';
import { walkForm } from './form-walk.ts';
import { checkForm, checkFormReads, collectFormWrites, readForm } from './forms.ts';
import { checkLegal } from './legal.ts';
import { checkManifest, checkManifestNames, checkManifestTexts } from './manifest.ts';
import { checkProperties, checkTaskTexts } from './milestones.ts';
import { Names } from './names.ts';
import { checkOutcomes } from './outcomes.ts';
import { checkProcessReads, collectProcessWrites, type ProcessScope } from './process-names.ts';
import { checkSteps } from './process-steps.ts';
import { packageTexts } from './package-texts.ts';
import { checkScenarios } from './scenarios.ts';
import { checkSharing } from './sharing.ts';
import { checkStructure, readProcess } from './structure.ts';
import { checkTariffs } from './tariffs.ts';
import { checkTextFiles } from './text-files.ts';
import { elementsOf } from './elements.ts';

function knownValues(manifest: ServiceManifest): Record<string, ReadonlySet<string>> {
  const settings = Object.keys(manifest.settings);
  return {
    offer: new Set(settings),
    lists: new Set([...settings, 'countries', 'languages', 'municipalities']),
    parties: new Set(Object.keys(manifest.parties)),
    evidence: new Set(manifest.evidence.map((entry) => String(entry.id))),
  };
}

/** Everything that can be proven about one service package without running it. */
export async function checkService(context: CheckContext, id: string): Promise<void> {
  const folder = `services/${id}`;
  const { manifest, problems } = readManifest(context.files, id);
  context.report.add(problems);
  if (!manifest) return;
  const texts = packageTexts(
    context,
    [`${folder}/texts`, 'services/_shared/texts', 'capabilities/vocabulary/texts'],
    manifest.languages[0] ?? 'de',
  );
  checkTextFiles(context, `${folder}/texts`, manifest.languages);
  checkManifest(context, folder, manifest);
  checkManifestTexts(context, manifest, texts);
  checkLegal(context, `${folder}/service.yaml`, manifest);
  checkTariffs(context, folder, id);

  const names = new Names(context, knownValues(manifest));
  const mainFile = `${folder}/${manifest.form.file}`;
  const main = readForm(context, mainFile);
  if (main) collectFormWrites(context, main, mainFile, 'form', names);
  for (const lookup of Object.keys((manifest.lookups ?? {}) as object))
    names.write(lookup, {
      kind: 'lookup',
      origin: `lookup ${lookup}`,
      file: `${folder}/service.yaml`,
      place: `lookups.${lookup}`,
      keys: null,
    });
  const taskForms = new Map<string, string[]>();
  const formCheck = {
    hasText: texts.hasText,
    textFile: texts.textFile,
    evidence: knownValues(manifest).evidence ?? new Set<string>(),
    lookups: new Set(Object.keys((manifest.lookups ?? {}) as object)),
  };
  const officeForms = Object.keys(context.files).filter((path) => path.startsWith(`${folder}/forms/`) && path.endsWith('.json'));
  for (const file of officeForms) {
    const schema = readForm(context, file);
    if (!schema) continue;
    taskForms.set(
      schema.id,
      [...walkForm(schema)].map((visit) => visit.name?.split('.')[0]).filter((name) => name !== undefined),
    );
    checkForm(context, schema, { ...formCheck, file, resident: false });
  }

  const processFile = manifest.process.startsWith('shared/')
    ? `services/_${manifest.process}/process.bpmn`
    : `${folder}/${manifest.process}`;
  const process = await readProcess(
    context,
    processFile,
    manifest.process.startsWith('shared/') ? manifest.process.slice('shared/'.length) : id,
  );
  const scope: ProcessScope | null = process && {
    file: processFile,
    process,
    names,
    inputs: new Set(),
    formNames: (formId) => taskForms.get(formId) ?? null,
  };
  if (scope) collectProcessWrites(context, scope);

  if (main) {
    checkForm(context, main, { ...formCheck, file: mainFile, resident: true });
    checkFormReads(context, main, mainFile, names);
  }
  for (const file of officeForms) {
    const schema = readForm(context, file);
    if (schema) checkFormReads(context, schema, file, names, new Set(taskForms.get(schema.id)));
  }
  checkManifestNames(context, folder, manifest, names);
  checkDecisions(context, folder, manifest, names, texts, formCheck);
  if (scope) {
    checkStructure(context, processFile, scope.process, new Set(['applicant', ...Object.keys(manifest.parties)]));
    checkProperties(context, processFile, scope.process, texts);
    checkTaskTexts(context, processFile, scope.process, texts);
    checkSteps(context, scope, texts, new Set(manifest.outputs.map((output) => output.id)));
    checkSharing(context, scope, manifest, `${folder}/service.yaml`, checkProcessReads(context, scope));
    checkOutcomes(context, scope, manifest, `${folder}/service.yaml`);
    await checkChecklists(context, `${folder}/service.yaml`, manifest, { ...scope, texts });
    const elements = await elementsOf(context, scope.process);
    checkScenarios(context, folder, texts, elements, new Set([...manifest.outcomes, 'withdrawn', 'not-paid']));
  }
  checkDocuments(context, folder, manifest, texts);
}

function checkDecisions(
  context: CheckContext,
  folder: string,
  manifest: ServiceManifest,
  names: Names,
  texts: ReturnType<typeof packageTexts>,
  formCheck: { hasText(key: string): boolean; textFile: string; evidence: ReadonlySet<string>; lookups: ReadonlySet<string> },
): void {
  const eligibilityNames = new Set<string>();
  if (manifest.eligibility) {
    const file = `${folder}/${manifest.eligibility.form}`;
    const schema = readForm(context, file);
    if (schema) {
      for (const visit of walkForm(schema)) if (visit.name) eligibilityNames.add(visit.name.split('.')[0] ?? visit.name);
      checkForm(context, schema, { ...formCheck, file, resident: true });
      checkFormReads(context, schema, file, names, eligibilityNames);
    }
  }
  const named = [manifest.eligibility?.decision, manifest.fee?.decision]
    .filter((id) => id !== undefined)
    .map((id) => `${folder}/decisions/${id}.dmn`);
  const files = new Set([
    ...named,
    ...Object.keys(context.files).filter((path) => path.startsWith(`${folder}/decisions/`) && path.endsWith('.dmn')),
  ]);
  for (const file of files) {
    const local = file.endsWith(`/${manifest.eligibility?.decision}.dmn`) ? eligibilityNames : new Set<string>();
    checkDecision(context, file, names, texts, local);
  }
}
