import { html, type Html } from '@einwohnerportal/ui';
import type { List } from '../model.ts';
import { controlId } from '../names.ts';
import type { Place } from '../place.ts';
import { blockText, labelText } from '../texts-of-field.ts';
import { renderRows } from './rows.ts';
import { dependenceOf } from './shown-when.ts';
import { errorOf, type View } from './view.ts';

/** A list: its label and words, its rows. The block of the list may name them: `row` ("Player {n}") and `add`. */
export function renderList(list: List, place: Place, view: View): Html {
  const { t } = view.context;
  const name = `${place.path}${list.name}`;
  const dependence = dependenceOf(list, place, view);
  const hint = blockText(t, list.label, 'hint');
  const why = view.explained ? null : blockText(t, list.label, 'why');
  const props = {
    id: controlId(name),
    name,
    label: labelText(t, list.label),
    heading: view.question === list.id && place.row === null,
    hint: dependence?.words ? html`${dependence.words} ${hint ?? ''}` : hint,
    why: why === null ? null : { question: t('forms.why'), answer: why },
    error: errorOf(view, name),
    errorWord: t('forms.errorWord'),
    shownWhen: dependence?.shownWhen ?? null,
    rule: dependence?.rule ?? null,
  };
  const own = (part: string, standard: string) => (t.has(`${list.label}.${part}`) ? `${list.label}.${part}` : standard);
  return renderRows(list, place, props, view, { row: own('row', 'forms.row'), add: own('add', 'forms.addRow') });
}
