import { contentHash, outsideContent } from './content-hash.ts';
import type { CatalogueFiles, PackageFiles } from './types.ts';

const decoder = new TextDecoder();
const calls = /<(?:\w+:)?calledElement\b[^>]*\bprocessId="([^"]+)"/g;

/** Files below a folder with their paths relative to it. */
export function filesBelow(files: CatalogueFiles, folder: string): PackageFiles {
  const prefix = `${folder}/`;
  const found: PackageFiles = {};
  for (const [path, bytes] of Object.entries(files)) if (path.startsWith(prefix)) found[path.slice(prefix.length)] = bytes;
  return found;
}

function called(bytes: Uint8Array | undefined): string[] {
  return bytes ? [...decoder.decode(bytes).matchAll(calls)].map((match) => match[1] ?? '') : [];
}

/** Shared processes that an office may begin at any task of any service, drawn or not (service-package.md 0.5 and 3.3). */
export const AT_ANY_TASK: readonly string[] = ['ask-back', 'hand-over'];

/** Ids of the shared processes a package calls, directly or through another shared process, and of those every case carries; sorted. */
export function usedSharedProcesses(files: CatalogueFiles, id: string, process: string): string[] {
  const used = new Set<string>();
  const visit = (ids: string[]): void => {
    for (const each of ids) {
      if (used.has(each) || !files[`services/_shared/${each}/shared.yaml`]) continue;
      used.add(each);
      visit(called(files[`services/_shared/${each}/process.bpmn`]));
    }
  };
  if (process.startsWith('shared/')) visit([process.slice('shared/'.length)]);
  for (const [path, bytes] of Object.entries(filesBelow(files, `services/${id}`))) if (path.endsWith('.bpmn')) visit(called(bytes));
  visit([...AT_ANY_TASK]);
  return [...used].sort();
}

/**
 * Everything one version of a service consists of, as a catalogue of its own: its folder, the shared processes it uses, the shared texts
 * and the letterhead; without tests and release record. This is what is stored by hash.
 */
export function bundleOf(files: CatalogueFiles, id: string, process: string): CatalogueFiles {
  const bundle: CatalogueFiles = {};
  const used = new Set(usedSharedProcesses(files, id, process));
  for (const [path, bytes] of Object.entries(files)) {
    if (path.startsWith(`services/${id}/`)) {
      if (!outsideContent(path.slice(`services/${id}/`.length))) bundle[path] = bytes;
    } else if (path.startsWith('services/_shared/')) {
      const rest = path.slice('services/_shared/'.length);
      const folder = rest.split('/')[0] ?? '';
      if (folder === 'texts' || !rest.includes('/') || (used.has(folder) && !outsideContent(rest.slice(folder.length + 1))))
        bundle[path] = bytes;
    }
  }
  return bundle;
}

/** Hash of a bundle: content hash over all its files. */
export function bundleHash(bundle: CatalogueFiles): string {
  return contentHash(bundle);
}
