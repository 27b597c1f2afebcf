import { html } from 'hono/html';

/** A field of the bare template: its markup without what differs from field to field, and that. */
interface Slot {
  fixed: string[];
  values: string[];
}

/**
 * A template written for exactly one page: the fixed markup between the values that differ from field to field (ids, names,
 * labels, hints, values), one tagged template per field, values escaped by the tag. No form, no rule, no validation.
 * Gives the same bytes as `page`.
 */
export function bareTemplate(page: string, changing: readonly string[]): () => string {
  const fields = page.split(/(?=<div class="field|<fieldset class="field)/);
  const slots = fields.map((field) => slotOf(field, changing));
  // One literal per field, as an author of such a page would write it: the strings are fixed, the values come in.
  const templates = slots.map(({ fixed, values }) => {
    const strings = Object.assign([...fixed], { raw: fixed }) as unknown as TemplateStringsArray;
    return () => html(strings, ...values);
  });
  return () => String(html`${templates.map((template) => template())}`);
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** Cuts the markup of a field at its attribute values and texts that are among those that change. */
function slotOf(field: string, changing: readonly string[]): Slot {
  const known = new Set(changing);
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
