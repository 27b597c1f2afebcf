import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { partialDate } from './partial-date.ts';

const parse = (raw: string | Record<string, string>) => partialDate.parse(typed(raw as never), { lines: 'one', today: '2026-11-22' });

test('a year alone, or month and year, is a date too', () => {
  assert.deepEqual(parse('1951'), { value: '1951' });
  assert.deepEqual(parse('6.1985'), { value: '1985-06' });
  assert.deepEqual(parse('Juni 1985'), { value: '1985-06' });
  assert.deepEqual(parse('1985-06'), { value: '1985-06' });
  assert.deepEqual(parse({ day: '', month: '', year: '1951' }), { value: '1951' });
  assert.deepEqual(parse({ day: '', month: '6', year: '85' }), { value: '1985-06' });
  assert.deepEqual(parse('14.6.1985'), { value: '1985-06-14' });
});

test('a day without a month is not', () => {
  assert.deepEqual(parse({ day: '14', month: '', year: '1985' }), { problem: 'partialDateMonth', part: 'month' });
  assert.deepEqual(parse({ day: '14', month: '6', year: '' }), { problem: 'partialDateYear', part: 'year' });
});

test('the boxes are filled with what is known', () => {
  const show = undefined as never;
  assert.deepEqual(partialDate.typed('1985-06', show), { day: '', month: '6', year: '1985' });
  assert.deepEqual(partialDate.typed(null, show), { day: '', month: '', year: '' });
  assert.deepEqual([partialDate.check('1985-13'), partialDate.check('1985-06')], ['partialDate', null]);
});
