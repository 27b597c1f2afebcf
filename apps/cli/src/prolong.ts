import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRevocation, createTimestampAuthority, withDocumentTimestamp } from '@einwohnerportal/connectors';
import { UsageError } from './errors.ts';

/**
 * Puts a document time stamp over sealed PDFs, so that they can be checked longer (PAdES B-LTA); once more before the certificate of the last stamp
 * ends. Each file is replaced when its new one is whole.
 */
export async function prolong(words: string[]): Promise<number> {
  const { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: file } = process.env;
  if (words.length === 0 || words.some((word) => word.startsWith('-')) || !url)
    throw new UsageError('expected prolong <file.pdf>… with TIMESTAMP_URL, and TIMESTAMP_ROOTS for the issuers that are trusted');
  const roots = file === undefined ? [] : (readFileSync(file, 'utf8').match(/-----BEGIN[\s\S]+?-----END [^-]+-----/g) ?? []);
  const [timestamps, revocation] = [createTimestampAuthority({ url, roots }), createRevocation()];
  let failed = 0;
  for (const path of words) {
    try {
      const longer = await withDocumentTimestamp(readFileSync(path), { timestamps, revocation });
      writeFileSync(`${path}.part`, longer, { flush: true });
      renameSync(`${path}.part`, path);
      console.log(path);
    } catch (error) {
      failed += 1;
      console.error(`${path}: ${(error as Error).message}`);
    }
  }
  return failed > 0 ? 1 : 0;
}
