import type { Readable } from 'node:stream';
import { createDossierExport, createSip, type OpenContent } from '@einwohnerportal/archive';
import { readCaseFile } from './read-case-file.ts';
import { RECORDS_CAPABILITY, type RecordsWorld, type TransferRow } from './transfer-types.ts';

/** What is handed over, whoever gets it. */
export interface Package {
  name: string;
  files: number;
  validate(): Promise<void>;
  stream(open: OpenContent): Readable;
}

/** The package a transfer stands for: a SIP for an archive, a dossier message for a records system. The same case files give the same one. */
export async function packageOf({ pool, catalogue }: RecordsWorld, row: TransferRow): Promise<Package> {
  const current = catalogue();
  const authority = current.authorities.byId(row.authority);
  const language = authority?.languages[0] ?? 'de';
  const name = authority?.names[language] ?? row.authority;
  const producer = { authority: row.authority, name, scheme: current.authorities.records(row.authority).scheme ?? name };
  const caseFiles = [];
  for (const caseId of row.case_ids) {
    const caseFile = await readCaseFile(pool, current, caseId);
    if (caseFile) caseFiles.push(caseFile);
  }
  if (row.capability !== RECORDS_CAPABILITY) return createSip({ producer, number: row.transfer_id, day: row.day, caseFiles });
  const dossier = createDossierExport({
    messageId: row.transfer_id,
    producer,
    recipientId: null,
    at: row.created_at.toISOString(),
    instruction: row.instruction ?? 'information',
    deadline: row.deadline,
    test: false,
    caseFiles,
  });
  return {
    // One for each transfer: a case may be handed over twice on one day.
    name: `${dossier.name}_${row.transfer_id}`,
    files: caseFiles.reduce((sum, { documents }) => sum + documents.length, 0),
    validate: () => dossier.validate(),
    stream: (open) => dossier.stream(open),
  };
}
