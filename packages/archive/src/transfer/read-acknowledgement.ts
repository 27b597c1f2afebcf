import { childrenOf, elementAt, readXml, textAt } from '@einwohnerportal/xml';
import { ArchiveError } from '../errors.ts';
import { validateDossierMessage } from '../schemas.ts';
import type { Acknowledgement } from './types.ts';

/** Answers are short; what is longer is none. */
export const MOST_BYTES = 200_000;

/**
 * Reads the answer to a package: an `eventReport` of eCH-0147 T1 (positive, or negative with errors), judged by the official schema.
 * @param transferId it must speak of
 * @throws XmlError `xml-doctype`, `xml-encoding`, `xml-too-large`, `xml-malformed`; ArchiveError `acknowledgement-invalid`
 */
export async function readAcknowledgement(bytes: Uint8Array, transferId: string): Promise<Acknowledgement> {
  const report = readXml(bytes, { bytes: MOST_BYTES, depth: 16, elements: 2_000 });
  if (report.name !== 'eventReport') throw invalid(`an eventReport, got ${report.name.slice(0, 40)}`);
  const validation = await validateDossierMessage(bytes);
  if (!validation.valid) throw invalid(`an eventReport that fits eCH-0147 T1, got ${validation.faults.length} faults`);
  const spoken = textAt(report, 'reportHeader', 'referenceMessageId');
  if (spoken !== transferId) throw invalid('an answer to this transfer, got one to another');
  const positive = elementAt(report, 'report', 'positiveReport');
  const negative = elementAt(report, 'report', 'negativeReport');
  if (!positive === !negative) throw invalid('a positive or a negative report, got neither');
  const errors = negative ? elementAt(negative, 'errors') : null;
  return {
    transferId,
    accepted: positive !== null,
    receipt: textAt(report, 'reportHeader', 'messageId') ?? '',
    faults: (errors ? childrenOf(errors, 'error') : []).map((error) => ({
      kind: textAt(error, 'errorKind') ?? 'notValid',
      text: textAt(error, 'comments', 'comment'),
    })),
    note: textAt(positive ?? negative!, 'comments', 'comment'),
  };
}

/**
 * The transfer that an answer speaks of; the answer itself is not judged.
 * @throws XmlError; ArchiveError `acknowledgement-invalid`
 */
export function acknowledgedTransfer(bytes: Uint8Array): string {
  const report = readXml(bytes, { bytes: MOST_BYTES, depth: 16, elements: 2_000 });
  const spoken = textAt(report, 'reportHeader', 'referenceMessageId');
  if (report.name !== 'eventReport' || !spoken) throw invalid('an eventReport that names a message, got none');
  return spoken;
}

const invalid = (expected: string): ArchiveError => new ArchiveError('acknowledgement-invalid', `expected ${expected}`);
