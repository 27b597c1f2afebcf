import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createDossierExport } from '@einwohnerportal/archive';
import { contentOpener, openCatalogue, readCaseFile } from '@einwohnerportal/cases';
import { openFileStore, storeFromSettings } from '@einwohnerportal/files';
import pg from 'pg';
import { UsageError } from './errors.ts';

/** Writes one case as a dossier of eCH-0147 T1; the message is proven against the official schema first. */
export async function exportDossier(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: { out: { type: 'string' } } });
  const [reference] = positionals;
  const { DATABASE_URL, CANTON } = process.env;
  const store = storeFromSettings(process.env);
  if (!reference || !DATABASE_URL || !store || !CANTON)
    throw new UsageError('expected export-dossier <reference> [--out <file.zip>] with DATABASE_URL of the machine, FILES_DIR and CANTON');
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
  const open = await openCatalogue(pool, { canton: CANTON, follow: false });
  try {
    const { rows } = await pool.query<{ case_id: string; authority: string }>(
      'select case_id, authority from cases.cases where reference = $1',
      [reference],
    );
    const caseFile = rows[0] ? await readCaseFile(pool, open.current, rows[0].case_id) : null;
    if (!caseFile) throw new UsageError('expected the reference of a case, got one that nobody has');
    const { authorities } = open.current;
    const authority = rows[0]!.authority;
    const dossier = createDossierExport({
      messageId: randomUUID(),
      producer: {
        authority,
        name: authorities.byId(authority)?.names.de ?? authority,
        scheme: authorities.records(authority).scheme ?? authority,
      },
      recipientId: null,
      at: new Date().toISOString(),
      instruction: 'information',
      deadline: null,
      test: false,
      caseFiles: [caseFile],
    });
    await dossier.validate();
    const path = values.out ?? `${dossier.name}.zip`;
    await pipeline(
      dossier.stream(contentOpener(pool, await openFileStore(store.folder, store.options))),
      createWriteStream(path, { mode: 0o600 }),
    );
    console.log(path);
    return 0;
  } finally {
    open.close();
    await pool.end();
  }
}
