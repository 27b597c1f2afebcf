import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalogueFolder, readFilesBelow } from '../catalogue/read-folder.ts';
import type { CatalogueFiles, CatalogueProblem } from '../catalogue/types.ts';
import { checkCanton } from './authorities.ts';
import { checkCapability, checkVocabulary } from './capability.ts';
import { createCheckContext } from './context.ts';
import { createReport } from './report.ts';
import { checkService } from './service.ts';
import { checkShared } from './shared.ts';
import type { RenderTemplate } from './template.ts';

const kinds = ['services', 'capabilities', 'authorities'];

/** Root of this repository's own catalogue: what a package may call is looked up there. */
export const catalogueRoot: string = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where a folder stands in a catalogue: `{ root, folder: 'services/x' }`; a folder outside of a catalogue counts as a service. */
export function locate(path: string): { root: string | null; folder: string } {
  const full = resolve(path);
  const kind = basename(dirname(full));
  if (kinds.includes(kind)) return { root: dirname(dirname(full)), folder: `${kind}/${basename(full)}` };
  return { root: null, folder: `services/${basename(full)}` };
}

/** Catalogue files with the package folder laid over this repository's catalogue. */
export async function readAround(path: string): Promise<{ files: CatalogueFiles; folder: string; root: string }> {
  const { root, folder } = locate(path);
  const files = await readCatalogueFolder([...new Set([catalogueRoot.replace(/\/$/, ''), ...(root === null ? [] : [root])])]);
  for (const name of Object.keys(files)) if (name.startsWith(`${folder}/`)) delete files[name];
  for (const [name, bytes] of Object.entries(await readFilesBelow(resolve(path)))) files[`${folder}/${name}`] = bytes;
  return { files, folder, root: root ?? dirname(resolve(path)) };
}

export interface CheckOptions {
  /** Compiles document templates; without it templates are read but not compiled, which is a warning. */
  renderTemplate?: RenderTemplate;
}

/**
 * Proves what can be proven about one folder without running it: a service, `services/_shared`, a capability, the vocabulary or a canton.
 * @param files the whole catalogue; the folder may call everything in it
 * @param folder e.g. `services/residence-certificate`, `capabilities/fees.collect`
 */
export async function checkFolder(files: CatalogueFiles, folder: string, options: CheckOptions = {}): Promise<CatalogueProblem[]> {
  const report = createReport();
  const context = createCheckContext(files, report, options.renderTemplate ?? null);
  const [kind, name = ''] = folder.split('/');
  if (!Object.keys(files).some((path) => path.startsWith(`${folder}/`))) {
    report.error('folder-missing', folder, null, `expected a folder with files at ${folder}, got none`);
  } else if (kind === 'capabilities') {
    if (name === 'vocabulary') checkVocabulary(context);
    else checkCapability(context, name);
  } else if (kind === 'authorities') checkCanton(context, name);
  else if (name === '_shared') await checkShared(context);
  else await checkService(context, name);
  return report.problems();
}

/** Reads a folder of the disk and checks it. `file` of the problems is relative to the catalogue the folder stands in. */
export async function checkPackage(path: string, options: CheckOptions = {}): Promise<CatalogueProblem[]> {
  const { files, folder } = await readAround(path);
  return checkFolder(files, folder, options);
}

/** All folders of a catalogue that can be checked, sorted. */
export function checkableFolders(files: CatalogueFiles): string[] {
  const folders = new Set<string>();
  for (const path of Object.keys(files)) {
    const [kind, name, rest] = path.split('/');
    if (kind && name && rest !== undefined) folders.add(join(kind, name).replaceAll('\\', '/'));
  }
  return [...folders].sort();
}
