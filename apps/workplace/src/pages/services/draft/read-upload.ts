import { buffer } from 'node:stream/consumers';
import { ArchiveError, readZip } from '@einwohnerportal/archive';
import { isPackagePath, PACKAGE_LIMITS } from '@einwohnerportal/cases';
import type { FileStore, ReceivedFile, Wanted } from '@einwohnerportal/files';

/** Name of the control that takes a package. */
export const PACKAGE = 'package';

const LIMITS = { entries: PACKAGE_LIMITS.files + 50, entryBytes: PACKAGE_LIMITS.bytes, bytes: 2 * PACKAGE_LIMITS.bytes, ratio: 200 };

/** What the form takes: one ZIP of the size of a package. */
export const wantedPackage = async (): Promise<ReadonlyMap<string, Wanted>> =>
  new Map([[PACKAGE, { endings: ['zip'], most: PACKAGE_LIMITS.bytes, count: 1 }]]);

/** Why a package was not taken. `zip`: none or damaged; `inside`: no package; `size`: too large. */
export type UploadFault = 'missing' | 'zip' | 'inside' | 'size';

/** Files of an uploaded package: those at the top of the ZIP, or in its only folder; what computers add by themselves is left out. */
export async function readUpload(store: FileStore, received: readonly ReceivedFile[]): Promise<Record<string, Uint8Array> | UploadFault> {
  const [file] = received.filter(({ name }) => name === PACKAGE);
  if (!file || (file.size === 0 && !file.kept)) return 'missing';
  if (!file.kept || file.problem) return file.problem === 'size' || file.problem === 'inside' ? 'size' : 'zip';
  const { stream } = await store.open(file.kept.hash);
  try {
    return await unpack(await buffer(stream));
  } catch (error) {
    if (error instanceof ArchiveError) return error.code === 'zip-too-large' ? 'size' : 'zip';
    throw error;
  }
}

async function unpack(bytes: Buffer): Promise<Record<string, Uint8Array> | UploadFault> {
  const zip = await readZip(bytes, LIMITS);
  try {
    const files: Record<string, Uint8Array> = {};
    for (const entry of zip.entries) {
      if (entry.path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')) continue;
      files[entry.path] = new Uint8Array(await buffer(await entry.open()));
    }
    const plain = withoutFolder(files);
    const paths = Object.keys(plain);
    const size = paths.reduce((sum, path) => sum + plain[path]!.length, 0);
    if (paths.length > PACKAGE_LIMITS.files || size > PACKAGE_LIMITS.bytes) return 'size';
    return plain['service.yaml'] && paths.every(isPackagePath) ? plain : 'inside';
  } finally {
    zip.close();
  }
}

function withoutFolder(files: Record<string, Uint8Array>): Record<string, Uint8Array> {
  const folders = new Set(Object.keys(files).map((path) => path.split('/')[0]));
  const [folder] = folders;
  if (files['service.yaml'] || folders.size !== 1) return files;
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path.slice(folder!.length + 1), bytes]));
}
