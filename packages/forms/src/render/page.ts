import { fieldGroup, html, type Html } from '@einwohnerportal/ui';
import type { FormModel, Group, Node, Page } from '../model.ts';
import { sourceOf } from '../known.ts';
import { controlId, isEmpty, valueAt } from '../names.ts';
import { hiddenOnPage, questionOf, visiblePages } from '../pages.ts';
import type { Posted } from '../posted.ts';
import { spotOf, standingsOf, type Spot } from '../spots.ts';
import { blockText, labelText } from '../texts-of-field.ts';
import type { FieldError, FormContext } from '../types.ts';
import { renderField } from './field.ts';
import { renderKnown } from './known.ts';
import { renderList } from './list.ts';
import { dependenceOf } from './shown-when.ts';
import { filledInNote } from './source-words.ts';
import { errorOf, type View } from './view.ts';

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
  const view: View = { page, context, names, errors: shown.errors ?? [], posted: shown.posted ?? null, question, explained: office };
  const fields = html`${renderParts(page.node.kind === 'group' ? page.node.parts : [page.node], view)}`;
  const { lists } = standingsOf(page.node, names, context, hiddenOnPage(page, names, context));
  return lists.some((list) => list.addable) ? html`${enterButton(context)}${fields}` : fields;
}

/** Enter in a text field presses the first button of the form: that must be "continue", never "remove this row". */
function enterButton({ t }: FormContext): Html {
  return html`<button class="hidden-text" type="submit" tabindex="-1" aria-hidden="true">${t('forms.continue')}</button>`;
}

function renderParts(nodes: Node[], view: View): Html[] {
  const hidden = hiddenOnPage(view.page, view.names, view.context);
  const parts: Html[] = [];
  let known: Spot[] = [];
  const flush = () => {
    if (known.length > 0) parts.push(renderKnown(known, view));
    known = [];
  };
  for (const node of nodes) {
    if (hidden(node, view.names)) continue;
    const spot = node.kind === 'field' ? spotOf(node, view.names, view.context) : null;
    if (spot && spot.standing !== 'asked') {
      known.push(spot);
      continue;
    }
    flush();
    const part = spot ? renderField(spot, view) : renderPart(node, view);
    if (part !== null) parts.push(part);
  }
  flush();
  return parts;
}

function renderPart(node: Node, view: View): Html | null {
  switch (node.kind) {
    case 'group':
      return renderGroup(node, view);
    case 'list':
      return renderList(node, view);
    case 'text':
      return html`<p>${view.context.t(node.text)}</p>`;
    case 'separator':
      return html`<hr />`;
    default:
      return null;
  }
}

/** A group inside a page: a legend around its fields. */
function renderGroup(group: Group, view: View): Html {
  const { t } = view.context;
  if (group.label === null) return html`${renderParts(group.parts, view)}`;
  const dependence = dependenceOf(group, view);
  const hint = blockText(t, group.label, 'hint');
  const why = view.explained ? null : blockText(t, group.label, 'why');
  const children = html`${renderParts(group.parts, why === null ? view : { ...view, explained: true })}`;
  return fieldGroup({
    id: controlId(group.name ?? group.id),
    label: labelText(t, group.label),
    hint: dependence === null ? hint : html`${dependence.words} ${hint ?? ''}`,
    why: why === null ? null : { question: t('forms.why'), answer: why },
    error: errorOf(view, group.name ?? group.id),
    errorWord: t('forms.errorWord'),
    shownWhen: dependence?.shownWhen ?? null,
    after: filledIn(group, view),
    children,
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
