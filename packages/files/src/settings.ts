import { readKeyRing } from './encryption.ts';
import { FilesError } from './errors.ts';
import type { StoreOptions } from './store.ts';

/** Environment variables about where files lie; docs/operate tells of each. */
export const STORE_SETTINGS = ['FILES_DIR', 'FILES_KEYS', 'FILES_S3_URL', 'FILES_S3_REGION', 'FILES_S3_KEY_ID', 'FILES_S3_SECRET'] as const;

/**
 * Where files lie, from the environment; null without FILES_DIR.
 * @throws FilesError `configuration-invalid` that names the variable at fault, never its value
 */
export function storeFromSettings(env: { [name in (typeof STORE_SETTINGS)[number]]?: string | undefined }): {
  folder: string;
  options: StoreOptions;
} | null {
  const { FILES_DIR: folder, FILES_KEYS: keys, FILES_S3_URL: url } = env;
  if (!folder) {
    if (url || keys) throw new FilesError('configuration-invalid', 'expected FILES_DIR with the other settings of files, got none');
    return null;
  }
  const options: StoreOptions = { keys: keys ? readKeyRing(keys) : null };
  if (!url) return { folder, options };
  const { FILES_S3_REGION: region = 'us-east-1', FILES_S3_KEY_ID: accessKeyId, FILES_S3_SECRET: secretAccessKey } = env;
  if (!/^https?:\/\/[^/]+\/[^/]/.test(url))
    throw new FilesError('configuration-invalid', 'expected an address with a bucket in FILES_S3_URL');
  if (!accessKeyId || !secretAccessKey)
    throw new FilesError('configuration-invalid', 'expected FILES_S3_KEY_ID and FILES_S3_SECRET with FILES_S3_URL, got none');
  return { folder, options: { ...options, s3: { url, region, accessKeyId, secretAccessKey } } };
}
