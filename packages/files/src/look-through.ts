import type { FileStore } from './types.ts';
import { FilesError } from './errors.ts';

/** What became of the contents of a store that was gone through. */
export interface Rotated {
  /** Contents that were looked at. */
  seen: number;
  /** Contents that were encrypted anew. */
  changed: number;
  /** Contents that could not be: their hash and the code of why. They stay as they are. */
  faults: { hash: string; code: string }[];
}

/**
 * Encrypts every content of a store under the key for new files. May be ended anywhere and begun again: what is done already is only looked at. Others
 * read and write meanwhile, as long as they know both keys.
 * @throws FilesError `store-down`
 */
export async function rotateAll(store: FileStore, told: (state: Rotated) => void = () => {}): Promise<Rotated> {
  const state: Rotated = { seen: 0, changed: 0, faults: [] };
  for await (const hash of store.older(-1)) {
    const code = await ofOne(
      () => store.rotate(hash),
      (changed) => (state.changed += changed ? 1 : 0),
    );
    // Removed since it was listed: nothing is left to encrypt.
    if (code !== null && code !== 'file-missing') state.faults.push({ hash, code });
    state.seen += 1;
    told(state);
  }
  return state;
}

/** Reads a content to its end; null when it is as it was kept, else the code of what is wrong. @throws FilesError `store-down` */
export async function judgeContent(store: FileStore, hash: string): Promise<string | null> {
  return ofOne(async () => {
    for await (const _part of (await store.open(hash)).stream);
  });
}

async function ofOne<T>(work: () => Promise<T>, done: (result: T) => void = () => {}): Promise<string | null> {
  try {
    done(await work());
    return null;
  } catch (error) {
    if (!(error instanceof FilesError) || error.code === 'store-down') throw error;
    return error.code;
  }
}
