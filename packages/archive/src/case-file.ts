/** Words of eCH-0039 2.0 (`classificationType`, `openToThePublicType`), which records of a service use as they are. */
export const CLASSIFICATIONS = ['unclassified', 'in_house', 'confidential', 'secret'] as const;
export const OPENNESS = ['undefined', 'public', 'not_public'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];
export type Openness = (typeof OPENNESS)[number];

/** ISO date, or less: `2026-11`, `2026`; null: nothing known. */
export type PartialDate = string | null;

/** What protects a case file and everything in it. */
export interface Protection {
  classification: Classification;
  /** Holds personal data worth protecting (eCH-0039 `hasPrivacyProtection`). */
  privacy: boolean;
  openness: Openness;
  /** Years during which an archive shows it to nobody; null: the archive's usual period. */
  years: number | null;
}

/** One case as a file (Dossier): what an archive or a records system takes over. */
export interface CaseFile extends Protection {
  caseId: string;
  /** File reference (Aktenzeichen). */
  reference: string;
  title: string;
  /** Place in the classification scheme (Ordnungssystemposition). */
  position: { number: string; title: string };
  opened: PartialDate;
  closed: PartialDate;
  /** Name of the office that led the case. */
  office: string;
  /** Further facts, by name: service, outcome, retention. */
  facts: Record<string, string>;
  /** What happened, oldest first. */
  activities: Activity[];
  documents: CaseDocument[];
}

export interface Activity {
  /** Instant, ISO. */
  at: string;
  what: string;
  who: string | null;
}

export interface CaseDocument {
  id: string;
  title: string;
  /** Kind in words: certificate, ruling, evidence, answers. */
  kind: string;
  author: string | null;
  registered: PartialDate;
  language: string | null;
  file: ContentFile;
}

/** Content under its SHA-256 (hex). `bytes` where it is small and made for the package; else it is opened by its hash. */
export interface ContentFile {
  filename: string;
  mediaType: string;
  size: number;
  sha256: string;
  bytes?: Uint8Array;
}

/** Who hands over. */
export interface Producer {
  /** Id of the authority, for names of packages. */
  authority: string;
  /** Name of the authority that hands over (ablieferndeStelle, Aktenbildner). */
  name: string;
  /** Name of its classification scheme. */
  scheme: string;
}

/** Opens content by its SHA-256. */
export type OpenContent = (sha256: string) => Promise<NodeJS.ReadableStream>;
