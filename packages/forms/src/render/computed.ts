import { computedValue, type Html } from '@einwohnerportal/ui';
import type { Computed } from '../model.ts';
import { controlId, isEmpty } from '../names.ts';
import { valueIn, type Place } from '../place.ts';
import { labelText } from '../texts-of-field.ts';
import type { View } from './view.ts';

/** A computed name on its page: what follows from the answers, kept up to date where script runs. */
export function renderComputed(node: Computed, place: Place, view: View): Html | null {
  if (node.label === null) return null;
  const { t } = view.context;
  return computedValue({
    id: controlId(`${place.path}${node.name}`),
    label: labelText(t, node.label),
    value: computedWords(node, place, view.context.t),
  });
}

/** What people read of a computed name; empty while it has no value. */
export function computedWords(node: Computed, place: Place, t: View['context']['t']): string {
  const value = valueIn(place, node.name);
  return isEmpty(value) ? '' : node.type.display(value, { t, names: place.scope }).join(', ');
}
