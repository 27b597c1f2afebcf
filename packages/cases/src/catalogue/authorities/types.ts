import type { BillAccount } from '@einwohnerportal/connectors';
import type { DayOff } from '../calendar.ts';
import type { RecordDefaults, RecordRules } from '../schemas/records.ts';
import type { LanguageTag } from '../types.ts';

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
