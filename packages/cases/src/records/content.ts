import type { Readable } from 'node:stream';
import type { OpenContent } from '@einwohnerportal/archive';
import type pg from 'pg';
import { openContent, type ContentStore } from '../documents/content.ts';

/** Opens content of a case by its hash: of a document as documents are read, of a file from the store. */
export function contentOpener(client: pg.Pool | pg.PoolClient, store: ContentStore): OpenContent {
  return async (sha256) => {
    const found = await openContent(client, store, sha256).catch((error: { code?: string }): null => {
      if (error.code === 'content-unknown') return null;
      throw error;
    });
    return (found ?? (await store.open(sha256))).stream as Readable;
  };
}
