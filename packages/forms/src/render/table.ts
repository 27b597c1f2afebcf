import { dataTable, html, type Html } from '@einwohnerportal/ui';
import { asList } from '../field-types/person-ref/person-label.ts';
import { longDate } from '../field-types/date/date-words.ts';
import { locale, plainText } from '../field-types/field-type.ts';
import type { Table } from '../model.ts';
import { isTree, valueAt } from '../names.ts';
import type { Place } from '../place.ts';
import { labelText } from '../texts-of-field.ts';
import type { View } from './view.ts';

const mostRows = 200;

/** Rows of a list to read; nothing where there is no row. */
export function renderTable(table: Table, place: Place, view: View): Html | null {
  const { context } = view;
  const rows = asList(table.rows.evaluate(place.scope, context)).filter(isTree).slice(0, mostRows);
  if (rows.length === 0) return null;
  const cells = rows.map((row) => table.columns.map(({ key }) => words(valueAt(row, key), context.t.lang)));
  return dataTable({
    caption: labelText(context.t, table.label),
    columns: table.columns.map(({ key, label }) => ({
      title: labelText(context.t, label),
      number: rows.every((row) => typeof valueAt(row, key) === 'number'),
    })),
    rows: cells.map((row) => row.map((cell) => html`${cell}`)),
  });
}

/** A value as people read it: numbers and days in the writing of the language, lists with commas. */
function words(value: unknown, lang: string): string {
  if (Array.isArray(value)) return value.map((each) => words(each, lang)).join(', ');
  if (typeof value === 'number') return new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 9 }).format(value);
  return typeof value === 'string' ? longDate(value, lang) : plainText(value);
}
