import type { FormModel, Node, Page } from './model.ts';
import { controlId, isEmpty, valueAt } from './names.ts';
import { hangingOn } from './pages.ts';
import { rowPlace, top, type Place } from './place.ts';
import { parsePage } from './read.ts';
import { computedWords } from './render/computed.ts';
import { ruleId } from './render/shown-when.ts';
import { rowsOf } from './rows.ts';
import type { FormContext, LiveState } from './types.ts';
import { isHidden } from './visibility.ts';

/**
 * What a page shows with answers that were typed and not sent yet: the same rules as when the page is read, for the
 * script. Nothing is judged and nothing kept.
 */
export function livePage(model: FormModel, page: Page, body: URLSearchParams | FormData, context: FormContext): LiveState {
  const state: LiveState = { hidden: [], shown: [], computed: {}, fill: {} };
  const read = parsePage(model, page, body, context, { keepEmptyRows: true });
  if (read === null) return state;
  const hanging = hangingOn(page);
  visit(page.node, top(read.names));
  return state;

  function visit(node: Node, place: Place): void {
    if (hanging.has(node)) (isHidden(node, place, context) ? state.hidden : state.shown).push(ruleId(node, place));
    if (node.kind === 'computed' && node.label !== null) {
      const hidden = isHidden(node, place, context);
      state.computed[controlId(`${place.path}${node.name}`)] = hidden ? '' : computedWords(node, place, context.t);
    } else if (node.kind === 'group') {
      if (node.name !== null && node.type?.complete) fill(`${place.path}${node.name}`, valueAt(place.values, node.name));
      for (const part of node.parts) visit(part, place);
    } else if (node.kind === 'list') {
      for (const [index, row] of rowsOf(node, place, context).entries())
        for (const part of node.parts) visit(part, rowPlace(node, place, index, row));
    }
  }

  /** What was completed and not typed: the place of a postcode. */
  function fill(name: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const control = `${name}.${key}`;
      if (typeof part === 'string' && isEmpty(read!.posted[control]?.[0] ?? null)) state.fill[controlId(control)] = part;
    }
  }
}
