import type { Html } from '@einwohnerportal/ui';

/** Translates a text key with ICU arguments in the language of the page. A missing key gives the key itself and is reported by the check. */
export interface Translate {
  (key: string, args?: Record<string, unknown>): string;
  has(key: string): boolean;
  /** Keys below a block, e.g. all of `documents.certificate`; absent in small test doubles. */
  keys?(prefix: string): string[];
  readonly lang: string;
}

/** A form-js schema (Camunda Forms JSON) as read from the file. */
export interface FormSchema {
  id: string;
  type: 'default';
  components: FormComponent[];
  [other: string]: unknown;
}

export interface FormComponent {
  type: string;
  id: string;
  key?: string;
  path?: string;
  label?: string;
  components?: FormComponent[];
  values?: { label: string; value: string }[];
  valuesExpression?: string;
  expression?: string;
  conditional?: { hide?: string };
  validate?: {
    required?: boolean;
    minLength?: number;
    maxLength?: number;
    min?: number;
    max?: number;
    pattern?: string;
    validationType?: string;
  };
  properties?: Record<string, string>;
  isRepeating?: boolean;
  allowAddRemove?: boolean;
  defaultRepetitions?: number;
  [other: string]: unknown;
}

/** Where a known value comes from; shape of `source.<name>` (service-package.md 2.3). */
export interface Source {
  source: 'register' | 'identity' | 'profile' | 'case' | 'declared';
  /** Id of the authority that keeps it. */
  authority?: string;
  /** ISO instant or day of the look-up. */
  at?: string;
  verified?: boolean;
}

/** A file that was sent for a requested document. */
export interface SentFile {
  /** Opaque reference of the host. */
  ref: string;
  name: string;
  /** Bytes; null when not known. */
  size: number | null;
  state: 'uploaded' | 'checking' | 'accepted' | 'refused';
  /** Why it was refused, in the language of the page. */
  reason: string | null;
}

/** What may be sent for a requested document. */
export interface RequestedFiles {
  name: string;
  /** id attribute of its control. */
  control: string;
  /** Key of its texts. */
  label: string;
  /** Without dot, small letters; empty: the usual kinds. */
  endings: string[];
  /** In words, as the service says it; null: the usual size. */
  maxSize: string | null;
  /** Files in all. */
  count: number;
}

/** What a service says of a requested document (`evidence` in service.yaml). */
export interface EvidenceEntry {
  /** Endings or words of the entry, e.g. `['pdf', 'jpg']`. */
  accept?: readonly string[];
  /** Largest file, in words: `20 MB`. */
  maxSize?: string;
  count?: number;
  missing?: 'warn' | 'block';
}

/** All that a form needs to know to be shown or judged. Pure data: the form asks nobody. */
export interface FormContext {
  /** The tree of names: reserved roots (person, household, offer, lists, tariff …) and the answers given so far. */
  names: Record<string, unknown>;
  /** Source by dotted name: `person.officialName` → register. */
  sources: Record<string, Source>;
  t: Translate;
  /** Today in the canton's zone, ISO date. */
  today: string;
  zone: string;
  /** When given, only these names may be changed; all else is shown read-only (`only` of a user task). */
  only?: readonly string[];
  /** Where a problem with shown register data can be reported; null: no link. */
  correctionHref?: string | null;
  /** Who looks at the form: `office` leaves out why each question is asked and makes no question the heading of the page. Default `resident`. */
  audience?: 'resident' | 'office';
  /** The tree before any answer: what identity and registers told. Only for measuring what had to be typed. */
  given?: Record<string, unknown>;
  /** Files sent so far by name of a filepicker; without it they are read from the tree. */
  files?: (name: string) => SentFile[];
  /** ISO date until when requested documents are wanted; without it nothing is said. */
  filesUntil?: string;
  /** Where a document can be looked at; null: it has no link. */
  documentHref?: (ref: string) => string | null;
  /** Entries of `evidence` of the service by id. */
  evidence?: Readonly<Record<string, EvidenceEntry>>;
  /** Name of an authority in the language of the page by the id that stands in a source; without it sources name no authority. */
  authorityName?: (id: string) => string | null;
}

/** A domain failure of an answer; `field` is the id of the control to focus. */
export interface FieldError {
  /** Dotted name, rows as `confirmations[1].arrivedOn`. */
  name: string;
  /** id attribute of the first faulty control. */
  control: string;
  message: string;
}

export interface PagePlan {
  id: string;
  /** The heading of the page. */
  title: string;
  /** Few words for lists of pages: the group's label, or the title when the page is a single field. */
  short: string;
  /** True when the rendered fields bring the `h1` themselves, inside the legend or label of the question; the caller then writes none. */
  titleIsLabel: boolean;
  /** True when the page shows only known values to confirm. */
  confirm: boolean;
  /** Names asked (not only shown) on this page. */
  asked: string[];
  /** True when files can be sent here: the form must be `multipart/form-data`. */
  files: boolean;
  /** Ids of the lookups to run when the page is left. */
  lookups: string[];
}

/** What came back from the browser for one page, judged. */
export interface PageReading {
  /** New values by dotted name; a name that became empty is null. Only names of this page, unknown ones are dropped. */
  answers: Record<string, unknown>;
  errors: FieldError[];
  /** Exactly what was typed, by control name, to fill the page again. */
  posted: Record<string, string[]>;
  /** `add-row:<name>`, `remove-row:<name>:<n>`, `send-file:<name>` or `remove-file:<name>:<ref>` when such a button was pressed, else null. */
  action: string | null;
}

/** How much of a form a person had to fill in. */
export interface Effort {
  /** Fields that apply; each row of a list counts its own. */
  fields: number;
  /** Names whose value was known and left as it was. */
  known: string[];
  /** Names that were typed or chosen, or looked at and left empty. */
  asked: string[];
  /** Part of the fields that was asked, 0 to 1. */
  share: number;
}

/** A page of a form whose pages are filled in in any order. */
export interface Section {
  id: string;
  /** Few words for the list. */
  title: string;
  state: 'done' | 'started' | 'todo' | 'optional';
  /** How many things are missing or wrong. */
  open: number;
}

/** What a page shows with answers typed so far, for the script. Ids are those of the rendered page. */
export interface LiveState {
  /** Rules (`data-rule`) that hide now, and those that show. */
  hidden: string[];
  shown: string[];
  /** Words of computed names by id; empty: nothing to show. */
  computed: Record<string, string>;
  /** Values for controls that are still empty, by id. */
  fill: Record<string, string>;
}

export interface SummaryRow {
  page: string;
  name: string;
  label: string;
  /** Display text(s), empty array = not given. */
  values: string[];
  source: Source | null;
  changeable: boolean;
}

export interface CompiledForm {
  readonly id: string;
  /** Pages that are visible with these names, in order. */
  pages(context: FormContext): PagePlan[];
  /** Fields of one page (no chrome, no form element, no button). */
  render(page: string, context: FormContext, shown?: { errors?: FieldError[]; posted?: Record<string, string[]> }): Html;
  /** What the page shows with what is typed so far; nothing is judged. Asked by the script with the header `x-live`. */
  live(page: string, body: URLSearchParams | FormData, context: FormContext): LiveState;
  /** Reads and judges a posted page. */
  read(page: string, body: URLSearchParams | FormData, context: FormContext): PageReading;
  /**
   * The tree after conditions and computed fields: hidden fields dropped (or default), expressions computed.
   * Takes and gives answers by dotted name (only names the form writes).
   */
  settle(answers: Record<string, unknown>, context: FormContext): Record<string, unknown>;
  /** All faults of all visible pages, for the check page and before submission. */
  faults(context: FormContext): { page: string; errors: FieldError[] }[];
  summary(context: FormContext): SummaryRow[];
  /** Requested documents of one page (null: of all) that these names show. @throws FormError `page-unknown` */
  requested(page: string | null, context: FormContext): RequestedFiles[];
  /** The visible pages as sections of a list, with their state (`layout: tasklist`). */
  sections(context: FormContext): Section[];
  /** Which fields were known and which had to be typed; `given` in the context tells changed values from kept ones. */
  effort(context: FormContext): Effort;
  /** Before anybody fills it in: fields of the form (those of rows once) and the names that `fills` says are known. */
  knownFields(fills: (name: string) => boolean): { fields: number; known: string[] };
  /** Names of values that belong into the vault, those in rows as `children[].ahvNumber`. */
  vaulted(): string[];
  /** All names the form can write, all names it reads, text keys it needs: for the static check. */
  writes(): string[];
  reads(): string[];
  /** Names that are asked, or not, depending on the answers to these. */
  following(names: readonly string[]): string[];
  textKeys(): string[];
}

/** One fault of a form file, found when it is compiled; used by the check command. */
export interface FormProblem {
  /** Component id. */
  component: string | null;
  code: string;
  message: string;
}

/** Known names with type and label key: the data vocabulary (capabilities/vocabulary). */
export interface Vocabulary {
  has(name: string): boolean;
  /** Type id, e.g. `partialDate`, `email`; null when unknown. */
  type(name: string): string | null;
}
