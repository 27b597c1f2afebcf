import type { Authorities } from './authorities/types.ts';
import type { CompiledDecisions } from '@einwohnerportal/decisions';
import type { z } from 'zod';
import type { serviceKind } from './schemas/service.ts';
import type { RecordRules } from './schemas/records.ts';
import type { CompiledForm, Translate, Vocabulary } from '@einwohnerportal/forms';

export type * from './authorities/types.ts';

/** A fault of catalogue data with its place; `check` prints these and exits 1. */
export interface CatalogueProblem {
  severity: 'error' | 'warning';
  code: string;
  /** File relative to the catalogue root, e.g. `services/residence-certificate/form.json`. */
  file: string;
  /** Where in the file: key path, element id, component id or line. */
  place: string | null;
  /** "expected ‹what› of ‹where›, got ‹what›". */
  message: string;
}

export type LanguageTag = string;

export interface PartyRule {
  /** `{function, place}` */
  function?: string;
  place?: string;
  /** `{person: =FEEL}` */
  person?: string;
}

/** service.yaml, read and validated (service-package.md section 1). Only keys this product reads are typed; all are kept. */
export interface ServiceManifest {
  format: 1;
  id: string;
  inventory: string[];
  kind: z.infer<typeof serviceKind>;
  level: string;
  lifeEvents: string[];
  audience: string[];
  languages: LanguageTag[];
  eligibility?: { form: string; decision: string };
  applicants: { for: string[]; scope?: string; condition?: string; otherwise?: { reason: string; instead?: string } };
  assurance: Record<string, number | 'none'>;
  parties: Record<string, PartyRule>;
  competent: string;
  form: { file: string; layout: 'pages' | 'tasklist' };
  process: string;
  settings: Record<string, { type: string; values: string[]; default: string[] }>;
  /** By task: what an office ticks. `required`: before the task can end, always or where the FEEL holds with its answers. */
  checklists?: Record<string, { id: string; required?: boolean | string }[]>;
  fee?: { decision: string; when: string; refund?: string[] };
  time: { target?: string; withdrawUntil?: string; periods?: unknown[] };
  milestones: string[];
  outcomes: string[];
  sharing: Record<string, { read: string[]; write: string[] }>;
  evidence: Record<string, unknown>[];
  outputs: {
    id: string;
    kind: string;
    template?: string;
    from?: string;
    languages?: string;
    protect?: string;
    verifiable?: boolean;
    remedies?: string;
  }[];
  records: RecordRules & { position: string; retention: string; appraisal: 'archive' | 'sample' | 'destroy' };
  legal: { law?: string; cite?: string; url?: string; covers: string[] }[];
  channels: string[];
  related?: { instead?: string[]; before?: string[]; after?: string[] };
  [other: string]: unknown;
}

export interface SharedManifest {
  format: 1;
  id: string;
  reads?: string[];
  inputs: Record<string, { type: string; default?: unknown; doc?: string }>;
  outputs: Record<string, { type: string; doc?: string; values?: string[] }>;
  closesCase?: string[];
  roles?: string[];
  /** Lanes whose party is an input. */
  lanes?: Record<string, string>;
}

/** Files of a package by path inside its folder, exactly as read. */
export type PackageFiles = Record<string, Uint8Array>;

/** One shared process (services/_shared/<id>). */
export interface SharedProcess {
  id: string;
  hash: string;
  manifest: SharedManifest;
  xml: string;
  /** Office-task forms by form id. */
  forms: Record<string, CompiledForm>;
}

/** One exact content of a public service, with everything a case that started with it needs, shared processes included. */
export interface ServiceVersion {
  id: string;
  /** Names this exact content: SHA-256 over the own files and those of the shared processes, shared texts and letterhead it uses, `sha256-…`. */
  hash: string;
  /** Content hash of the package folder alone (service-package format, section 9). */
  contentHash: string;
  /** All files of this content as a small catalogue; store it by `hash` and give it back to open the content again. */
  files: CatalogueFiles;
  manifest: ServiceManifest;
  form: CompiledForm;
  eligibilityForm: CompiledForm | null;
  /** Forms of office tasks by form id (own and of the shared processes). */
  forms: Record<string, CompiledForm>;
  processXml: string;
  shared: Record<string, SharedProcess>;
  /** Decisions by file name without extension. */
  decisions: Record<string, CompiledDecisions>;
  /** Typst templates by path, letterhead included as `/_shared/letterhead.typ`; own templates as `/documents/<id>.typ`. */
  templates: Record<string, string>;
  /** Texts of the package over the shared texts over vocabulary and type texts; what a language lacks comes in one the service is written in. */
  texts(lang: LanguageTag): Translate;
  /** True when the key exists in that very language (fallbacks are announced). */
  hasOwnText(lang: LanguageTag, key: string): boolean;
  /** Language that stands in for those the service is not written in: German, else its first. */
  written: LanguageTag;
  /** Messages of the package and of what services share, as written in that very language. */
  ownTexts(lang: LanguageTag): ReadonlyMap<string, string>;
}

export interface CapabilityContract {
  format: 1;
  name: string;
  function: string;
  effect: 'read' | 'hold' | 'write' | 'final';
  inputs: Record<string, { type: string; [k: string]: unknown }>;
  outputs: Record<string, { type: string; when?: string; values?: string[]; [k: string]: unknown }>;
  errors: string[];
  /** `answer`: how long one call may take; `giveUp`: when retries end in an incident. Periods. */
  time: { answer: string; giveUp: string };
  /** How long an answer may be used before it is asked for anew; a period. */
  fresh?: string;
  data: { categories: string[]; vault: string[] };
  residentAction?: string;
  people: 'none' | { form?: string; due?: string; prefill?: string };
  [other: string]: unknown;
}

export interface Capability {
  name: string;
  contract: CapabilityContract;
  /** The form people fill when the capability is left to them; generated from the outputs when the folder has none; null when impossible. */
  form: CompiledForm | null;
  texts(lang: LanguageTag): Translate;
}

/** A public service that exists in the canton, known by name: who gives it, to whom, on which occasion. */
export interface DirectoryEntry {
  /** Number in the inventory of the canton, e.g. `AB-G-001`; services name theirs in `inventory`. */
  id: string;
  /** Who gives it. */
  level: 'municipality' | 'canton' | 'confederation' | 'partner';
  audience: 'resident' | 'business' | 'both';
  lifeEvent: string;
  /** German always; other languages where the directory has them. */
  names: Record<LanguageTag, string>;
  /** `id` is the same for all entries of one office. */
  office: { id: string; names: Record<LanguageTag, string> };
  /** Words of everyday language, German. */
  keywords: string[];
}

export interface Directory {
  /** In the order of the file. */
  all(): readonly DirectoryEntry[];
  byId(id: string): DirectoryEntry | null;
}

export interface Catalogue {
  /** Ids of services known, sorted. */
  services(): string[];
  /** The newest live content, or the exact content by hash. @throws CatalogueError `service-unknown` */
  service(id: string, hash?: string): ServiceVersion;
  has(id: string): boolean;
  capability(name: string): Capability;
  hasCapability(name: string): boolean;
  /** Names of all capabilities, sorted. */
  capabilities(): readonly string[];
  vocabulary: Vocabulary & {
    reads: Record<string, string>;
    earlier: readonly string[];
    vaulted: readonly string[];
    sensitive(name: string): boolean;
  };
  authorities: Authorities;
  /** Every public service of the canton, also those that cannot be ordered here yet. */
  directory: Directory;
  /**
   * Full-text search over titles, summaries and keywords in all languages, tolerant of typing errors; best first. `service` is the id of
   * a service or of an entry of the directory.
   */
  search(query: string, lang: LanguageTag): { service: string; score: number }[];
  problems: CatalogueProblem[];
}

/** Files of one catalogue root: path relative to the root (`services/x/service.yaml`) → bytes. */
export type CatalogueFiles = Record<string, Uint8Array>;
