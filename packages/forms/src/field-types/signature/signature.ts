import { isTree, valueAt, type Tree } from '../../names.ts';
import { longDate } from '../date/date-words.ts';
import { isDate } from '../date/parse-date.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** Name of who fills in: as signed in, else as the person is called. */
function signer(names: Tree): string {
  const name = plainText(valueAt(names, 'applicant.name')).trim();
  if (name !== '') return name;
  const [first, last] = ['person.firstName', 'person.officialName'].map((each) => plainText(valueAt(names, each)));
  return [first, last].filter((each) => each !== '').join(' ');
}

/** A confirmation in place of a signature. Normal form: `{name, on}`: who confirmed, ISO day. */
export const signature: FieldType = {
  id: 'signature',
  widget: 'tick',
  missing: 'signature',
  parse(typed, { today, names, before }) {
    const text = typed.text();
    if (text === '' || text === 'false') return { value: null };
    if (text !== 'true' && text !== 'on') return { problem: 'choice' };
    const name = signer(names ?? {});
    // Looking at the page again is no new signature.
    const earlier = before?.();
    if (signature.check(earlier) === null && isTree(earlier) && earlier['name'] === name) return { value: earlier };
    return { value: { name, on: today } };
  },
  check: (value) => (isTree(value) && typeof value['name'] === 'string' && isDate(value['on']) ? null : 'choice'),
  typed: (value) => ({ '': signature.check(value) === null ? 'true' : '' }),
  display(value, { t }) {
    if (!isTree(value)) return [];
    const on = longDate(value['on'], t.lang);
    const name = plainText(value['name']);
    return [name === '' ? t('forms.confirmedOn', { on }) : t('forms.confirmedBy', { name, on })];
  },
};
