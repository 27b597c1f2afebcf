import type { Finding, Place } from '../types.ts';
import type { Naming } from './naming.ts';
import type { TextTree, Words } from './texts.ts';

/** What the importer knows of the data vocabulary; read by the caller. */
export interface KnownNames {
  has(name: string): boolean;
  type(name: string): string | null;
  /** Longest text of a name; null when it has no limit. */
  max(name: string): number | null;
  /** `s` and `v` are named one by one in `sharing`. */
  privacy(name: string): string | null;
  /** True when the vocabulary says in this language why a name is asked. */
  explained(name: string, lang: string): boolean;
  /** Roots that the machine fills. */
  reserved: ReadonlySet<string>;
}

/** A component of a form-js file, as it is written. */
export interface Component {
  type: string;
  id: string;
  components?: Component[];
  [other: string]: unknown;
}

/** An amount that hangs on an answer. */
export interface FeeRule extends Place {
  /** Name of the answer. */
  name: string;
  by: 'one-of' | 'some-of' | 'number';
  /** Chosen value; null where the number counts. */
  value: string | null;
  /** Code of the tariff. */
  code: string;
  amount: string;
  label: string;
  cardOnly: boolean;
}

export interface EvidenceEntry {
  id: string;
  accept: string[];
  multiple: boolean;
  required: boolean;
  /** FEEL without `=`: when it is requested; null: always. */
  when: string | null;
}

/** What became of a field, for the list in the review. */
export interface FieldRow extends Place {
  label: string;
  /** Names in the draft; empty when it is not asked. */
  names: string[];
  /** Where its value comes from. */
  from: 'vocabulary' | 'first-value' | 'preset' | 'asked' | 'left-out';
  type: string;
}

/** What is collected while a draft is made. */
export interface Drafting {
  /** Title of the form. */
  title: string;
  lang: string;
  words: Words;
  known: KnownNames;
  naming: Naming;
  texts: TextTree;
  findings: Finding[];
  /** Vocabulary names already bound: each at most once. */
  bound: Set<string>;
  /** The service's own names, for `sharing`: `remark`, `newAddress.*`. */
  own: Set<string>;
  /** Further names the form reads. */
  reads: Set<string>;
  ids: Set<string>;
  fees: FeeRule[];
  evidence: EvidenceEntry[];
  rows: FieldRow[];
}

/** What stands around a field. */
export interface Around {
  /** Section, then labels of fields and options above. */
  trail: string[];
  /** Condition that hides because the option above is not chosen (FEEL without `=`); null at the top of a page. */
  hide: string | null;
  /** All conditions from the top, joined. */
  path: string | null;
  /** The same, true also while presets on the way are not answered yet: the page shows them chosen. */
  start: string | null;
}

/** An id for a component, each once. */
export function takeId(drafting: Drafting, wish: string): string {
  const base = wish.replace(/\W+/g, '_');
  let id = base;
  for (let n = 2; drafting.ids.has(id); n++) id = `${base}_${n}`;
  drafting.ids.add(id);
  return id;
}

/** Notes a finding at a place. */
export function note(drafting: Drafting, at: Place, kind: Finding['kind'], code: string, message: string): void {
  drafting.findings.push({ kind, code, message, line: at.line, column: at.column });
}

/** `conditional` of a component that hangs on an option, or on more. */
export function conditional(around: Around, further: string | null = null): Record<string, unknown> {
  const parts = [around.hide, further].filter((part) => part !== null);
  if (parts.length === 0) return {};
  return { conditional: { hide: `=${parts.length === 1 ? parts[0] : parts.map((part) => `(${part})`).join(' or ')}` } };
}

/** A value that only stands while the component is shown: a hidden field would keep it. */
export function whileShown(around: Around, feel: string): string {
  return around.start === null ? `=${feel}` : `=if ${around.start} then ${feel} else null`;
}
