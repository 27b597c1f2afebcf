import { CatalogueError } from '../errors.ts';
import type { TextTree } from '../texts/flatten.ts';
import type { TextLayer } from '../texts/texts.ts';
import { createAuthorities } from './authorities/authorities.ts';
import { readAuthorities } from './authorities/read.ts';
import { capabilityNames, createCapability, readContract } from './capabilities.ts';
import { directorySearchEntries, placeNames, readDirectory } from './directory.ts';
import { localDay } from './calendar.ts';
import { lazy } from './lazy.ts';
import { createSearch, type Search, type SearchEntry } from './search/search-index.ts';
import { bundleHash, bundleOf } from './service-files.ts';
import { createServiceVersion, readManifest, textLayerOf } from './service-version.ts';
import type { Capability, CapabilityContract, Catalogue, CatalogueFiles, CatalogueProblem, ServiceVersion } from './types.ts';
import { readVocabulary } from './vocabulary.ts';
import { readYaml } from './yaml.ts';

export interface CatalogueOptions {
  /** Folder name below `authorities/`. */
  canton: string;
  /** Texts of the interface, below everything else: language tag → tree. */
  interfaceTexts?: TextLayer[];
  /** Now, as an instant; what is planned until then holds. Without it nothing planned holds yet. */
  now?: string;
  /** Earlier contents by hash, as once given by `ServiceVersion.files`. */
  packages?: Record<string, CatalogueFiles>;
  /** Asked for an earlier content that is not in `packages`. */
  stored?: (want: { id: string; hash: string }) => CatalogueFiles | null;
}

const decoder = new TextDecoder();
/** Only the block `service:` of a text file is parsed for the search: with hundreds of services the whole would take seconds. */
const serviceBlock = /^service:[^\n]*\n(?:(?:[ #][^\n]*)?\n)*/m;

/** Ids of the services in the files; fictional ones (`_…`) only count in a fictional canton. */
function serviceIds(files: CatalogueFiles, canton: string): string[] {
  const ids = Object.keys(files).map((path) => /^services\/([^/]+)\/service\.yaml$/.exec(path)?.[1]);
  return ids.filter((id) => id !== undefined && id !== '_shared' && (!id.startsWith('_') || canton.startsWith('_'))).sort() as string[];
}

function searchEntries(files: CatalogueFiles, ids: string[]): SearchEntry[] {
  const wanted = new Set(ids);
  const entries: SearchEntry[] = [];
  for (const [path, bytes] of Object.entries(files)) {
    const match = /^services\/([^/]+)\/texts\/([^/]+)\.yaml$/.exec(path);
    if (!match || !wanted.has(match[1] ?? '')) continue;
    const block = serviceBlock.exec(`${decoder.decode(bytes)}\n`)?.[0];
    const tree = block ? (readYaml(path, new TextEncoder().encode(block)).value as { service?: TextTree } | null) : null;
    const texts = tree?.service;
    if (!texts) continue;
    const keywords = Array.isArray(texts.keywords) ? texts.keywords.map(String) : [];
    entries.push({
      service: match[1] ?? '',
      lang: match[2] ?? '',
      title: String(texts.title ?? ''),
      summary: String(texts.summary ?? ''),
      keywords,
    });
  }
  return entries;
}

/**
 * The catalogue over files read before. Pure and quick: manifests, forms, processes, decisions and texts are read when first used.
 * Faults of what was read so far are in `problems`; the check reads everything.
 */
export function buildCatalogue(files: CatalogueFiles, options: CatalogueOptions): Catalogue {
  const problems: CatalogueProblem[] = [];
  const vocabulary = readVocabulary(files);
  problems.push(...vocabulary.problems);
  const contracts = new Map<string, CapabilityContract | null>();
  const contractOf = (name: string): CapabilityContract | null => {
    if (!contracts.has(name)) {
      const read = readContract(files, name);
      problems.push(...read.problems);
      contracts.set(name, read.contract);
    }
    return contracts.get(name) ?? null;
  };
  const data = readAuthorities(files, options.canton, options.now ? localDay(options.now, 'Europe/Zurich').toString() : '');
  problems.push(...data.problems);
  const authorities = createAuthorities(data, options.canton, contractOf);
  const around = {
    vocabulary,
    zone: authorities.canton.zone,
    layers: [textLayerOf(files, 'capabilities/vocabulary/texts'), ...(options.interfaceTexts ?? [])],
  };

  const ids = serviceIds(files, options.canton);
  const newest = new Map<string, ServiceVersion>();
  const earlier = new Map<string, ServiceVersion>();
  const newestOf = (id: string): ServiceVersion => {
    const known = newest.get(id);
    if (known) return known;
    const read = files[`services/${id}/service.yaml`] ? readManifest(files, id) : null;
    if (!read) throw new CatalogueError('service-unknown', `expected a public service of the catalogue, got ${id}`);
    problems.push(...read.problems);
    const version = createServiceVersion(bundleOf(files, id, read.manifest?.process ?? ''), id, around);
    newest.set(id, version);
    return version;
  };
  const earlierOf = (id: string, hash: string): ServiceVersion => {
    const key = `${id} ${hash}`;
    const known = earlier.get(key);
    if (known) return known;
    const bundle = options.packages?.[hash] ?? options.stored?.({ id, hash }) ?? null;
    if (!bundle || bundleHash(bundle) !== hash)
      throw new CatalogueError('service-unknown', `expected stored content ${hash} of ${id}, got ${bundle ? 'other content' : 'none'}`);
    const version = createServiceVersion(bundle, id, around);
    earlier.set(key, version);
    return version;
  };
  const capabilities = new Map<string, Capability>();
  const { problems: directoryProblems, ...directory } = readDirectory(files, options.canton);
  problems.push(...directoryProblems);
  const search = lazy((): Search =>
    createSearch([...searchEntries(files, ids), ...directorySearchEntries(directory)], placeNames(authorities.all)()),
  );
  const knownCapabilities = lazy(() => new Set(capabilityNames(files)));

  return {
    services: () => ids,
    has: (id) => id !== '_shared' && files[`services/${id}/service.yaml`] !== undefined,
    service(id, hash) {
      if (hash === undefined) return newestOf(id);
      if (files[`services/${id}/service.yaml`] && newestOf(id).hash === hash) return newestOf(id);
      return earlierOf(id, hash);
    },
    capability(name) {
      const known = capabilities.get(name) ?? createCapability(files, name, around);
      capabilities.set(name, known);
      return known;
    },
    hasCapability: (name) => knownCapabilities().has(name),
    capabilities: () => [...knownCapabilities()].sort(),
    vocabulary,
    authorities,
    directory,
    search: (query, lang) => search()(query, lang),
    problems,
  };
}
