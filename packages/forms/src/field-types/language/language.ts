import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const national = ['de', 'fr', 'it', 'rm', 'en'];
const others = 'sq ar bs zh hr cs da fi el hu ja ku mk nl no fa pl pt ro ru sr sk sl es sv ta th ti tr uk vi'.split(' ');

function nameIn(code: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang.split('-')[0] ?? lang], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A language. Normal form: BCP 47 tag in small letters. */
export const language: FieldType = {
  id: 'language',
  widget: 'one-of',
  open: 'always',
  missing: 'choice',
  parse(typed) {
    const line = oneLine(typed.text()).toLowerCase();
    if (line === '') return { value: null };
    const codes = [...national, ...others];
    if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(line) && (line.length === 2 || line.includes('-'))) return { value: line };
    const found = codes.find((code) => ['de', 'fr', 'it', 'en', code].some((lang) => nameIn(code, lang).toLowerCase() === line));
    return found ? { value: found } : { problem: 'language' };
  },
  check: (value) => (typeof value === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(value) ? null : 'language'),
  typed: (value) => ({ '': typeof value === 'string' ? value : '' }),
  display: (value, { t }) => [capital(nameIn(plainText(value), t.lang))],
  choices({ t }) {
    const named = (value: string) => ({ value, label: capital(nameIn(value, t.lang)) });
    return [...national.map(named), ...others.map(named).toSorted((a, b) => a.label.localeCompare(b.label, t.lang))];
  },
};
