/** Texts as written in a YAML file: nested blocks of strings and lists of strings. */
export interface TextTree {
  [key: string]: string | string[] | TextTree | null | undefined;
}

/** Dotted key → message; a list of strings is kept as one entry per index (`service.keywords.0`). */
export type FlatTexts = Map<string, string>;

/** Flattens a text tree: `{ form: { purpose: { label } } }` → `form.purpose.label`. */
export function flattenTexts(tree: TextTree): FlatTexts {
  const flat: FlatTexts = new Map();
  const visit = (node: TextTree, prefix: string): void => {
    for (const [name, value] of Object.entries(node)) {
      const key = prefix ? `${prefix}.${name}` : name;
      if (value === null || value === undefined) continue;
      if (Array.isArray(value)) for (const [index, item] of value.entries()) flat.set(`${key}.${index}`, String(item));
      else if (typeof value === 'object') visit(value, key);
      else flat.set(key, String(value));
    }
  };
  visit(tree, '');
  return flat;
}
