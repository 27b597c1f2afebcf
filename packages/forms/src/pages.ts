import { isEmpty } from './names.ts';
import type { Field, FormModel, Group, List, Node, Page } from './model.ts';
import { namesOf } from './node-names.ts';
import { spotOf, spotValue, standingsOf } from './spots.ts';
import { labelText } from './texts-of-field.ts';
import type { FormContext, PagePlan } from './types.ts';
import type { Tree } from './names.ts';
import { isHidden, settledNames } from './visibility.ts';

/**
 * Judges hiding for showing a page: a condition over names that are asked on the same page is left to the person and
 * to the script, because without a script the answer is not known yet.
 */
export function hiddenOnPage(page: Page, names: Tree, context: FormContext): (node: Node, scope: Tree) => boolean {
  const asked = new Set(namesOf(page.node));
  return (node, scope) => {
    if (node.hide === null || (node !== page.node && node.hide.hide.names.some((name) => asked.has(name)))) return false;
    return isHidden(node, node.kind === 'field' ? scope : names, context);
  };
}

/** Pages that are not hidden, with the names as they are after conditions. */
export function visiblePages(model: FormModel, context: FormContext): { names: Tree; pages: Page[] } {
  const names = settledNames(model, context.names as Tree, context);
  const pages = model.pages.filter((page) => {
    const { spots, lists } = standingsOf(page.node, names, context, hiddenOnPage(page, names, context));
    return lists.length > 0 || spots.some((spot) => spot.standing === 'asked' || !isEmpty(spotValue(spot, names)));
  });
  return { names, pages };
}

/** Parts of a page that do not hang on an answer of the same page. */
function leadingParts(page: Page): Node[] {
  if (page.node.kind !== 'group') return [page.node];
  const asked = new Set(namesOf(page.node));
  return page.node.parts.filter((part) => part.kind !== 'computed' && !part.hide?.hide.names.some((name) => asked.has(name)));
}

/**
 * The field or list whose label is the heading: the only one of the page, or the one that all others hang on.
 * Null when the page asks several things, or nothing.
 */
export function questionOf(page: Page, names: Tree, context: FormContext): Field | List | null {
  const leading = leadingParts(page);
  const [only] = leading;
  if (leading.length !== 1 || !only || (only.kind !== 'field' && only.kind !== 'list')) return null;
  if (only.kind === 'list') return only;
  return only.type.widget !== 'tick' && spotOf(only, names, context).standing === 'asked' ? only : null;
}

function groupTitle(group: Group, context: FormContext): string {
  if (group.label !== null) return labelText(context.t, group.label);
  const first = group.parts.find((part) => part.kind === 'field' || part.kind === 'list' || (part.kind === 'group' && part.label !== null));
  return first && 'label' in first && first.label ? labelText(context.t, first.label) : group.id;
}

/** Plan of one page. */
export function planOf(page: Page, names: Tree, context: FormContext): PagePlan {
  const question = questionOf(page, names, context);
  const short = page.node.kind === 'group' ? groupTitle(page.node, context) : labelText(context.t, page.node.label);
  const { spots, lists } = standingsOf(page.node, names, context, hiddenOnPage(page, names, context));
  const asked = spots.filter((spot) => spot.standing === 'asked');
  const addable = lists.filter((list) => list.addable && context.only === undefined);
  return {
    id: page.id,
    title: question === null ? short : labelText(context.t, question.label),
    short,
    titleIsLabel: question !== null,
    confirm: asked.length === 0 && addable.length === 0,
    asked: [...new Set(asked.map((spot) => spot.row?.list.name ?? spot.name).concat(addable.map((list) => list.name)))],
  };
}

/** Plans of the visible pages in order. */
export function planPages(model: FormModel, context: FormContext): PagePlan[] {
  const { names, pages } = visiblePages(model, context);
  return pages.map((page) => planOf(page, names, context));
}
