import { isSourced } from './known.ts';
import type { Field, FormModel } from './model.ts';
import { isEmpty, sameData, valueAt } from './names.ts';
import { visiblePages } from './pages.ts';
import { valueIn } from './place.ts';
import { standingsOf } from './spots.ts';
import type { Effort, FormContext } from './types.ts';
import { isHidden } from './visibility.ts';

/**
 * What a person had to do: fields that apply, those whose value was known (shown, prefilled and left as it was, or taken from
 * another name), and those that were typed or chosen. A field left empty was looked at and counts as asked.
 */
export function effortOf(model: FormModel, context: FormContext): Effort {
  const { names, pages } = visiblePages(model, context);
  const effort: Effort = { fields: 0, known: [], asked: [], share: 0 };
  for (const page of pages) {
    const { spots, files } = standingsOf(page.node, names, context, (node, place) => isHidden(node, place, context));
    for (const { field, name, place, standing: stands } of spots) {
      const known = stands !== 'asked' || wasKnown(field, name, valueIn(place, field.name), context);
      (known ? effort.known : effort.asked).push(name);
    }
    for (const { name } of files) effort.asked.push(name);
  }
  effort.fields = effort.known.length + effort.asked.length;
  effort.share = effort.fields === 0 ? 0 : effort.asked.length / effort.fields;
  return effort;
}

/** True for a value that stands there from a source, or as the name it is bound to has it, and was not changed. */
function wasKnown(field: Field, name: string, value: unknown, context: FormContext): boolean {
  if (isEmpty(value))
    return field.bind !== null && !isEmpty(valueAt(context.names, field.bind.name)) && isSourced(context, field.bind.name);
  const given = context.given;
  if (isSourced(context, name)) return given === undefined || sameData(valueAt(given, name), value);
  if (field.bind === null || !isSourced(context, field.bind.name)) return false;
  return sameData(valueAt(given ?? context.names, field.bind.name), value);
}

/**
 * What a form asks of a signed-in person at least, without any answers: how many of its fields a name of the data vocabulary
 * fills. Fields of rows count once.
 */
export function knownFields(fields: readonly Field[], fills: (name: string) => boolean): { fields: number; known: string[] } {
  const known = fields.filter((field) => (field.bound && fills(field.name)) || (field.bind !== null && fills(field.bind.name)));
  return { fields: fields.length, known: known.map(({ name }) => name) };
}
