import { html, type Html } from '@einwohnerportal/ui';
import type { FormModel, Page } from '../model.ts';
import type { Tree } from '../names.ts';
import { partsOf } from '../node-names.ts';
import { hiddenOnPage, questionOf, visiblePages } from '../pages.ts';
import { top } from '../place.ts';
import type { Posted } from '../posted.ts';
import { standingsOf } from '../spots.ts';
import type { FieldError, FormContext } from '../types.ts';
import { renderParts } from './parts.ts';
import type { View } from './view.ts';

/** The fields of a page. A page that is hidden gives nothing. */
export function renderPage(
  model: FormModel,
  page: Page,
  context: FormContext,
  shown: { errors?: FieldError[]; posted?: Posted } = {},
): Html {
  const { names, pages } = visiblePages(model, context);
  if (!pages.includes(page)) return html``;
  const office = context.audience === 'office';
  // An office works on one screen with its own headings, and knows why it asks.
  const question = office ? null : (questionOf(page, names, context)?.id ?? null);
  const errors = new Map((shown.errors ?? []).toReversed().map((error) => [error.name, error]));
  const view: View = { page, context, names, errors, posted: shown.posted ?? null, question, explained: office, row: null };
  const fields = renderParts(page.node.kind === 'group' ? page.node.parts : [page.node], top(names), view);
  return hasButtons(page, names, context) ? html`${enterButton(context)}${fields}` : fields;
}

const canHave = new WeakMap<Page, boolean>();

/** True when buttons of rows or files stand among the fields. */
function hasButtons(page: Page, names: Tree, context: FormContext): boolean {
  let possible = canHave.get(page);
  if (possible === undefined) canHave.set(page, (possible = partsOf(page.node).some(({ kind }) => kind === 'list' || kind === 'files')));
  if (!possible) return false;
  const { lists, files } = standingsOf(page.node, names, context, hiddenOnPage(page, context));
  return files.length > 0 || lists.some(({ node }) => node.addable);
}

/** Enter in a text field presses the first button of the form: that must be "continue", never "remove this row". */
function enterButton({ t }: FormContext): Html {
  return html`<button class="hidden-text" type="submit" tabindex="-1" aria-hidden="true">${t('forms.continue')}</button>`;
}
