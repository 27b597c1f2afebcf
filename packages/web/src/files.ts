import { createClamdScanner, openFileStore } from '@einwohnerportal/files';
import type { SiteConfig } from './config.ts';
import type { Site } from './site.ts';

/** The file store and the scanner of the configuration; nothing when no folder is configured. */
export async function openFiles({ store, malwareScanner }: Pick<SiteConfig, 'store' | 'malwareScanner'>): Promise<Pick<Site, 'files'>> {
  if (store === null) return {};
  return {
    files: {
      store: await openFileStore(store.folder, store.options),
      scanner: malwareScanner === null ? null : createClamdScanner(malwareScanner),
    },
  };
}
