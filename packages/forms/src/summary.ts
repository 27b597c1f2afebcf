import { wordsOf } from './choices.ts';
import { filesOf } from './files.ts';
import { mayChange, sourceOf, type Standing } from './known.ts';
import type { Computed, Files, FormModel, Group, List, Node } from './model.ts';
import { isEmpty, sameData } from './names.ts';
import { visiblePages } from './pages.ts';
import { rowPlace, top, valueIn, type Place } from './place.ts';
import { rowsOf } from './rows.ts';
import { spotOf } from './spots.ts';
import { labelText } from './texts-of-field.ts';
import type { FormContext, SummaryRow } from './types.ts';
import { isHidden } from './visibility.ts';

/** Rows to check before sending: every answer of every visible page, in order, then what was computed from them. */
export function summaryOf(model: FormModel, context: FormContext): SummaryRow[] {
  const { names, pages } = visiblePages(model, context);
  const rows: SummaryRow[] = [];
  const shownValues: unknown[] = [];
  const place = top(names);
  for (const node of model.nodes) {
    const page = pages.find((each) => each.node === node);
    if (page) summarize(node, page.id);
    else if (node.kind === 'computed') addComputed(node, '');
  }
  return rows;

  function summarize(node: Node, page: string): void {
    if (isHidden(node, place, context)) return;
    if (node.kind === 'group' && node.type !== null && node.name !== null) addTyped(node, page);
    else if (node.kind === 'group') for (const part of node.parts) summarize(part, page);
    else if (node.kind === 'list') addList(node, page);
    else if (node.kind === 'computed') addComputed(node, page);
    else if (node.kind === 'files') addFiles(node, page);
    else if (node.kind === 'field') {
      const value = valueIn(place, node.name);
      shownValues.push(value);
      const words = isEmpty(value) && value !== false ? [] : wordsOf(node, value, names, context);
      add(page, node.name, labelText(context.t, node.label), words, spotOf(node, place, context).standing);
    }
  }

  function add(page: string, name: string, label: string, values: string[], standing: Standing): void {
    const source = isEmpty(valueIn(place, name)) ? null : sourceOf(context, name);
    rows.push({ page, name, label, values, source, changeable: standing === 'asked' });
  }

  function addTyped(group: Group, page: string): void {
    const value = valueIn(place, group.name!);
    const changeable = group.parts.some((part) => part.kind === 'field' && spotOf(part, place, context).standing === 'asked');
    const label = group.label === null ? group.id : labelText(context.t, group.label);
    const words = isEmpty(value) ? [] : group.type!.display(value, { t: context.t, names });
    add(page, group.name!, label, words, changeable ? 'asked' : 'locked');
  }

  function addList(list: List, page: string): void {
    const values = rowsOf(list, place, context).map((row, index) =>
      rowWords(list.parts, rowPlace(list, place, index, row), context).join(', '),
    );
    const standing = mayChange(context, list.name) ? 'asked' : 'locked';
    add(
      page,
      list.name,
      labelText(context.t, list.label),
      values.filter((each) => each !== ''),
      standing,
    );
  }

  function addFiles(node: Files, page: string): void {
    const files = filesOf(node, names, context).map((file) => file.name);
    add(page, node.name, labelText(context.t, node.label), files, mayChange(context, node.name) ? 'asked' : 'locked');
  }

  function addComputed(node: Computed, page: string): void {
    const value = valueIn(place, node.name);
    // What stands there already as an answer is not said twice.
    if (node.label === null || isEmpty(value) || shownValues.some((each) => sameData(each, value))) return;
    add(page, node.name, labelText(context.t, node.label), node.type.display(value, { t: context.t, names }), 'locked');
  }
}

/** What stands in a row, in words; rows inside it stand in brackets. */
function rowWords(parts: readonly Node[], place: Place, context: FormContext): string[] {
  return parts.flatMap((part): string[] => {
    if (isHidden(part, place, context)) return [];
    if (part.kind === 'group') return rowWords(part.parts, place, context);
    if (part.kind === 'list') {
      const rows = rowsOf(part, place, context).map((row, index) =>
        rowWords(part.parts, rowPlace(part, place, index, row), context).join(', '),
      );
      return rows.filter((row) => row !== '').map((row) => `(${row})`);
    }
    if (part.kind !== 'field') return [];
    const value = valueIn(place, part.name);
    // "Yes" says nothing without its question.
    if (typeof value === 'boolean') return value ? [labelText(context.t, part.label)] : [];
    return isEmpty(value) ? [] : wordsOf(part, value, place.scope, context);
  });
}
