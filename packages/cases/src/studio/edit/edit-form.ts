import { isMap, isPair, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { moved, spliced, type Stretch } from './slices.ts';

/** JSON is YAML: read as such, every part has its place in the text, so that the rest stays letter by letter. */
function componentOf(text: string, id: string): { list: YAMLSeq; index: number; component: YAMLMap } | null {
  const document = parseDocument(text, { version: '1.2', schema: 'json' });
  if (document.errors.length > 0) return null;
  const visit = (node: unknown): { list: YAMLSeq; index: number; component: YAMLMap } | null => {
    const list = isMap(node) ? node.get('components') : null;
    if (!isSeq(list)) return null;
    for (const [index, item] of list.items.entries()) {
      if (isMap(item) && item.get('id') === id) return { list, index, component: item };
      const inside = visit(item);
      if (inside) return inside;
    }
    return null;
  };
  return visit(document.contents);
}

const stretchOf = (node: unknown): Stretch => {
  const { range } = node as { range: [number, number, number] };
  return { from: range[0], to: range[1] };
};

/** The form with a page or question at another place of its list, from 1; null where there is no such place. */
export function moveComponent(text: string, id: string, place: number): string | null {
  const found = componentOf(text, id);
  if (!found || !Number.isInteger(place) || place < 1 || place > found.list.items.length) return null;
  return moved(text, found.list.items.map(stretchOf), found.index, place - 1);
}

/** What a form says of one question itself; its words stand in the texts. */
export interface QuestionRules {
  /** FEEL with `=`; empty: always asked. */
  hide: string;
  required: boolean;
}

/** A question or page as its form has it. `asks`: it has an answer of its own. */
export interface WrittenQuestion extends QuestionRules {
  label: string;
  asks: boolean;
  place: number;
  of: number;
}

/** The rules of a question as they are; null where there is none of this id. */
export function rulesOfComponent(text: string, id: string): WrittenQuestion | null {
  const found = componentOf(text, id);
  if (!found) return null;
  const { component, list, index } = found;
  return {
    label: String(component.get('label') ?? ''),
    asks: typeof component.get('key') === 'string',
    hide: String(component.getIn(['conditional', 'hide']) ?? ''),
    required: component.getIn(['validate', 'required']) === true,
    place: index + 1,
    of: list.items.length,
  };
}

/** The form with other rules of a question; null where there is none of this id. */
export function setComponentRules(text: string, id: string, { hide, required }: QuestionRules): string | null {
  const held = rulesOfComponent(text, id);
  if (!held) return null;
  let changed = text;
  if (hide !== held.hide) changed = setMember(changed, id, 'conditional', 'hide', hide === '' ? undefined : hide);
  if (required !== held.required) changed = setMember(changed, id, 'validate', 'required', required ? true : undefined);
  return changed;
}

/** Sets or takes out one member of a block of a component, writing no more anew than that block. */
function setMember(text: string, id: string, block: string, name: string, value: string | true | undefined): string {
  const { component } = componentOf(text, id)!;
  const pair = component.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === block);
  const held = pair && isMap(pair.value) ? (pair.value.toJSON() as Record<string, unknown>) : {};
  const next = { ...held, [name]: value };
  if (value === undefined) delete next[name];
  const written = `{ ${Object.entries(next)
    .map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`)
    .join(', ')} }`.replace('{  }', '{}');
  if (pair) return spliced(text, stretchOf(pair.value), written);
  const first = component.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === 'id')!;
  const { to } = stretchOf(first.value);
  return spliced(text, { from: to, to }, `, ${JSON.stringify(block)}: ${written}`);
}
