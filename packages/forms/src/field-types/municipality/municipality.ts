import { digitsOf, oneLine } from '../../typed-text.ts';
import { valueAt, type Tree } from '../../names.ts';
import { plainText, type FieldType } from '../field-type.ts';
import { asList } from '../person-ref/person-label.ts';

interface Entry {
  value: string;
  label: string;
}

function offered(names: Tree): Entry[] {
  return asList(valueAt(names, 'lists.municipalities')).flatMap((each) => {
    if (typeof each !== 'object' || each === null) return [];
    const { value, label } = each as Record<string, unknown>;
    return value !== undefined && typeof label === 'string' ? [{ value: plainText(value), label }] : [];
  });
}

/** A municipality. Normal form: number of the Federal Statistical Office; `lists.municipalities` names the choices. */
export const municipality: FieldType = {
  id: 'municipality',
  widget: 'one-of',
  missing: 'choice',
  parse(typed) {
    if (oneLine(typed.text()) === '') return { value: null };
    const digits = digitsOf(typed.text());
    return digits !== null && /^\d{1,4}$/.test(digits) ? { value: Number(digits) } : { problem: 'municipality' };
  },
  check: (value) => (/^\d{1,4}$/.test(plainText(value)) ? null : 'municipality'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value, { names }) => [offered(names).find((each) => each.value === plainText(value))?.label ?? plainText(value)],
  choices: ({ names }) => offered(names),
};
