import type { NameShape } from '../feel/grammar.ts';
import { normalizeName } from '../feel/tree-types.ts';
import type { ItemTypes } from './item-types.ts';
import type { Boxed } from './model.ts';

/**
 * The names inside what an expression gives, as far as its form or declared type tells: needed to read names with
 * operators or keywords in them (`applicant.first-name`); null where nothing is known.
 */
export function shapeOfBoxed(boxed: Boxed | null, types: ItemTypes, names: NameShape): NameShape | null {
  if (boxed === null) return null;
  const declared = types.shape(boxed.typeRef);
  if (declared !== null) return declared;
  switch (boxed.kind) {
    case 'literal':
      return shapeAtPath(boxed.text, names);
    case 'context':
      return shapeOfContext(boxed.entries, types, names);
    case 'relation':
      return Object.fromEntries(boxed.columns.map(({ name, typeRef }) => [name, types.shape(typeRef)]));
    case 'table':
      return boxed.outputs.length > 1
        ? Object.fromEntries(boxed.outputs.map(({ name, typeRef }) => [name ?? '', types.shape(typeRef)]))
        : null;
    case 'list':
      return shapeOfBoxed(boxed.items[0] ?? null, types, names);
    case 'filter':
      return shapeOfBoxed(boxed.in, types, names);
    case 'conditional':
      return shapeOfBoxed(boxed.whenTrue, types, names) ?? shapeOfBoxed(boxed.otherwise, types, names);
    case 'iterator':
      return boxed.how === 'for' ? shapeOfBoxed(boxed.body, types, names) : null;
    default:
      return null;
  }
}

function shapeOfContext(entries: (Boxed & { kind: 'context' })['entries'], types: ItemTypes, names: NameShape): NameShape | null {
  const last = entries.at(-1);
  if (last !== undefined && last.variable === null) return shapeOfBoxed(last.value, types, names);
  return Object.fromEntries(
    entries.flatMap(({ variable, value }) =>
      variable === null ? [] : [[variable.name, types.shape(variable.typeRef) ?? shapeOfBoxed(value, types, names)]],
    ),
  );
}

/** The shape of a text that is a known name or a path of known names. */
function shapeAtPath(text: string, names: NameShape): NameShape | null {
  let rest = normalizeName(text);
  let shape: NameShape | null = names;
  while (shape !== null) {
    const found: string | undefined = Object.keys(shape)
      .filter((name) => rest === normalizeName(name) || rest.startsWith(`${normalizeName(name)}.`))
      .sort((a, b) => b.length - a.length)[0];
    if (found === undefined) return null;
    shape = shape[found] ?? null;
    rest = rest.slice(normalizeName(found).length + 1);
    if (rest === '') return shape;
  }
  return null;
}
