import { parseFragment, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** A control as the page shows it. */
export interface Control {
  name: string;
  kind: 'text' | 'radio' | 'checkbox' | 'select';
  /** Value of a box or button; the text of a field; the chosen option. */
  value: string;
  checked: boolean;
  /** `data-shown-when` of the parts around it, outermost first. */
  shownWhen: string[];
}

const attribute = (element: Element, name: string): string | null => element.attrs.find((each) => each.name === name)?.value ?? null;

function textOf(node: Node): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function optionOf(select: Element): string {
  const options = select.childNodes.flatMap((node) => ('tagName' in node && node.tagName === 'option' ? [node] : []));
  const chosen = options.find((option) => attribute(option, 'selected') !== null) ?? options[0];
  return chosen ? (attribute(chosen, 'value') ?? textOf(chosen)) : '';
}

/** Controls of a page in its order. */
export function controlsOf(html: string): Control[] {
  const found: Control[] = [];
  const visit = (node: Node, around: string[]): void => {
    if (!('tagName' in node)) {
      if ('childNodes' in node) for (const child of node.childNodes) visit(child, around);
      return;
    }
    const condition = attribute(node, 'data-shown-when');
    const inside = condition === null ? around : [...around, condition];
    const name = attribute(node, 'name');
    const type = attribute(node, 'type') ?? 'text';
    if (name !== null && ['input', 'textarea', 'select'].includes(node.tagName) && !['hidden', 'submit', 'button', 'file'].includes(type)) {
      const kind = node.tagName === 'select' ? 'select' : type === 'radio' || type === 'checkbox' ? type : 'text';
      const value =
        kind === 'select'
          ? optionOf(node)
          : node.tagName === 'textarea'
            ? textOf(node).replace(/^\n/, '')
            : (attribute(node, 'value') ?? (kind === 'text' ? '' : 'on'));
      found.push({ name, kind, value, checked: attribute(node, 'checked') !== null, shownWhen: inside });
    }
    for (const child of node.childNodes) visit(child, inside);
  };
  visit(parseFragment(html), []);
  return found;
}

const datePart = /-(day|month|year|time|hour|minute)$/;

/** A page as somebody leaves it: everything shown is answered. */
export interface FilledPage {
  body: URLSearchParams;
  /** Names somebody had to type or choose. */
  typed: Set<string>;
  /** Names whose value stood there already. */
  kept: Set<string>;
  /** Names that were left empty. */
  empty: Set<string>;
}

/**
 * Fills a page like somebody who answers everything: what stands there is left, what is empty is typed, every box is ticked.
 * @param answers what to type by name, as it may be typed
 * @param wanted false for names that may stay empty and do
 */
export function fillPage(
  html: string,
  answers: Record<string, string | string[]>,
  wanted: (name: string) => boolean = () => true,
): FilledPage {
  const body = new URLSearchParams();
  const typed = new Set<string>();
  const kept = new Set<string>();
  const empty = new Set<string>();
  const shown = ({ shownWhen }: Control): boolean =>
    shownWhen.every((condition) => {
      const [name = '', values = ''] = condition.split(/=(.*)/s);
      return body.getAll(name).some((value) => values.split('|').includes(value));
    });
  const byName = Map.groupBy(controlsOf(html), ({ name }) => name.replace(datePart, ''));
  for (const [name, controls] of byName) {
    const [first] = controls;
    if (!first || !shown(first)) continue;
    const stands = controls.some((control) =>
      control.kind === 'radio' || control.kind === 'checkbox' ? control.checked : control.value !== '',
    );
    if (!stands && !wanted(name)) {
      empty.add(name);
      continue;
    }
    if (first.kind === 'radio' || first.kind === 'checkbox') {
      const preset = controls.filter((control) => control.checked);
      const chosen = first.kind === 'checkbox' ? controls.map((control) => control.value) : [answers[name] ?? first.value].flat();
      for (const value of preset.length > 0 ? preset.map((control) => control.value) : chosen) body.append(name, value);
      (preset.length > 0 ? kept : typed).add(name);
    } else if (controls.some((control) => control.value !== '')) {
      for (const control of controls) body.append(control.name, control.value);
      kept.add(name);
    } else {
      for (const value of [answers[name] ?? 'Beispiel'].flat()) body.append(name, value);
      typed.add(name);
    }
  }
  return { body, typed, kept, empty };
}
