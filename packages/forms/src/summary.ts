import { wordsOf } from './choices.ts';
import { mayChange, sourceOf, type Standing } from './known.ts';
import type { Computed, FormModel, Group, List, Node } from './model.ts';
import { isEmpty, sameData, valueAt, type Tree } from './names.ts';
import { visiblePages } from './pages.ts';
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
  for (const node of model.nodes) {
    const page = pages.find((each) => each.node === node);
    if (page) summarize(node, page.id);
    else if (node.kind === 'computed') addComputed(node, '');
  }
  return rows;

  function summarize(node: Node, page: string): void {
    if (isHidden(node, names, context)) return;
    if (node.kind === 'group' && node.type !== null && node.name !== null) addAddress(node, page);
    else if (node.kind === 'group') for (const part of node.parts) summarize(part, page);
    else if (node.kind === 'list') addList(node, page);
    else if (node.kind === 'computed') addComputed(node, page);
    else if (node.kind === 'field') {
      const spot = spotOf(node, names, context);
      const value = valueAt(names, node.name);
      shownValues.push(value);
      const words = isEmpty(value) && value !== false ? [] : wordsOf(node, value, names, context);
      add(page, node.name, labelText(context.t, node.label), words, spot.standing);
    }
  }

  function add(page: string, name: string, label: string, values: string[], standing: Standing): void {
    rows.push({
      page,
      name,
      label,
      values,
      source: isEmpty(valueAt(names, name)) ? null : sourceOf(context, name),
      changeable: standing === 'asked',
    });
  }

  function addAddress(group: Group, page: string): void {
    const value = valueAt(names, group.name!);
    const changeable = group.parts.some((part) => part.kind === 'field' && spotOf(part, names, context).standing === 'asked');
    const label = group.label === null ? group.id : labelText(context.t, group.label);
    add(
      page,
      group.name!,
      label,
      isEmpty(value) ? [] : group.type!.display(value, { t: context.t, names }),
      changeable ? 'asked' : 'locked',
    );
  }

  function addList(list: List, page: string): void {
    const values = rowsOf(list, names, context).map((row) =>
      list.parts
        .flatMap((field) => (isEmpty(row[field.name]) ? [] : wordsOf(field, row[field.name], { ...names, ...row }, context)))
        .join(', '),
    );
    add(
      page,
      list.name,
      labelText(context.t, list.label),
      values.filter((each) => each !== ''),
      mayChange(context, list.name) ? 'asked' : 'locked',
    );
  }

  function addComputed(node: Computed, page: string): void {
    const value = valueAt(names, node.name);
    // What stands there already as an answer is not said twice.
    if (node.label === null || isEmpty(value) || shownValues.some((each) => sameData(each, value))) return;
    add(page, node.name, labelText(context.t, node.label), node.type.display(value, { t: context.t, names: names as Tree }), 'locked');
  }
}
