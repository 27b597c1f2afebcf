import type { NewFile } from '../files/draft-files.ts';
import { uuidv7 } from '../ids.ts';
import type { Scope } from '../types.ts';

/** Name of the scan of a signed sheet among the files of a case; its title stands in the texts of cases. */
export const SIGNED_PAPER = 'counter.signed';

/** What became of the signed sheet of a capture. */
export interface Signature {
  /** `checking`: the scanner did not answer yet; `refused`: it found malware, and the scan is gone. */
  state: 'missing' | 'checking' | 'there' | 'refused';
  /** ISO instant when the scan that counts came; null: none came. */
  at: string | null;
  /** Id of the file; null: there is none. */
  file: string | null;
}

/** Columns of `cases.captures` that say what became of the signed sheet. */
export interface SignatureRow {
  signed_at: Date | null;
  signed_file: string | null;
  signature: Exclude<Signature['state'], 'missing'> | null;
}

/** What a row of captures says of its signed sheet. */
export function signatureOf({ signed_at, signed_file, signature }: SignatureRow): Signature {
  return { state: signature ?? 'missing', at: signed_at?.toISOString() ?? null, file: signed_file };
}

/**
 * Puts the scan of the signed sheet, whose content is kept already, into the case of an own capture. A later one takes the place of the one before.
 * False: there is no open case of an own capture.
 */
export async function keepSignedPaper(scope: Scope, captureId: string, file: Omit<NewFile, 'name'>): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(captureId)) return false;
  const { rows } = await scope.client.query<{ done: boolean }>(
    'select cases.keep_signed_paper($1, $2, $3, $4, $5, $6, $7, $8, $9) as done',
    [captureId, uuidv7(scope.now), scope.now, file.size, SIGNED_PAPER, file.filename, file.mediaType, file.hash, file.scan],
  );
  return rows[0]!.done;
}
