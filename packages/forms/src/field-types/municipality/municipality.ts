import { digitsOf, oneLine } from '../../typed-text.ts';
import { valueAt, type Tree } from '../../names.ts';
import { plainText, type FieldType } from '../field-type.ts';
import { asList } from '../person-ref/person-label.ts';
import { foldedPlace, placeTables } from '../places/tables.ts';

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

/** The number of a name, or of a name with its canton (`Buchs ZH`, `Buchs (ZH)`); null when none or several have it. */
function numberOf(name: string): number | null {
  const { byMunicipality } = placeTables();
  const canton = /[\s(]([A-Z]{2})\)?$/.exec(name)?.[1];
  const exact = byMunicipality.get(foldedPlace(name)) ?? [];
  const bare = canton === undefined ? [] : (byMunicipality.get(foldedPlace(name.replace(/[\s(]+[A-Z]{2}\)?$/, ''))) ?? []);
  const found = exact.length > 0 ? exact : bare.filter((each) => each.canton === canton);
  return found.length === 1 ? found[0]!.number : null;
}

/**
 * A municipality. Normal form: number of the Federal Statistical Office. `lists.municipalities` names the choices; without
 * it any of the country can be written by name, with the canton where several have it.
 */
export const municipality: FieldType = {
  id: 'municipality',
  widget: 'one-of',
  look: { width: 'long' },
  missing: 'choice',
  open: 'without-choices',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const digits = digitsOf(line);
    if (digits !== null) return /^\d{1,4}$/.test(digits) && Number(digits) > 0 ? { value: Number(digits) } : { problem: 'municipality' };
    const number = numberOf(line);
    return number === null ? { problem: 'municipality' } : { value: number };
  },
  check: (value) => (/^[1-9]\d{0,3}$/.test(plainText(value)) ? null : 'municipality'),
  typed: (value) => ({ '': plainText(value) }),
  display(value, { names }) {
    const known = offered(names).find((each) => each.value === plainText(value))?.label;
    return [known ?? placeTables().municipalities.get(Number(plainText(value)))?.name ?? plainText(value)];
  },
  choices: ({ names }) => offered(names),
};
