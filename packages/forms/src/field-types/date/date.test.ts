import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { date } from './date.ts';
import { longDate } from './date-words.ts';

const parse = (raw: string | Record<string, string>) => date.parse(typed(raw as never), { lines: 'one', today: '2026-11-22' });

test('dates are understood as people write them', () => {
  for (const raw of [
    '1.2.26',
    '01.02.2026',
    '2026-02-01',
    '1. 2. 2026',
    '1/2/26',
    '1 2 2026',
    '1-2-2026',
    '1. Februar 2026',
    '1 février 2026',
    '1 febbraio 26',
    '1 February 2026',
  ]) {
    assert.deepEqual(parse(raw), { value: '2026-02-01' }, raw);
  }
});

test('the three boxes make one date, also with a whole date in the first', () => {
  assert.deepEqual(parse({ day: '1', month: '02', year: '26' }), { value: '2026-02-01' });
  assert.deepEqual(parse({ day: '1.', month: 'März', year: '1985' }), { value: '1985-03-01' });
  assert.deepEqual(parse({ day: '1.2.2026', month: '', year: '' }), { value: '2026-02-01' });
});

test('years of two digits lie at most ten years ahead', () => {
  assert.deepEqual(parse('1.2.36'), { value: '2036-02-01' });
  assert.deepEqual(parse('1.2.37'), { value: '1937-02-01' });
});

test('the part that is wrong or missing is named', () => {
  assert.deepEqual(parse({ day: '31', month: '2', year: '2026' }), { problem: 'dateNotExisting', part: 'day' });
  assert.deepEqual(parse({ day: '29', month: '2', year: '2024' }), { value: '2024-02-29' });
  assert.deepEqual(parse({ day: '1', month: '13', year: '2026' }), { problem: 'dateMonthNumber', part: 'month' });
  assert.deepEqual(parse({ day: '1', month: '2', year: '' }), { problem: 'dateYear', part: 'year' });
  assert.deepEqual(parse({ day: '', month: '2', year: '2026' }), { problem: 'dateDay', part: 'day' });
  assert.deepEqual(parse('2026'), { problem: 'dateMonth', part: 'month' });
  assert.deepEqual(parse('tomorrow'), { problem: 'date' });
  assert.deepEqual(parse({ day: '', month: '', year: '' }), { value: null });
});

test('only dates that exist are in normal form', () => {
  assert.equal(date.check('2026-02-01'), null);
  for (const bad of ['2026-02-30', '2026-2-1', '2026', 5, null, '2026-02-01T00:00']) assert.equal(date.check(bad), 'date', String(bad));
});

test('dates are shown in long words of the language', () => {
  assert.equal(longDate('1985-06-14', 'de-simple'), '14. Juni 1985');
  assert.equal(longDate('1985-06', 'fr'), 'juin 1985');
  assert.equal(longDate('1951', 'it'), '1951');
});
