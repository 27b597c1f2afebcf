import type { DayOff } from './calendar.ts';
import type { BillAccount } from '@einwohnerportal/connectors';
import type { CompiledDecisions } from '@einwohnerportal/decisions';
import type { z } from 'zod';
import type { serviceKind } from './schemas/service.ts';
import type { RecordDefaults, RecordRules } from './schemas/records.ts';
import type { CompiledForm, Translate, Vocabulary } from '@einwohnerportal/forms';

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

export interface OfficeData {
  function: string;
  /** Principal of the office: `office:<authority>/<function>`. */
  principal: string;
  names: Record<LanguageTag, string>;
  contact: { phone?: string; email?: string };
  hours: string[];
  roles: Record<string, string[]>;
  serves: number[];
}

/** A means of payment: at once on a provider's page, or by invoice. */
export interface PaymentChoice {
  connector: string;
  means: 'online' | 'invoice';
}

export interface Binding {
  capability: string;
  to: 'people' | 'connector';
  connector?: string;
  /** Means of payment to choose from, for fees.collect. */
  choices?: PaymentChoice[];
  office?: string;
  from: string;
  to_?: string;
  whenDown?: { people: string };
  openSteps?: 'move' | 'keep';
}

export interface Offer {
  service: string;
  from: string;
  until?: string;
  state: 'pilot' | 'live' | 'paused';
  share?: number;
  settings: Record<string, unknown>;
  /** Ways to order here; absent: those of the service. */
  channels?: string[] | undefined;
  /** What differs from the service's records here. */
  records?: RecordRules | undefined;
}

export interface Remedy {
  kind: string;
  period: string;
  from: string;
  names: Record<LanguageTag, string>;
  text: Record<LanguageTag, string>;
  law?: string;
  /** Who takes it; absent: the authority that ruled. */
  to?: { names: Record<LanguageTag, string>; address: { street?: string; houseNumber?: string; swissZipCode: string; town: string } };
  /** What it must be and contain. */
  form: ('written' | 'signed' | 'request' | 'reasons' | 'evidence' | 'ruling-enclosed')[];
}

/** How rulings are notified, and the periods after which one that nobody took counts as delivered. */
export interface NotificationRules {
  /** Into the inbox with consent; absent: never. */
  electronic?: { after?: string; law?: string };
  /** From the first attempt of the post. */
  registered?: { after?: string; law?: string };
}

/** An authority with its effective-dated entries, canton and Confederation defaults not yet applied. */
export interface Authority {
  id: string;
  canton: string;
  level: string;
  bfs: number | null;
  names: Record<LanguageTag, string>;
  /** Name with article as the subject of a sentence. */
  subject: Record<LanguageTag, string>;
  languages: LanguageTag[];
  address: { street?: string; houseNumber?: string; swissZipCode: string; town: string };
  offices: Record<string, OfficeData>;
  theme: Record<string, unknown> | null;
  /** Offices (`<authority>/<office>`) whose people with the role `support` may open cases of this authority to repair a fault. */
  support: readonly string[];
}

export interface Theme {
  id: string;
  [token: string]: unknown;
}

/** What the catalogue answers about authorities; everything takes the day (ISO date) because entries are effective-dated. */
export interface Authorities {
  canton: {
    id: string;
    names: Record<LanguageTag, string>;
    zone: string;
    languages: LanguageTag[];
    banner: string | null;
    theme: Record<string, unknown> | null;
    /** What counts at the counter: level of assurance by identity paper, and where none was shown or nobody can show one. */
    counter: { identity: Record<string, number>; unknown: number };
  };
  /** Kinds of office, in the order of `authorities/functions.yaml`. */
  functions: readonly { id: string; names: Record<LanguageTag, string> }[];
  /** Connectors that some entry binds, sorted. */
  connectors: readonly string[];
  /** Days on which something planned begins to hold, sorted. */
  plannedDays: readonly string[];
  all(): Authority[];
  byId(id: string): Authority | null;
  byBfs(bfs: number, day: string): Authority | null;
  /** The authority itself, or the one into which it has merged until that day; null when that one is unknown. */
  successor(id: string, day: string): Authority | null;
  byOffice(principal: string): { authority: Authority; office: OfficeData } | null;
  /** The office with this function that serves the municipality on that day; falls back to the cantonal office. */
  office(fn: string, bfs: number | null, day: string): { authority: Authority; office: OfficeData } | null;
  offer(authority: string, service: string, day: string): Offer | null;
  /** Last day of the newest offer that has ended before that day; null when there was none. */
  offerEnded(authority: string, service: string, day: string): string | null;
  /** Authority's binding before its canton's; people when nothing is bound but the capability can be done by people; null when impossible. */
  binding(authority: string, capability: string, day: string): Binding | null;
  /** Amounts by code in force that day as decimal strings: authority before canton before Confederation. */
  tariff(authority: string, day: string): Record<string, { amount: string; law: string | null; example: boolean }>;
  laws(
    authority: string,
    day: string,
  ): Record<string, { cite: string; names: Record<LanguageTag, string>; confirmed: boolean; url?: string }>;
  remedies(authority: string, day: string): Record<string, Remedy>;
  /** How the authority notifies rulings, and when one that nobody took counts as delivered. */
  notification(authority: string): NotificationRules;
  /** Account to which money for a purpose (`fees`) is paid: the authority's own before its canton's. */
  account(authority: string, purpose: string): BillAccount | null;
  /** Name of the key with which documents of an authority are sealed, or rulings signed; null: that of the platform. */
  sealKey(authority: string, use: 'seal' | 'sign'): string | null;
  /** The authority whose account for fees this is; null where none or several have it. */
  accountOwner(iban: string): string | null;
  positions(authority: string): Record<string, { number: string; title: string }>;
  /** What holds for case files of the authority where services say nothing: its own before its canton's. */
  records(authority: string): RecordDefaults;
  /** Calendar of the authority: is this ISO date a day off (Saturday, Sunday, closed holiday)? */
  dayOff(authority: string, day: string): boolean;
  /** The same for computing periods, with the days that legal periods know. One function per authority. */
  calendar(authority: string): DayOff;
  /** Offices whose roles hold one of these claims, for sign-in of staff; `office` is the principal `office:<authority>/<function>`. */
  memberships(claims: string[]): { authority: string; office: string; roles: string[] }[];
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
