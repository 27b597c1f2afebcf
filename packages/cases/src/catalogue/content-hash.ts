import { createHash } from 'node:crypto';
import type { PackageFiles } from './types.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

function normalised(bytes: Uint8Array): Uint8Array | string {
  try {
    return decoder.decode(bytes).replaceAll('\r\n', '\n').normalize('NFC');
  } catch {
    return bytes; // not UTF-8, e.g. a picture: hashed as it is
  }
}

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** Files that do not change what a case does: scenario tests and the record of releases. */
export function outsideContent(path: string): boolean {
  return path.startsWith('tests/') || path === 'release.yaml';
}

/**
 * Content hash of a package: SHA-256 over the sorted list of (path, SHA-256 of the NFC/LF-normalised bytes) of all files
 * except `tests/` and `release.yaml`. Paths are relative to the package. The same content has the same hash on every machine.
 */
export function contentHash(files: PackageFiles): string {
  const lines = Object.keys(files)
    .filter((path) => !outsideContent(path))
    .map((path) => path.normalize('NFC'))
    .sort()
    .map((path) => `${path} ${sha256(normalised(files[path] ?? new Uint8Array()))}\n`);
  return `sha256-${sha256(lines.join(''))}`;
}
