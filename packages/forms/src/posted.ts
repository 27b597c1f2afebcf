import type { FieldType } from './field-types/field-type.ts';
import { controlName } from './names.ts';
import type { Typed } from './typed-text.ts';

/** Controls of a date, after the field's own name. */
export const dateParts = ['day', 'month', 'year'] as const;

/** What came back from the browser, by control name; files are left out. */
export type Posted = Record<string, string[]>;

// A page of a form has some dozens of controls; more is no form of ours.
const maxControls = 5000;

/** All texts of a body by control name. */
export function textsOf(body: URLSearchParams | FormData): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of body as Iterable<[string, unknown]>) {
    if (typeof value !== 'string') continue;
    count += 1;
    if (count > maxControls) break;
    const list = texts.get(name);
    if (list) list.push(value);
    else texts.set(name, [value]);
  }
  return texts;
}

/** The typed texts of a field: of the control with its name and of its parts. */
export function typedAt(read: (name: string) => readonly string[] | undefined, name: string): Typed {
  const all = read(name) ?? [];
  return { all, text: (part = '') => (part === '' ? all[0] : read(controlName(name, part))?.[0]) ?? '' };
}

const onePart: readonly string[] = [''];
const partsOfDate: readonly string[] = ['', ...dateParts];
const partsOfDateTime: readonly string[] = ['', ...dateParts, 'time'];

/** Parts of the control of a field, after its name. */
export function partsOfControl(type: FieldType): readonly string[] {
  if (type.widget === 'date') return partsOfDate;
  return type.widget === 'date-time' ? partsOfDateTime : onePart;
}

/** Positions (from 1, ascending) of the rows of a list that stand in what was posted. */
export function postedRows(names: Iterable<string>, list: string): number[] {
  const rows = new Set<number>();
  for (const name of names) {
    if (!name.startsWith(`${list}[`)) continue;
    const position = /^\[(\d{1,3})\]/.exec(name.slice(list.length))?.[1];
    if (position !== undefined && Number(position) > 0) rows.add(Number(position));
  }
  return [...rows].toSorted((a, b) => a - b);
}
