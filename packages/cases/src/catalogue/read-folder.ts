import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueFiles } from './types.ts';

const folders = ['services', 'capabilities', 'authorities'];

/**
 * Reads `services/`, `capabilities/` and `authorities/` under each root. A file of a later root hides the same path of an earlier one.
 * Paths use `/` and are relative to their root. Missing folders are no error.
 */
export async function readCatalogueFolder(roots: string[]): Promise<CatalogueFiles> {
  const files: CatalogueFiles = {};
  for (const root of roots) for (const folder of folders) await readInto(files, root, folder);
  return files;
}

/** Reads every file below one folder: path relative to the folder → bytes. */
export async function readFilesBelow(folder: string): Promise<CatalogueFiles> {
  const files: CatalogueFiles = {};
  await readInto(files, folder, '');
  return files;
}

async function readInto(files: CatalogueFiles, root: string, path: string): Promise<void> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!entries) return;
  await Promise.all(
    entries.map(async (entry) => {
      if (entry.name.startsWith('.')) return;
      const below = path ? `${path}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await readInto(files, root, below);
      else if (entry.isFile()) files[below] = await readFile(join(root, below));
    }),
  );
}
