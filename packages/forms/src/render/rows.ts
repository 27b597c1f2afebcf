import { hiddenFields, html, rowsList, type FieldProps, type Html } from '@einwohnerportal/ui';
import { plainText } from '../field-types/field-type.ts';
import type { List } from '../model.ts';
import { isEmpty, type Tree } from '../names.ts';
import { postedRows } from '../posted.ts';
import { rowsOf } from '../rows.ts';
import { rowSpot } from '../spots.ts';
import { blockText } from '../texts-of-field.ts';
import { renderField } from './field.ts';
import { renderKnown } from './known.ts';
import type { View } from './view.ts';

/** Text keys of a list: `row` gets `n`, the position from 1. */
export interface RowWords {
  row: string;
  add: string;
}

/** Rows to show: what was posted, else what was answered, else the empty rows a list starts with. */
function rowsToShow(list: List, view: View): Tree[] {
  const answered = rowsOf(list, view.names, view.context);
  if (list.items !== null) return answered;
  const count = view.posted ? postedRows(Object.keys(view.posted), list.name).length : answered.length;
  return Array.from({ length: Math.max(count, list.rowsAtStart) }, (_, index) => (view.posted ? {} : (answered[index] ?? {})));
}

/** All rows of a list with the buttons that add and remove; they send the form, so no script is needed. */
export function renderRows(list: List, props: FieldProps, view: View, words: RowWords): Html {
  const { t } = view.context;
  const rows = rowsToShow(list, view);
  const addable = list.addable && rows.length < list.maxRows;
  return rowsList({
    ...props,
    rows: rows.map((row, index) => {
      const title = t(words.row, { n: index + 1 });
      const remove = {
        name: 'action',
        value: `remove-row:${list.name}:${index + 1}`,
        text: t('forms.removeRow'),
        context: html` ${title}`,
      };
      return { title, fields: rowFields(list, row, index, view), remove: list.addable ? remove : null };
    }),
    add: addable ? { name: 'action', value: `add-row:${list.name}`, text: t(words.add) } : null,
  });
}

function rowFields(list: List, row: Tree, index: number, view: View): Html {
  const spots = list.parts.map((field) => rowSpot(field, list, index, row, view.names, view.context));
  const [asked, known] = [spots.filter((spot) => spot.standing === 'asked'), spots.filter((spot) => spot.standing !== 'asked')];
  const name = `${list.name}[${index + 1}]`;
  // The mark keeps a row that is still empty, and the reference of an added person.
  const posted = view.posted?.[name]?.[0];
  const mark = isEmpty(posted) ? (row['ref'] ?? '') : posted;
  const inner = list.refs || blockText(view.context.t, list.label, 'why') !== null ? { ...view, explained: true } : view;
  const rowMark = hiddenFields({ [name]: plainText(mark) });
  return html`${list.addable ? rowMark : ''}${renderKnown(known, view)}${asked.map((spot) => renderField(spot, inner))}`;
}
