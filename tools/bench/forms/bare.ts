import { html } from 'hono/html';

/** A field of the bare template: its markup without what differs from field to field, and that. */
interface Slot {
  fixed: string[];
  values: string[];
}

/**
 * A template written for exactly one page: the fixed markup between the values that differ from field to field (ids, names,
 * labels, hints, values), one literal per field, every value escaped. No form, no rule, no validation. Both give the same bytes
 * as `page`.
 */
export interface BareTemplates {
  /** Plain literals put together, each value escaped in one pass: the least that can be done by hand. */
  plain: () => string;
  /** Literals with the tag of a framework, which escapes them. */
  tagged: () => string;
}

/** Bare templates of a page; `changing` are the texts that are values. */
export function bareTemplates(page: string, changing: readonly string[]): BareTemplates {
  const known = new Set(changing);
  const cut = page.split(/(?=<div class="field|<fieldset class="field)/).map((field) => slotOf(field, known));
  // Strings of their own, as in a source file: pieces of the page would be put together anew each time they are read.
  const slots = JSON.parse(JSON.stringify(cut)) as Slot[];
  const literals = slots.map(literal);
  // One literal per field, as an author of such a page would write it: the strings are fixed, the values come in.
  const tags = slots.map(({ fixed, values }) => {
    const strings = Object.assign([...fixed], { raw: fixed }) as unknown as TemplateStringsArray;
    return () => html(strings, ...values);
  });
  return {
    plain: () => {
      let text = '';
      for (const each of literals) text += each();
      return text;
    },
    tagged: () => String(html`${tags.map((template) => template())}`),
  };
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => (/[&<>'"]/.test(text) ? text.replace(/[&<>'"]/g, (sign) => signs[sign]!) : text);

/** The field as a literal is put together: `<p id="${escaped(values[0])}">…`. */
function literal({ fixed, values }: Slot): () => string {
  return () => {
    let text = fixed[0]!;
    for (let index = 0; index < values.length; index++) text += escaped(values[index]!) + fixed[index + 1]!;
    return text;
  };
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** Cuts the markup of a field at its attribute values and texts that are among those that change. */
function slotOf(field: string, known: ReadonlySet<string>): Slot {
  const slot: Slot = { fixed: [''], values: [] };
  for (const piece of field.split(/(?<=[="> ])(?=[^<>"=])|(?=[<"])/)) {
    const text = unescaped(piece);
    if (known.has(text)) {
      slot.values.push(text);
      slot.fixed.push('');
    } else slot.fixed[slot.fixed.length - 1] += piece;
  }
  return slot;
}
