import { createHash } from 'node:crypto';
import type { Classification, Openness } from '@einwohnerportal/archive';
import { parsePeriod } from '../catalogue/calendar.ts';
import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';

/** What a case of a service has as a file at one authority, with every default resolved. */
export interface RecordRulesOf {
  /** Role by which the service calls its position. */
  role: string;
  position: { number: string; title: string };
  classification: Classification;
  privacy: boolean;
  openness: Openness;
  /** Period, e.g. `10 years`. */
  retention: string;
  /** Years of protection in an archive; null: its usual period. */
  years: number | null;
  appraisal: 'archive' | 'sample' | 'destroy';
  /** Of a hundred. */
  sample: number;
  offer: 'closing' | 'retention';
  /** Does a records system get it at its end. */
  system: 'none' | 'closing';
}

/** Where nobody says how many: one of ten. */
const SAMPLE = 10;

/**
 * The records of a service at an authority on a day: the offer's own word, then the service's, then the authority's or canton's default,
 * then what eCH-0039 calls undefined or the careful choice.
 */
export function recordRules(catalogue: Catalogue, version: ServiceVersion, authority: string, day: string): RecordRulesOf {
  const { authorities } = catalogue;
  const own = version.manifest.records;
  const offer = authorities.offer(authority, version.id, day)?.records ?? {};
  const usual = authorities.records(authority);
  const role = offer.position ?? own.position;
  const protection = offer.protection ?? own.protection ?? usual.protection;
  return {
    role,
    position: authorities.positions(authority)[role] ?? { number: '-', title: role },
    classification: offer.classification ?? own.classification ?? usual.classification ?? 'in_house',
    privacy: offer.privacy ?? own.privacy ?? usual.privacy ?? true,
    openness: offer.openness ?? own.openness ?? usual.openness ?? 'undefined',
    retention: offer.retention ?? own.retention,
    years: protection === undefined ? null : parsePeriod(protection).count,
    appraisal: offer.appraisal ?? own.appraisal,
    sample: offer.sample ?? own.sample ?? usual.sample ?? SAMPLE,
    offer: offer.offer ?? own.offer ?? usual.offer ?? 'closing',
    system: offer.system ?? own.system ?? usual.system ?? 'none',
  };
}

/** Is this case one of so many of a hundred. Nobody can choose it, and anybody can check it: by the hash of the case's id. */
export function drawn(caseId: string, ofHundred: number): boolean {
  return createHash('sha256').update(`sample ${caseId}`).digest().readUInt32BE(0) % 100 < ofHundred;
}
