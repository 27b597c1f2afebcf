import { moved, spliced, type Stretch } from './slices.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;');
const inText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const plainId = (id: string): boolean => /^[\w.-]{1,100}$/.test(id);

/** All elements of a name that have no other of the same name inside, with their ids. */
function elements(text: string, name: string): (Stretch & { id: string | null; content: Stretch })[] {
  const found: (Stretch & { id: string | null; content: Stretch })[] = [];
  const pattern = new RegExp(`<((?:\\w+:)?${name})(?=[\\s>])([^>]*[^>/]|)>([\\s\\S]*?)</\\1>`, 'g');
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const begin = from + match[0].length - match[3]!.length - match[1]!.length - 3;
    found.push({
      from,
      to: from + match[0].length,
      id: / id="([^"]*)"/.exec(match[2]!)?.[1] ?? null,
      content: { from: begin, to: begin + match[3]!.length },
    });
  }
  return found;
}

/** The rules of the table in which the rule of this id stands, and its place among them. */
function tableOf(text: string, id: string): { rules: ReturnType<typeof elements>; index: number } | null {
  for (const table of elements(text, 'decisionTable')) {
    const rules = elements(text.slice(table.content.from, table.content.to), 'rule').map((rule) => ({
      ...rule,
      from: rule.from + table.content.from,
      to: rule.to + table.content.from,
      content: { from: rule.content.from + table.content.from, to: rule.content.to + table.content.from },
    }));
    const index = rules.findIndex((rule) => rule.id === id);
    if (index >= 0) return { rules, index };
  }
  return null;
}

/** The decision file with a rule at another place of its table, from 1; null where there is no such place. */
export function moveRule(text: string, id: string, place: number): string | null {
  const found = tableOf(text, id);
  if (!found || !Number.isInteger(place) || place < 1 || place > found.rules.length) return null;
  return moved(text, found.rules, found.index, place - 1);
}

/** Place of a rule in its table, from 1, and how many there are; null for none of this id. */
export function placeOfRule(text: string, id: string): { place: number; of: number } | null {
  const found = tableOf(text, id);
  return found && { place: found.index + 1, of: found.rules.length };
}

/** The decision file with other cells of a rule, in the order in which they stand; null where they are not as many. */
export function setRule(text: string, id: string, cells: readonly string[]): string | null {
  const found = tableOf(text, id);
  const rule = found?.rules[found.index];
  if (!rule) return null;
  const inside = text.slice(rule.content.from, rule.content.to);
  const places = ['inputEntry', 'outputEntry', 'annotationEntry'].flatMap((name) =>
    elements(inside, name).flatMap(({ content }) =>
      elements(inside.slice(content.from, content.to), 'text').map((each) => ({
        from: content.from + each.content.from,
        to: content.from + each.content.to,
      })),
    ),
  );
  if (places.length !== cells.length) return null;
  const order = places.map((place, index) => ({ place, cell: cells[index]! })).sort((one, other) => other.place.from - one.place.from);
  const changed = order.reduce((all, { place, cell }) => {
    const held = all.slice(place.from, place.to);
    return readText(held).trim() === cell.trim() ? all : spliced(all, place, inText(cell));
  }, inside);
  return spliced(text, rule.content, changed);
}

const readText = (text: string): string =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/**
 * The process with another value of one of our properties of an element; empty takes it out. Null where the element has no place for it:
 * it must stand with a start and an end tag.
 */
export function setProperty(text: string, id: string, name: string, value: string): string | null {
  if (!plainId(id) || !plainId(name)) return null;
  const open = new RegExp(`<((?:\\w+:)?\\w+)(?=[^>]* id="${id.replaceAll('.', '\\.')}")[^>]*[^/]>`).exec(text);
  if (!open) return null;
  const begin = open.index + open[0].length;
  const end = text.indexOf(`</${open[1]}>`, begin);
  if (end < 0) return null;
  const inside = text.slice(begin, end);
  const property = new RegExp(`[ \\t]*<zeebe:property name="${name}" value="([^"]*)" ?/>\\n?`).exec(inside);
  const at = (from: number, length: number, by: string): string => spliced(text, { from: begin + from, to: begin + from + length }, by);
  if (property) {
    if (value === '') return at(property.index, property[0].length, '');
    return at(
      property.index,
      property[0].length,
      property[0].replace(/value="[^"]*"/, () => `value="${escaped(value)}"`),
    );
  }
  if (value === '') return text;
  const written = `<zeebe:property name="${name}" value="${escaped(value)}" />`;
  const holder = /<zeebe:properties>/.exec(inside);
  if (holder) return at(holder.index + holder[0].length, 0, `\n          ${written}`);
  const extensions = /<((?:\w+:)?)extensionElements>/.exec(inside);
  if (extensions)
    return at(
      extensions.index + extensions[0].length,
      0,
      `\n        <zeebe:properties>\n          ${written}\n        </zeebe:properties>`,
    );
  const prefix = /^(\w+:)?/.exec(open[1]!)![0];
  return at(
    0,
    0,
    `\n      <${prefix}extensionElements>\n        <zeebe:properties>\n          ${written}\n        </zeebe:properties>\n      </${prefix}extensionElements>`,
  );
}
