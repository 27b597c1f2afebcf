import { createHash } from 'node:crypto';
import type { CatalogueFiles, PackageFiles } from '../catalogue/types.ts';
import type { OverlayConflict } from '../organisation/edits.ts';
import type pg from 'pg';

/** What a package may have at most; far more than any needs. */
export const PACKAGE_LIMITS = { files: 300, bytes: 2_000_000 } as const;

/** Files of a package as the database keeps them: path → base64. */
export type StoredFiles = Record<string, string>;

export const toStored = (files: PackageFiles): StoredFiles =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]));

export const fromStored = (files: StoredFiles): PackageFiles =>
  Object.fromEntries(Object.entries(files).map(([path, base64]) => [path, new Uint8Array(Buffer.from(base64, 'base64'))]));

/** Is this the path of a file inside a package: relative, plain names, no step up. */
export const isPackagePath = (path: string): boolean =>
  path.length <= 200 && /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}$/.test(path);

/** A catalogue with a package in the place of the one of this id. */
export function withPackage(files: CatalogueFiles, service: string, own: PackageFiles): CatalogueFiles {
  const folder = `services/${service}/`;
  return {
    ...Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(folder))),
    ...Object.fromEntries(Object.entries(own).map(([path, bytes]) => [`${folder}${path}`, bytes])),
  };
}

/** One published package, as every process lays it over the folder. */
export interface PublishedPackage {
  service: string;
  files: StoredFiles;
  /** Hash of the content it began from, and its own. */
  base_hash: string;
  content_hash: string;
}

/** The packages that were published in the workplace, the newest of each service. */
export async function readPublished(client: pg.Pool | pg.ClientBase): Promise<PublishedPackage[]> {
  const { rows } = await client.query<PublishedPackage>('select service, files, base_hash, content_hash from cases.service_overlay()');
  return rows;
}

/**
 * Catalogue files with published packages in the place of those of the folder. Where the folder says something else than what was
 * published or what that began from, the workplace holds and a conflict says so.
 */
export function layPackages(
  files: CatalogueFiles,
  published: readonly PublishedPackage[],
): { files: CatalogueFiles; conflicts: OverlayConflict[] } {
  let laid = files;
  const conflicts: OverlayConflict[] = [];
  for (const each of published) {
    const held = heldBy(files, each.service);
    if (!samePackage(held, each.files) && Object.keys(held).length > 0 && storedHash(held) !== each.base_hash)
      conflicts.push({ path: `services/${each.service}`, at: null, what: 'hides' });
    laid = withPackage(laid, each.service, fromStored(each.files));
  }
  return { files: laid, conflicts };
}

/** The package of a service as the files hold it. */
export function heldBy(files: CatalogueFiles, service: string): StoredFiles {
  const folder = `services/${service}/`;
  return toStored(
    Object.fromEntries(
      Object.entries(files).flatMap(([path, bytes]) => (path.startsWith(folder) ? [[path.slice(folder.length), bytes]] : [])),
    ),
  );
}

export function samePackage(one: StoredFiles, other: StoredFiles): boolean {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}

/** The hash that the database makes of the same files: SHA-256 over the text that PostgreSQL gives to a jsonb object. */
export function storedHash(files: StoredFiles): string {
  // jsonb orders its keys by the length in bytes, then by bytes.
  const paths = Object.keys(files).sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  const text = `{${paths.map((path) => `${JSON.stringify(path)}: ${JSON.stringify(files[path])}`).join(', ')}}`;
  return createHash('sha256').update(text).digest('hex');
}
