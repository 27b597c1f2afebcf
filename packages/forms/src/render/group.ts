import { fieldGroup, html, type Html } from '@einwohnerportal/ui';
import { sourceOf } from '../known.ts';
import type { Group } from '../model.ts';
import { controlId, isEmpty, valueAt } from '../names.ts';
import type { Place } from '../place.ts';
import { blockText, labelText } from '../texts-of-field.ts';
import { renderParts } from './parts.ts';
import { dependenceOf } from './shown-when.ts';
import { filledInNote } from './source-words.ts';
import { errorOf, type View } from './view.ts';

/** A group inside a page: a legend around its fields. */
export function renderGroup(group: Group, place: Place, view: View): Html {
  const { t } = view.context;
  if (group.label === null) return renderParts(group.parts, place, view);
  const name = `${place.path}${group.name ?? group.id}`;
  const dependence = dependenceOf(group, place, view);
  const hint = blockText(t, group.label, 'hint');
  const why = view.explained ? null : blockText(t, group.label, 'why');
  return fieldGroup({
    id: controlId(group.name === null ? `${place.path}${group.id}` : name),
    label: labelText(t, group.label),
    hint: dependence?.words ? html`${dependence.words} ${hint ?? ''}` : hint,
    why: why === null ? null : { question: t('forms.why'), answer: why },
    error: errorOf(view, group.name === null ? group.id : name),
    errorWord: t('forms.errorWord'),
    shownWhen: dependence?.shownWhen ?? null,
    rule: dependence?.rule ?? null,
    live: group.type?.complete !== undefined,
    after: filledIn(group, view),
    children: renderParts(group.parts, place, why === null ? view : { ...view, explained: true }),
  });
}

/** Says where the first values of a group come from, once for all its fields. */
function filledIn(group: Group, view: View): Html | null {
  if (view.posted !== null) return null;
  for (const part of group.parts) {
    if (
      part.kind !== 'field' ||
      !part.bind ||
      isEmpty(valueAt(view.names, part.bind.name)) ||
      !isEmpty(valueAt(view.names, part.bind.unless))
    )
      continue;
    const source = sourceOf(view.context, part.bind.name);
    if (source !== null) return filledInNote(source, view.context);
  }
  return null;
}
