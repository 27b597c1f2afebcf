import { parseField, type ParsedAt } from './parse-field.ts';
import { top } from './place.ts';
import { partsOfControl, textsOf, type Posted } from './posted.ts';
import { errorAt, judge } from './judge.ts';
import type { Field, FormModel, List, Page } from './model.ts';
import { controlName, isEmpty, valueAt, withValue, withValues, type Tree } from './names.ts';
import { partsOf } from './node-names.ts';
import { hiddenOnPage, visiblePages } from './pages.ts';
import { acceptList, accepts, fileAction, renumber, rowAction, type Accepted } from './row-actions.ts';
import { completed, readRows } from './read-rows.ts';
import { fileFaults, groupFaults, listFaults, withFaults } from './group-faults.ts';
import { offeredAdds, spotValue, standingsOf, type Placed, type Spot } from './spots.ts';
import { mayChange } from './known.ts';
import { invalidText } from './texts-of-field.ts';
import type { FieldError, FormContext, PageReading } from './types.ts';
import { isHidden, settledNames } from './visibility.ts';

/** Reads and judges a posted page; a hidden or unknown page gives nothing. */
export function readPage(model: FormModel, page: Page, body: URLSearchParams | FormData, context: FormContext): PageReading {
  const read = parsePage(model, page, body, context);
  if (read === null) return { answers: {}, errors: [], posted: {}, action: null };
  if (read.action !== null) return { answers: {}, errors: [], posted: read.posted, action: read.action };
  return { ...judgePage(page, read, context), posted: read.posted, action: null };
}

/** A posted page, parsed and settled, not judged. */
export interface ParsedPage {
  fields: Spot[];
  lists: Placed<List>[];
  parsed: ParsedAt;
  posted: Posted;
  action: string | null;
  /** The tree with what was posted, after conditions. */
  names: Tree;
}

/** Parses a posted page; null when it is hidden. */
export function parsePage(
  model: FormModel,
  page: Page,
  body: URLSearchParams | FormData,
  context: FormContext,
  { keepEmptyRows = false } = {},
): ParsedPage | null {
  const { names: before, pages } = visiblePages(model, context);
  if (!pages.includes(page)) return null;
  const shown = standingsOf(page.node, before, context, hiddenOnPage(page, context));
  const fields = shown.spots.filter((spot) => spot.place.row === null && spot.standing === 'asked');
  const lists = shown.lists.filter(({ node, place, name }) => place.row === null && (mayChange(context, name) || node.refs));
  const texts = textsOf(body);
  const accepted: Accepted = { controls: new Set(), lists: new Map() };
  for (const { node } of lists) acceptList(node, '', accepted);
  const posted: Posted = {};
  for (const { field, name } of fields)
    for (const part of partsOfControl(field.type)) {
      const control = controlName(name, part);
      const values = texts.get(control);
      if (values !== undefined) posted[control] = values;
    }
  if (lists.length > 0) for (const [name, values] of texts) if (accepts(accepted, name)) posted[name] = values;
  const pressed = texts.get('action')?.[0];
  const action = rowAction(pressed, accepted);
  for (const { node, name } of lists) if (node.addable) renumber(node, name, posted, action);
  const parsed: ParsedAt = new Map();
  const done = (names: Tree, what: string | null): ParsedPage => ({ fields, lists, parsed, posted, action: what, names });
  if (action !== null) return done(before, action.action);

  const read = (control: string) => posted[control];
  const values: [name: string, value: unknown][] = [];
  for (const spot of fields) {
    const result = parseField(spot, read, context);
    parsed.set(spot.name, result);
    values.push([spot.name, 'value' in result ? result.value : null]);
  }
  let names = withValues(before, values);
  for (const { node } of shown.groups.filter(({ place }) => place.row === null)) names = completed(node, names);
  for (const { node } of lists) names = withValue(names, node.name, readRows(node, top(names), { posted, parsed, context, keepEmptyRows }));
  for (const { field } of fields) if (field.adds !== null) names = withAdded(field, names);
  return done(settledNames(model, names, context), fileAction(pressed, shown.files));
}

/** Persons that were added are chosen: nobody adds a person to leave them out. */
function withAdded(field: Field, names: Tree): Tree {
  const adds = offeredAdds(field, names);
  if (adds === null) return names;
  const refs = ((valueAt(names, adds.name) ?? []) as Tree[]).map((row) => row['ref']);
  const chosen = ((valueAt(names, field.name) ?? []) as unknown[]).filter((ref) => !refs.includes(ref));
  return withValue(names, field.name, refs.length + chosen.length === 0 ? null : [...chosen, ...refs]);
}

function judgePage(page: Page, { fields, lists, parsed, names }: ParsedPage, context: FormContext) {
  const answers: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  const now = standingsOf(page.node, names, context, (node, place) => isHidden(node, place, context));
  const applies = new Set<string>();
  for (const spot of now.spots) if (spot.place.row === null) applies.add(spot.name);
  for (const { name } of fields) {
    const result = parsed.get(name)!;
    if (!applies.has(name)) answers[name] = null;
    else if ('value' in result) answers[name] = valueAt(names, name);
  }
  const faulty = new Set<string>();
  for (const spot of now.spots) {
    const result = parsed.get(spot.name);
    if (result === undefined) continue;
    const error =
      'problem' in result
        ? errorAt(spot, invalidText(context, spot.field.label, result.problem), result.part)
        : judge(spot, spotValue(spot), context, result.value);
    if (error === null) continue;
    errors.push(error);
    if (spot.place.row) faulty.add(spot.name.slice(0, spot.name.indexOf('[')));
  }
  const offered = new Set(now.lists.map(({ name }) => name));
  for (const { name } of lists) {
    if (!offered.has(name)) answers[name] = null;
    else if (!faulty.has(name)) answers[name] = isEmpty(valueAt(names, name)) ? null : valueAt(names, name);
  }
  const more = [
    ...listFaults(now.lists, context, errors),
    ...groupFaults(now.groups, context, errors),
    ...fileFaults(now.files, names, context),
  ];
  return { answers, errors: inPageOrder(page, withFaults(errors, more)) };
}

/** Errors in the order of the controls on the page. */
function inPageOrder(page: Page, errors: FieldError[]): FieldError[] {
  if (errors.length < 2) return errors;
  const order = partsOf(page.node).flatMap((part) => ('name' in part && part.name !== null ? [part.name] : [part.id]));
  const ranks = new Map(order.map((name, index) => [name, index] as const));
  const rank = ({ name }: FieldError) => {
    const outer = name.indexOf('[');
    return ranks.get(outer < 0 ? name : name.slice(0, outer)) ?? -1;
  };
  return errors
    .map((error, index) => ({ error, index, rank: rank(error) }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ error }) => error);
}
