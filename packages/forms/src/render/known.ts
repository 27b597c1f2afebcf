import { html, knownValue, type Html } from '@einwohnerportal/ui';
import { wordsOf } from '../choices.ts';
import { sourceOf } from '../known.ts';
import { isEmpty, sameData } from '../names.ts';
import { spotValue, type Spot } from '../spots.ts';
import { labelText } from '../texts-of-field.ts';
import type { Source } from '../types.ts';
import { sourceWords } from './source-words.ts';
import type { View } from './view.ts';

/** Values that are shown and not asked, those of one source together, with their source and where to say what is wrong. */
export function renderKnown(spots: Spot[], view: View): Html {
  const groups: { source: Source | null; spots: Spot[] }[] = [];
  for (const spot of spots) {
    if (isEmpty(spotValue(spot))) continue;
    const source = sourceOf(view.context, spot.name);
    const last = groups.at(-1);
    if (last && sameData(last.source, source)) last.spots.push(spot);
    else groups.push({ source, spots: [spot] });
  }
  return html`${groups.map((group) => knownBox(group.source, group.spots, view))}`;
}

function knownBox(source: Source | null, spots: Spot[], view: View): Html {
  const { t, correctionHref } = view.context;
  const report = correctionHref && source?.source === 'register' ? { href: correctionHref, text: t('forms.notRight') } : null;
  const rows = spots.map((spot) => ({
    label: labelText(t, spot.field.label),
    value: html`${wordsOf(spot.field, spotValue(spot), spot.place.scope, view.context).map((line, index) => html`${index > 0 ? html`<br />` : ''}${line}`)}`,
    verbatim: verbatimTypes.has(spot.field.type.id),
  }));
  return knownValue({ rows, source: source === null ? null : sourceWords(source, view.context), report });
}

const verbatimTypes = new Set(['text', 'email', 'phone', 'iban', 'personRef', 'personRefs', 'postalAddress']);
