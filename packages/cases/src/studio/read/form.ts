import type { FormComponent } from '@einwohnerportal/forms';
import { readFormSchema } from '../../catalogue/compile.ts';
import type { FlatTexts } from '../../texts/flatten.ts';
import type { ReadCell, ReadRow, ReadTable } from '../types.ts';

const code = (text: string): ReadCell => ({ text, code: true });

/** How a text key reads in one language. */
export type Words = (key: string) => ReadCell;

/** Words that a package does not hold itself; null where there are none. */
export type CommonWords = (key: string) => string | null;

/** Words of a language out of the texts of a package, else those that packages share, else the key itself. */
export const wordsOf = (flat: FlatTexts, lang: string, common: CommonWords): Words => {
  return (key) => {
    const text = flat.get(key) ?? flat.get(`${key}.label`);
    if (text !== undefined) return { text, lang };
    const shared = common(key);
    return shared === null ? code(key) : { text: shared };
  };
};

/** The pages and questions of a form, in their order. A file that is no form gives an empty table. */
export function readQuestions(file: string, bytes: Uint8Array, words: Words): ReadTable {
  return {
    part: 'form',
    file,
    title: { written: file },
    columns: ['question', 'id', 'kind', 'name', 'when', 'rules', 'source', 'why'].map((key) => ({ key })),
    rows: rowsOf(schemaOf(file, bytes), words, ''),
  };
}

function schemaOf(file: string, bytes: Uint8Array): FormComponent[] {
  try {
    return readFormSchema(file, bytes).components;
  } catch {
    return [];
  }
}

function rowsOf(components: readonly FormComponent[], words: Words, prefix: string): ReadRow[] {
  return components.flatMap((component, index) => {
    const own = component.key ?? component.path;
    const inner = component.path ? `${prefix}${component.path}.` : prefix;
    return [
      line(component, words, own ? `${prefix}${own}` : '', { at: index + 1, of: components.length }),
      ...rowsOf(component.components ?? [], words, inner),
    ];
  });
}

function line(component: FormComponent, words: Words, name: string, order: { at: number; of: number }): ReadRow {
  const { validate = {}, properties = {}, values, label } = component;
  const rules = [
    ...Object.entries(validate).map(([rule, value]) => (value === true ? rule : `${rule} ${String(value)}`)),
    ...(properties.type ? [properties.type] : []),
    ...(properties.check ? [properties.check] : []),
    ...(values ? [values.map(({ value }) => value).join(' | ')] : []),
    ...(component.valuesExpression ? [component.valuesExpression] : []),
    ...(component.expression ? [component.expression] : []),
  ];
  const why = label ? words(label.replace(/(\.label)?$/, '.why')) : code('');
  const sources = [
    properties.edit && `edit ${properties.edit}`,
    properties.bind && `bind ${properties.bind}`,
    properties.lookup && `lookup ${properties.lookup}`,
    label?.startsWith('vocabulary.') && label,
  ];
  return {
    place: component.id,
    order,
    cells: [
      label ? words(label) : code(component.id),
      code(component.id),
      code(component.type),
      code(name),
      code(component.conditional?.hide ? `hide ${component.conditional.hide}` : ''),
      code(rules.join('; ')),
      code(sources.filter((each) => each).join(', ')),
      why.code ? code('') : why,
    ],
  };
}
