import { capabilityNames, readContract } from '../catalogue/capabilities.ts';
import { createAuthorities } from '../catalogue/authorities/authorities.ts';
import { readAuthorities, type AuthorityData } from '../catalogue/authorities/read.ts';
import { judge } from '../catalogue/schemas/common.ts';
import { sharedSchema } from '../catalogue/schemas/shared.ts';
import type { Authorities, CapabilityContract, CatalogueFiles, SharedManifest } from '../catalogue/types.ts';
import { readVocabulary, vocabularyFile, type VocabularyData } from '../catalogue/vocabulary.ts';
import { readYaml } from '../catalogue/yaml.ts';
import { flattenTexts, type FlatTexts, type TextTree } from '../texts/flatten.ts';
import { lazy } from '../catalogue/lazy.ts';
import type { Report } from './report.ts';
import type { RenderTemplate } from './template.ts';

export interface CantonContext {
  id: string;
  data: AuthorityData;
  authorities: Authorities;
}

/** All that the checks of one folder look things up in. */
export interface CheckContext {
  files: CatalogueFiles;
  report: Report;
  vocabulary: VocabularyData;
  /** Roots the machine fills. */
  reserved: ReadonlySet<string>;
  contracts: ReadonlyMap<string, CapabilityContract>;
  shared: ReadonlyMap<string, SharedManifest>;
  /** Kinds of office; null when the list is missing. */
  functions: ReadonlySet<string> | null;
  cantons(): CantonContext[];
  renderTemplate: RenderTemplate | null;
  /** Texts of a folder in one language; YAML faults are reported by the text check, not here. */
  texts(folder: string, lang: string): FlatTexts;
}

const machineRoots = ['case', 'applicant', 'actor', 'parties', 'offer', 'tariff', 'lists', 'evidence', 'fee', 'source', 'service'];

function reservedRoots(files: CatalogueFiles, vocabulary: VocabularyData): Set<string> {
  const bytes = files[vocabularyFile];
  const value = bytes ? (readYaml(vocabularyFile, bytes).value as { reserved?: unknown } | null) : null;
  const listed = Array.isArray(value?.reserved) ? value.reserved.map(String) : machineRoots;
  return new Set([...listed, ...vocabulary.names().map((name) => name.split('.')[0] ?? name)]);
}

function readShared(files: CatalogueFiles): Map<string, SharedManifest> {
  const found = new Map<string, SharedManifest>();
  for (const [path, bytes] of Object.entries(files)) {
    const id = /^services\/_shared\/([^/]+)\/shared\.yaml$/.exec(path)?.[1];
    const judged = id ? judge(sharedSchema, readYaml(path, bytes), path) : null;
    if (id && judged?.value) found.set(id, judged.value as SharedManifest);
  }
  return found;
}

function readFunctions(files: CatalogueFiles): Set<string> | null {
  const path = 'authorities/functions.yaml';
  const bytes = files[path];
  const value = bytes ? (readYaml(path, bytes).value as Record<string, unknown> | null) : null;
  if (!value) return null;
  const holder = (value.functions ?? value) as Record<string, unknown> | unknown[];
  return new Set(
    Array.isArray(holder)
      ? holder.map((each) => (typeof each === 'string' ? each : String((each as { id?: unknown }).id)))
      : Object.keys(holder),
  );
}

/** Prepares the look-ups over the whole catalogue; faults of other folders than the checked one are not reported. */
export function createCheckContext(files: CatalogueFiles, report: Report, renderTemplate: RenderTemplate | null): CheckContext {
  const vocabulary = readVocabulary(files);
  const contracts = new Map<string, CapabilityContract>();
  for (const name of capabilityNames(files)) {
    const { contract } = readContract(files, name);
    if (contract) contracts.set(name, contract);
  }
  const cantons = lazy(() => {
    const ids = new Set(
      Object.keys(files)
        .map((path) => /^authorities\/([^/]+)\/canton\.yaml$/.exec(path)?.[1])
        .filter((id) => id !== undefined && id !== 'ch'),
    );
    return [...ids].sort().map((id): CantonContext => {
      const data = readAuthorities(files, id as string);
      return { id: id as string, data, authorities: createAuthorities(data, id as string, (name) => contracts.get(name) ?? null) };
    });
  });
  const cache = new Map<string, FlatTexts>();
  return {
    files,
    report,
    vocabulary,
    reserved: reservedRoots(files, vocabulary),
    contracts,
    shared: readShared(files),
    functions: readFunctions(files),
    cantons,
    renderTemplate,
    texts(folder, lang) {
      const path = `${folder}/${lang}.yaml`;
      const known = cache.get(path);
      if (known) return known;
      const bytes = files[path];
      const tree = bytes ? (readYaml(path, bytes).value as TextTree | null) : null;
      const flat = flattenTexts(tree ?? {});
      cache.set(path, flat);
      return flat;
    },
  };
}
