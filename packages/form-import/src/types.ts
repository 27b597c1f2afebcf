/** Where something stands in the form file, counted from 1. */
export interface Place {
  line: number;
  column: number;
}

/**
 * What became of something in the file:
 * - `left-out`: it is not in the draft;
 * - `changed`: it is in the draft in another shape;
 * - `review`: it was understood, and a person has to decide something about it.
 */
export type FindingKind = 'left-out' | 'changed' | 'review';

/** One thing the author of the draft has to know. `message`: "expected ‹what›, got ‹what›", or a sentence on what to do. */
export interface Finding extends Place {
  kind: FindingKind;
  code: string;
  message: string;
}

export interface Price {
  /** Decimal text, `20` or `1.50`; negative amounts reduce. */
  amount: string;
  currency: string;
  /** Payment by card is compulsory when this is chosen. */
  cardOnly: boolean;
}

/** One end of a date range: a day, today, or a distance from today. */
export type RangeEnd =
  { kind: 'day'; day: string } | { kind: 'today' } | { kind: 'distance'; count: number; unit: 'days' | 'weeks' | 'months' | 'years' };

export interface DateRange {
  from: RangeEnd | null;
  to: RangeEnd | null;
}

/** What a field asks for. */
export type Definition =
  | { kind: 'text'; maxLength: number | null; pattern: string | null }
  | { kind: 'area'; rows: number | null }
  | { kind: 'password' | 'email' | 'url' | 'video' | 'time' | 'markdown' | 'chip' }
  | { kind: 'date' | 'datetime'; range: DateRange | null }
  | { kind: 'integer'; min: string; max: string; price: Price | null }
  | { kind: 'decimal'; min: string; max: string; digits: number; price: Price | null }
  | { kind: 'file'; extensions: string[]; multiple: boolean }
  | { kind: 'number-of-standard'; standard: string }
  | { kind: 'choice' }
  | { kind: 'unknown'; text: string };

export interface Option extends Place {
  label: string;
  chosen: boolean;
  price: Price | null;
  /** Per cent, as written. */
  discount: string | null;
  fields: SourceField[];
}

/** A field of the file. */
export interface SourceField extends Place {
  label: string;
  required: boolean;
  definition: Definition;
  /** Help texts, in order. */
  help: string[];
  /** True when options are boxes to tick. */
  multiple: boolean;
  options: Option[];
}

/** Fields under one `# Name`; `label` is null for fields outside of any section. */
export interface Section extends Place {
  label: string | null;
  fields: SourceField[];
}

/** A form file as read. */
export interface SourceForm {
  title: string | null;
  sections: Section[];
}
