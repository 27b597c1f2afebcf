import type { Translate } from '../types.ts';
import type { Tree } from '../names.ts';
import type { Typed } from '../typed-text.ts';

/**
 * What became of a typed text: its normal form (null = nothing typed), or a problem: the code is the end of the text
 * key `forms.invalid.<code>`, `part` the part of the control that is wrong.
 */
export type Parsed = { value: unknown } | { problem: string; part?: string };

/** What a display text may depend on. */
export interface Show {
  t: Translate;
  /** The tree of names, for labels of references. */
  names: Tree;
}

/** What a parser may know besides the text. */
export interface ParseSetting {
  /** Whether line ends may be typed. */
  lines: 'one' | 'many';
  /** ISO date, for years of two digits. */
  today: string;
  /** The tree of names, for what a value takes from elsewhere. */
  names?: Tree;
  /** Gives the value before. */
  before?: () => unknown;
}

/** How a single control of this type looks; without words. */
export interface Look {
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  /** HTML input type; `text` when not given. */
  input?: 'text' | 'email' | 'tel';
  width?: 'short' | 'amount' | 'medium' | 'long';
}

/**
 * A type of values: normal form, parser for what people type, display text and check in one place.
 * A new type is a folder with such an object and a test.
 */
export interface FieldType {
  readonly id: string;
  /** Shape of the control: one line, one box, three date boxes, one or several choices. */
  readonly widget: 'line' | 'tick' | 'date' | 'date-time' | 'one-of' | 'some-of' | 'group';
  readonly look?: Look;
  /** Which default words say that nothing was given: `forms.missing.<this>`. */
  readonly missing: 'text' | 'choice' | 'choices' | 'date' | 'number' | 'tick' | 'signature';
  /** Never throws, whatever was typed. */
  parse(typed: Typed, setting: ParseSetting): Parsed;
  /** Problem code of a value in normal form, null when it is one. Values may come from anywhere. */
  check(value: unknown): string | null;
  /** For kinds of groups: what does not fit together; `part` is the name of the field at fault. Parts have been checked. */
  checkParts?(value: unknown): { code: string; part: string; args: Record<string, unknown> } | null;
  /** For kinds of groups: the parts as they are kept, e.g. the place completed from the postcode. */
  complete?(value: Tree): Tree;
  /** Texts to fill the control with, by part (`''` is the control itself). */
  typed(value: unknown, show: Show): Record<string, string>;
  /** What people read; one entry per line. */
  display(value: unknown, show: Show): string[];
  /** The type knows more values than it offers: its check is enough, always or where nothing is offered. */
  readonly open?: 'always' | 'without-choices';
  /** Values go to the vault of the host; a token stands for them everywhere else. */
  readonly vault?: true;
  /** Choices that the type itself brings, e.g. countries. */
  choices?(show: Show): { value: string; label: string }[];
}

/** Locale of the country for a language tag: `de`, `de-simple` → `de-CH`. */
export function locale(lang: string): string {
  return `${lang.split('-')[0] ?? 'de'}-CH`;
}

/** A scalar as text; anything else is no text, because stored values may come from anywhere. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
