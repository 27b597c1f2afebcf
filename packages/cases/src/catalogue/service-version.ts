import type { CompiledForm, Translate, Vocabulary } from '@einwohnerportal/forms';
import { CatalogueError } from '../errors.ts';
import { flattenTexts, type TextTree } from '../texts/flatten.ts';
import { createTexts, type TextLayer } from '../texts/texts.ts';
import { compileDecisionFile, compileFormFile, includeFrom, readFormSchema } from './compile.ts';
import { contentHash } from './content-hash.ts';
import { lazy, lazyRecord } from './lazy.ts';
import { judge } from './schemas/common.ts';
import { serviceSchema } from './schemas/service.ts';
import { sharedSchema } from './schemas/shared.ts';
import { bundleHash, filesBelow, usedSharedProcesses } from './service-files.ts';
import type {
  CatalogueFiles,
  CatalogueProblem,
  LanguageTag,
  PackageFiles,
  ServiceManifest,
  ServiceVersion,
  SharedManifest,
  SharedProcess,
} from './types.ts';
import { readYaml } from './yaml.ts';

const decoder = new TextDecoder();

export interface VersionSurroundings {
  vocabulary: Vocabulary;
  zone: string;
  /** Texts below the package's and the shared ones: vocabulary, then interface. */
  layers: TextLayer[];
}

/** Reads service.yaml. Faults come back as problems. */
export function readManifest(files: CatalogueFiles, id: string): { manifest: ServiceManifest | null; problems: CatalogueProblem[] } {
  const file = `services/${id}/service.yaml`;
  const bytes = files[file];
  if (!bytes)
    return {
      manifest: null,
      problems: [
        { severity: 'error', code: 'file-missing', file, place: null, message: 'expected service.yaml of the package, got no file' },
      ],
    };
  const { value, problems } = judge(serviceSchema, readYaml(file, bytes), file);
  return { manifest: value as ServiceManifest | null, problems };
}

/** Texts of a folder of `<lang>.yaml` files as a layer; a language is parsed when it is first asked for. */
export function textLayerOf(files: CatalogueFiles, folder: string): TextLayer {
  return (lang) => {
    const path = `${folder}/${lang}.yaml`;
    const bytes = files[path];
    return bytes ? (readYaml(path, bytes).value as TextTree | null) : null;
  };
}

function needed(files: PackageFiles, id: string, path: string): Uint8Array {
  const bytes = files[path];
  if (!bytes) throw new CatalogueError('file-missing', `expected ${path} of ${id}, got no file`);
  return bytes;
}

function formsBelow(files: PackageFiles, where: string, vocabulary: Vocabulary): Record<string, () => CompiledForm> {
  const makers: Record<string, () => CompiledForm> = {};
  for (const [path, bytes] of Object.entries(files)) {
    if (!path.startsWith('forms/') || !path.endsWith('.json')) continue;
    makers[readFormSchema(`${where}/${path}`, bytes).id] = () =>
      compileFormFile(`${where}/${path}`, bytes, vocabulary, 'office', includeFrom(files)).form;
  }
  return makers;
}

function sharedProcess(bundle: CatalogueFiles, id: string, vocabulary: Vocabulary): SharedProcess {
  const folder = `services/_shared/${id}`;
  const files = filesBelow(bundle, folder);
  const file = `${folder}/shared.yaml`;
  const { value, problems } = judge(sharedSchema, readYaml(file, needed(files, folder, 'shared.yaml')), file);
  if (!value) throw new CatalogueError('shared-invalid', `expected a valid ${file}, got: ${problems[0]?.message ?? ''}`);
  return {
    id,
    hash: contentHash(files),
    manifest: value as SharedManifest,
    xml: decoder.decode(needed(files, folder, 'process.bpmn')),
    forms: lazyRecord(formsBelow(files, folder, vocabulary)),
  };
}

/**
 * One exact content of a service out of its bundle. Forms, decisions and texts are compiled when they are first used.
 * @throws CatalogueError `service-invalid`, `shared-invalid`, `file-missing`, `form-invalid`
 */
export function createServiceVersion(bundle: CatalogueFiles, id: string, around: VersionSurroundings): ServiceVersion {
  const { manifest, problems } = readManifest(bundle, id);
  if (!manifest)
    throw new CatalogueError(
      'service-invalid',
      `expected a valid services/${id}/service.yaml, got: ${problems[0]?.place ?? ''} ${problems[0]?.message ?? ''}`,
    );
  const folder = `services/${id}`;
  const files = filesBelow(bundle, folder);
  const { vocabulary } = around;
  const used = usedSharedProcesses(bundle, id, manifest.process);
  const shared = Object.fromEntries(used.map((each) => [each, sharedProcess(bundle, each, vocabulary)]));
  const main = lazy(
    () =>
      compileFormFile(`${folder}/${manifest.form.file}`, needed(files, id, manifest.form.file), vocabulary, 'resident', includeFrom(files))
        .form,
  );
  const eligibility = lazy(() => {
    const path = manifest.eligibility?.form;
    return path === undefined
      ? null
      : compileFormFile(`${folder}/${path}`, needed(files, id, path), vocabulary, 'resident', includeFrom(files)).form;
  });
  const taskForms = formsBelow(files, folder, vocabulary);
  for (const process of Object.values(shared))
    for (const formId of Object.keys(process.forms)) taskForms[formId] ??= () => process.forms[formId] as CompiledForm;
  const decisions: Record<string, () => ReturnType<typeof compileDecisionFile>> = {};
  const templates: Record<string, string> = {};
  for (const [path, bytes] of Object.entries(files)) {
    if (path.startsWith('decisions/') && path.endsWith('.dmn'))
      decisions[path.slice('decisions/'.length, -'.dmn'.length)] = () => compileDecisionFile(bytes, files);
    if (path.startsWith('documents/') && path.endsWith('.typ')) templates[`/${path}`] = decoder.decode(bytes);
  }
  for (const [path, bytes] of Object.entries(filesBelow(bundle, 'services/_shared'))) {
    if (!path.includes('/') && path.endsWith('.typ')) templates[`/_shared/${path}`] = decoder.decode(bytes);
  }
  const own = [textLayerOf(bundle, `${folder}/texts`), textLayerOf(bundle, 'services/_shared/texts')];
  const written = manifest.languages.toSorted((a, b) => Number(b === 'de') - Number(a === 'de')).filter((lang) => lang !== 'de-simple');
  const texts = lazy(() => createTexts([...own, ...around.layers], { zone: around.zone, otherwise: written }));
  const ownTexts = (lang: LanguageTag): ReadonlyMap<string, string> =>
    new Map(own.toReversed().flatMap((layer) => [...flattenTexts((typeof layer === 'function' ? layer(lang) : layer[lang]) ?? {})]));
  const process = manifest.process.startsWith('shared/')
    ? shared[manifest.process.slice('shared/'.length)]?.xml
    : decoder.decode(needed(files, id, manifest.process));
  return {
    id,
    hash: bundleHash(bundle),
    contentHash: contentHash(files),
    files: bundle,
    manifest,
    get form() {
      return main();
    },
    get eligibilityForm() {
      return eligibility();
    },
    forms: lazyRecord(taskForms),
    processXml: process ?? '',
    shared,
    decisions: lazyRecord(decisions),
    templates,
    texts: (lang: LanguageTag): Translate => texts()(lang),
    hasOwnText: (lang: LanguageTag, key: string): boolean => texts().hasOwn(lang, key),
    written: written[0] ?? 'de',
    ownTexts,
  };
}
