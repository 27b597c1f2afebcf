import type { Readable } from 'node:stream';
import { ArchiveError } from '../errors.ts';
import type { CaseFile, OpenContent, Producer } from '../case-file.ts';
import { validateSipMetadata } from '../schemas.ts';
import { plainName } from '../text.ts';
import { writeZip } from '../zip/write-zip.ts';
import { metadataOf } from './metadata.ts';
import { placeFiles, sipEntries } from './plan.ts';

export interface Sip {
  /** `SIP_20271130_beispielwil_<number>` (eCH-0160: `SIP_<day>_<name>[_<reference>]`). */
  name: string;
  files: number;
  /** Content bytes without metadata and schemas. */
  bytes: number;
  metadata(): string;
  /** @throws ArchiveError `package-invalid` that names lines, when the metadata do not fit the official schema */
  validate(): Promise<void>;
  /** The package as a ZIP in a stream. May be asked for again: the same case files give the same bytes. */
  stream(open: OpenContent): Readable;
}

/**
 * Puts case files together for an archive: a SIP of kind GEVER (eCH-0160 1.2). Nothing is read before `stream`, and then one file at a time.
 * @param number of the transfer, in its metadata and its name
 * @param day ISO date of the transfer, the time stamp of all entries
 */
export function createSip(given: { producer: Producer; number: string; day: string; caseFiles: readonly CaseFile[] }): Sip {
  const { producer, number, day, caseFiles } = given;
  const dossiers = placeFiles(caseFiles);
  const pieces = (): Iterable<string> => metadataOf({ producer, number, dossiers });
  const files = dossiers.flatMap((each) => each.files);
  return {
    name: `SIP_${day.replaceAll('-', '')}_${plainName(producer.authority, 40)}_${plainName(number, 60)}`,
    files: files.length,
    bytes: files.reduce((sum, { file }) => sum + file.size, 0),
    metadata: () => [...pieces()].join(''),
    async validate() {
      const result = await validateSipMetadata([...pieces()].join(''));
      if (result.valid) return;
      const [first] = result.faults;
      throw new ArchiveError(
        'package-invalid',
        `expected metadata of package ${number} to fit eCH-0160 1.2, got ${result.faults.length} faults, the first at line ${first?.line ?? '?'}`,
        {
          cause: new Error(
            result.faults
              .map(({ line, message }) => `${line}: ${message}`)
              .join('\n')
              .slice(0, 4000),
          ),
        },
      );
    },
    stream: (open) =>
      writeZip(
        sipEntries(pieces, dossiers, (file) => open(file.sha256) as Promise<NodeJS.ReadableStream>),
        { mtime: new Date(`${day}T12:00:00`) },
      ),
  };
}
