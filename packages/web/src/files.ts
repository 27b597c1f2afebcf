import { createClamdScanner, openFileStore } from '@einwohnerportal/files';
import type { SiteConfig } from './config.ts';
import type { Site } from './site.ts';

/** The file store and the scanner of the configuration; nothing when no folder is configured. */
export async function openFiles({ filesDir, malwareScanner }: SiteConfig): Promise<Pick<Site, 'files'>> {
  if (filesDir === null) return {};
  return { files: { store: await openFileStore(filesDir), scanner: malwareScanner === null ? null : createClamdScanner(malwareScanner) } };
}
