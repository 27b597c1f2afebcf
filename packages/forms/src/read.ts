import { parseField, type ParsedAt } from './parse-field.ts';
import { controlNames, textsOf, type Posted } from './posted.ts';
import { errorAt, judge } from './judge.ts';
import type { Field, FormModel, List, Node, Page } from './model.ts';
import { isEmpty, valueAt, withValue, type Tree } from './names.ts';
import { partsOf } from './node-names.ts';
import { hiddenOnPage, visiblePages } from './pages.ts';
import { renumber, rowAction, rowControls } from './row-actions.ts';
import { readRows } from './read-rows.ts';
import { groupFaults, listFaults } from './group-faults.ts';
import { offeredAdds, standingsOf, type Spot } from './spots.ts';
import { mayChange } from './known.ts';
import { invalidText } from './texts-of-field.ts';
import type { FieldError, FormContext, PageReading } from './types.ts';
import { isHidden, settledNames } from './visibility.ts';

/** Reads and judges a posted page; a hidden or unknown page gives nothing. */
export function readPage(model: FormModel, page: Page, body: URLSearchParams | FormData, context: FormContext): PageReading {
  const { names: before, pages } = visiblePages(model, context);
  const texts = textsOf(body);
  if (!pages.includes(page)) return { answers: {}, errors: [], posted: {}, action: null };

  const shown = standingsOf(page.node, before, context, hiddenOnPage(page, before, context));
  const fields = shown.spots.filter((spot) => spot.row === null && spot.standing === 'asked');
  const lists = shown.lists.filter((list) => mayChange(context, list.name) || list.refs);
  const action = rowAction(texts.get('action')?.[0], lists);
  const posted = postedOf(fields, lists, texts);
  for (const list of lists) if (list.addable) renumber(list, posted, action);
  if (action !== null) return { answers: {}, errors: [], posted, action: action.action };

  const parsed: ParsedAt = new Map();
  let names = before;
  for (const { field, name } of fields) {
    const result = parseField(field, name, (control) => posted[control], context);
    parsed.set(name, result);
    names = withValue(names, name, 'value' in result ? result.value : null);
  }
  for (const list of lists) names = withValue(names, list.name, readRows(list, posted, parsed, names, context));
  for (const spot of fields) names = withAdded(spot.field, names);
  const settled = settledNames(model, names, context);
  return { ...judgePage(page, fields, lists, parsed, settled, context), posted, action: null };
}

/** Persons that were added are chosen: nobody adds a person to leave them out. */
function withAdded(field: Field, names: Tree): Tree {
  const adds = offeredAdds(field, names);
  if (adds === null) return names;
  const refs = ((valueAt(names, adds.name) ?? []) as Tree[]).map((row) => row['ref']);
  const chosen = ((valueAt(names, field.name) ?? []) as unknown[]).filter((ref) => !refs.includes(ref));
  return withValue(names, field.name, refs.length + chosen.length === 0 ? null : [...chosen, ...refs]);
}

function postedOf(fields: Spot[], lists: List[], texts: Map<string, string[]>): Posted {
  const posted: Posted = {};
  const take = (name: string) => {
    const found = texts.get(name);
    if (found) posted[name] = [...found];
  };
  for (const { field, name } of fields) for (const control of controlNames(name, field.type.widget === 'date')) take(control);
  for (const list of lists)
    for (let position = 1; position <= list.maxRows; position += 1) for (const name of rowControls(list, position)) take(name);
  return posted;
}

function judgePage(page: Page, fields: Spot[], lists: List[], parsed: ParsedAt, names: Tree, context: FormContext) {
  const answers: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  const hidden = (node: Node, scope: Tree) => isHidden(node, node.kind === 'field' ? scope : names, context);
  const now = standingsOf(page.node, names, context, hidden);
  const applies = new Set(now.spots.filter((spot) => spot.row === null).map((spot) => spot.name));
  for (const { name } of fields) {
    const result = parsed.get(name)!;
    if (!applies.has(name)) answers[name] = null;
    else if ('value' in result) answers[name] = valueAt(names, name);
  }
  const faulty = new Set<string>();
  const offered = new Set(now.lists.map((list) => list.name));
  for (const spot of now.spots) {
    const result = parsed.get(spot.name);
    if (result === undefined) continue;
    const error =
      'problem' in result
        ? errorAt(spot, invalidText(context, spot.field.label, result.problem), result.part)
        : judge(spot, valueAt(names, spot.name), names, context);
    if (error === null) continue;
    errors.push(error);
    if (spot.row) faulty.add(spot.row.list.name);
  }
  for (const list of lists) {
    if (!offered.has(list.name)) answers[list.name] = null;
    else if (!faulty.has(list.name)) answers[list.name] = isEmpty(valueAt(names, list.name)) ? null : valueAt(names, list.name);
  }
  errors.push(...listFaults(now.lists, names, context, errors), ...groupFaults(now.groups, names, context, errors));
  return { answers, errors: inPageOrder(page, errors) };
}

/** Errors in the order of the controls on the page. */
function inPageOrder(page: Page, errors: FieldError[]): FieldError[] {
  const order = partsOf(page.node).flatMap((part) => ('name' in part && part.name !== null ? [part.name] : [part.id]));
  const rank = (error: FieldError) => order.findIndex((name) => error.name === name || error.name.startsWith(`${name}[`));
  return errors
    .map((error, index) => ({ error, index }))
    .toSorted((a, b) => rank(a.error) - rank(b.error) || a.index - b.index)
    .map(({ error }) => error);
}
