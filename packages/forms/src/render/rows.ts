import { hiddenFields, html, rowsList, type FieldProps, type Html } from '@einwohnerportal/ui';
import { plainText } from '../field-types/field-type.ts';
import type { List } from '../model.ts';
import { isEmpty, type Tree } from '../names.ts';
import { outsideRows } from '../node-names.ts';
import { rowPlace, type Place } from '../place.ts';
import { postedRows } from '../posted.ts';
import { rowsOf } from '../rows.ts';
import { blockText } from '../texts-of-field.ts';
import { renderParts } from './parts.ts';
import type { View } from './view.ts';

/** Text keys of a list: `row` gets `n`, the position from 1. */
export interface RowWords {
  row: string;
  add: string;
}

/** Rows to show: what was posted, else what was answered, else the empty rows a list starts with. */
function rowsToShow(list: List, place: Place, view: View): Tree[] {
  const answered = rowsOf(list, place, view.context);
  if (list.items !== null) return answered;
  const count = view.posted ? postedRows(Object.keys(view.posted), `${place.path}${list.name}`).length : answered.length;
  const most = Math.min(Math.max(count, list.rowsAtStart), list.maxRows);
  return Array.from({ length: most }, (_, index) => (view.posted ? {} : (answered[index] ?? {})));
}

/** All rows of a list with the buttons that add and remove; they send the form, so no script is needed. */
export function renderRows(list: List, place: Place, props: FieldProps, view: View, words: RowWords): Html {
  const { t } = view.context;
  const name = `${place.path}${list.name}`;
  const rows = rowsToShow(list, place, view);
  const addable = list.addable && rows.length < list.maxRows;
  // With rows inside rows it must be seen, not only heard, which one goes.
  const nested = place.row !== null || outsideRows(list.parts).some((part) => part.kind === 'list');
  return rowsList({
    ...props,
    rows: rows.map((row, index) => {
      const title = t(words.row, { n: index + 1 });
      const value = `remove-row:${name}:${index + 1}`;
      const remove = nested
        ? { name: 'action', value, text: t('forms.removeNamed', { title }) }
        : { name: 'action', value, text: t('forms.removeRow'), context: html` ${title}` };
      const fields = rowFields(list, rowPlace(list, place, index, row), name, index, { ...view, row: title });
      return { title, fields, remove: list.addable ? remove : null };
    }),
    // Where no row can be added any more, an error of the list leads to its first control.
    add: addable ? { name: 'action', value: `add-row:${name}`, text: t(words.add) } : null,
  });
}

function rowFields(list: List, place: Place, name: string, index: number, view: View): Html {
  const mark = `${name}[${index + 1}]`;
  // The mark keeps a row that is still empty, and the reference of an added person.
  const posted = view.posted?.[mark]?.[0];
  const kept = isEmpty(posted) ? (place.values['ref'] ?? '') : posted;
  const inner = list.refs || blockText(view.context.t, list.label, 'why') !== null ? { ...view, explained: true } : view;
  const rowMark = hiddenFields({ [mark]: plainText(kept) });
  return html`${list.addable ? rowMark : ''}${renderParts(list.parts, place, inner)}`;
}
