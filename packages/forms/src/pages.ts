import { isEmpty } from './names.ts';
import type { Field, FormModel, Group, List, Node, Page } from './model.ts';
import { namesOf, partsOf, rowNames, touches } from './node-names.ts';
import { top, type Place } from './place.ts';
import { spotOf, spotValue, standingsOf, type Hiding } from './spots.ts';
import { labelText } from './texts-of-field.ts';
import type { FormContext, PagePlan } from './types.ts';
import type { Tree } from './names.ts';
import { isHidden, settledNames } from './visibility.ts';

/**
 * Judges hiding for showing a page: a condition over names that are asked on the same page is left to the person and
 * to the script, because without a script the answer is not known yet.
 */
export function hiddenOnPage(page: Page, context: FormContext): Hiding {
  const hanging = hangingOn(page);
  return (node, place) => node.hide !== null && !hanging.has(node) && isHidden(node, place, context);
}

const hangings = new WeakMap<Page, Set<Node>>();

/** Parts of a page whose condition reads an answer of the same page. */
export function hangingOn(page: Page): Set<Node> {
  let found = hangings.get(page);
  if (!found) {
    const names = namesOnPage(page);
    const parts = partsOf(page.node).filter((node) => node !== page.node && node.hide !== null && touches(node.hide.hide.names, names));
    hangings.set(page, (found = new Set(parts)));
  }
  return found;
}

const asked = new WeakMap<Page, Set<string>>();

/** Names that can be asked on a page, those of rows as conditions inside the rows use them. */
export function namesOnPage(page: Page): Set<string> {
  let found = asked.get(page);
  if (!found) asked.set(page, (found = new Set([...namesOf(page.node), ...rowNames(page.node)])));
  return found;
}

const settled = new WeakMap<FormContext, { model: FormModel; given: unknown; found: { names: Tree; pages: Page[] } }>();

/** Pages that are not hidden, with the names as they are after conditions. Kept for a context: a page is asked for often. */
export function visiblePages(model: FormModel, context: FormContext): { names: Tree; pages: Page[] } {
  const kept = settled.get(context);
  if (kept?.model === model && kept.given === context.names) return kept.found;
  const names = settledNames(model, context.names as Tree, context);
  const place = top(names);
  const pages = model.pages.filter((page) => showsSomething(page.node, place, context, hiddenOnPage(page, context)));
  const found = { names, pages };
  settled.set(context, { model, given: context.names, found });
  return found;
}

/** True when a part asks something or has something known to show. */
function showsSomething(node: Node, place: Place, context: FormContext, hidden: Hiding): boolean {
  if (hidden(node, place)) return false;
  if (node.kind === 'group') return node.parts.some((part) => showsSomething(part, place, context, hidden));
  if (node.kind === 'field') {
    const spot = spotOf(node, place, context);
    return spot.standing === 'asked' || !isEmpty(spotValue(spot));
  }
  return node.kind === 'list' || node.kind === 'files';
}

const leadings = new WeakMap<Page, Node[]>();

/** Parts of a page that do not hang on an answer of the same page. */
function leadingParts(page: Page): Node[] {
  if (page.node.kind !== 'group') return [page.node];
  let found = leadings.get(page);
  if (!found) {
    const names = namesOnPage(page);
    found = page.node.parts.filter((part) => part.kind !== 'computed' && !(part.hide && touches(part.hide.hide.names, names)));
    leadings.set(page, found);
  }
  return found;
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
  return only.type.widget !== 'tick' && spotOf(only, top(names), context).standing === 'asked' ? only : null;
}

function groupTitle(group: Group, context: FormContext): string {
  if (group.label !== null) return labelText(context.t, group.label);
  const asks = new Set(['field', 'list', 'files']);
  const first = group.parts.find((part) => asks.has(part.kind) || (part.kind === 'group' && part.label !== null));
  return first && 'label' in first && first.label ? labelText(context.t, first.label) : group.id;
}

/** Plan of one page. */
export function planOf(page: Page, names: Tree, context: FormContext): PagePlan {
  const question = questionOf(page, names, context);
  const short = page.node.kind === 'group' ? groupTitle(page.node, context) : labelText(context.t, page.node.label);
  const { spots, lists, files } = standingsOf(page.node, names, context, hiddenOnPage(page, context));
  const asked = spots.filter((spot) => spot.standing === 'asked');
  const addable = lists.filter(({ node, place }) => node.addable && place.row === null && context.only === undefined);
  return {
    id: page.id,
    title: question === null ? short : labelText(context.t, question.label),
    short,
    titleIsLabel: question !== null,
    confirm: asked.length === 0 && addable.length === 0 && files.length === 0,
    asked: [
      ...new Set([...asked.map((spot) => outermost(spot.name)), ...addable.map(({ name }) => name), ...files.map(({ name }) => name)]),
    ],
    files: files.length > 0,
    lookups: partsOf(page.node).flatMap((part) => (part.kind === 'group' && part.lookup !== null ? [part.lookup] : [])),
  };
}

/** The list of the top that a name in a row belongs to; a name in no row as it is. */
function outermost(name: string): string {
  const at = name.indexOf('[');
  return at < 0 ? name : name.slice(0, at);
}

/** Plans of the visible pages in order. */
export function planPages(model: FormModel, context: FormContext): PagePlan[] {
  const { names, pages } = visiblePages(model, context);
  return pages.map((page) => planOf(page, names, context));
}
