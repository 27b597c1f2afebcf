import { isTree } from '../../names.ts';
import { longDate } from '../date/date-words.ts';
import type { FieldType } from '../field-type.ts';

/** A span of days: a group of two dates. Normal form: `{from, to}`, ISO days, from not after to. */
export const dateRange: FieldType = {
  id: 'dateRange',
  widget: 'group',
  missing: 'date',
  parse: () => ({ value: null }),
  check: (value) => (isTree(value) ? null : 'date'),
  checkParts(value) {
    const { from, to } = isTree(value) ? value : {};
    return typeof from === 'string' && typeof to === 'string' && from > to ? { code: 'dateRange', part: 'to', args: {} } : null;
  },
  typed: () => ({}),
  display(value, { t }) {
    const { from, to } = isTree(value) ? value : {};
    return [t('forms.fromTo', { from: longDate(from, t.lang), to: longDate(to, t.lang) })];
  },
};
