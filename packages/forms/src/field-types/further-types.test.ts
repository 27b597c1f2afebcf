import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../typed-text.ts';
import { translateFrom } from '../testing/texts.ts';
import { fieldType } from './index.ts';

const t = translateFrom('de', []);
const read = (id: string, text: string | Record<string, string>, more: object = {}) =>
  fieldType(id)!.parse(typed(text), { lines: 'one', today: '2026-11-22', ...more });
const value = (id: string, text: string | Record<string, string>) => {
  const result = read(id, text);
  return 'value' in result ? result.value : result.problem;
};

test('web addresses get their scheme; others than http and https, and names or passwords in them, are refused', () => {
  assert.equal(value('url', ' example.ch/weg '), 'https://example.ch/weg');
  assert.equal(value('url', 'http://example.ch'), 'http://example.ch');
  assert.equal(value('url', 'https://exämple.ch'), 'https://xn--exmple-cua.ch');
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.ch',
    'https://a:b@example.ch',
    'nowhere',
    'http://',
    'a b.ch',
  ])
    assert.equal(value('url', bad), 'url', bad);
});

test('a day and a time are one value, in boxes or as one text', () => {
  assert.equal(value('dateTime', { day: '1', month: '12', year: '26', time: '14.30' }), '2026-12-01T14:30');
  assert.equal(value('dateTime', '1.12.2026 um 8.30 Uhr'), '2026-12-01T08:30');
  assert.equal(value('dateTime', '2026-12-01T08:30'), '2026-12-01T08:30');
  assert.equal(value('dateTime', { day: '1', month: '12', year: '26', time: '' }), 'time');
  assert.equal(value('dateTime', { day: '', month: '', year: '', time: '8' }), 'date');
  assert.equal(value('dateTime', { day: '', month: '', year: '', time: '' }), null);
});

test('plates, chips, parcels and buildings are understood with blanks and dots', () => {
  assert.equal(value('plate', 'lu 123 456'), 'LU 123456');
  assert.equal(value('plate', 'LU-7'), 'LU 7');
  assert.equal(value('plate', '123456'), 'plate');
  assert.equal(value('chipNumber', '756 098 100 123 456'), '756098100123456');
  assert.equal(value('chipNumber', '756098100'), 'chipNumber');
  assert.equal(value('egrid', 'ch 6277 1335 6732'), 'CH627713356732');
  assert.equal(value('egid', '1.234.567'), '1234567');
  assert.equal(value('egid', '0'), 'egid');
});

test('a year has two or four digits', () => {
  assert.equal(value('year', '26'), 2026);
  assert.equal(value('year', '1985'), 1985);
  assert.equal(value('year', '985'), 'year');
});

test('a municipality is found by its name in any writing; a name that several have needs the canton', () => {
  assert.equal(value('municipality', 'zürich'), 261);
  assert.equal(value('municipality', 'Zuerich'), 261);
  assert.equal(value('municipality', 'Buchs'), 'municipality');
  assert.notEqual(value('municipality', 'Buchs ZH'), value('municipality', 'Buchs (SG)'));
  assert.equal(value('municipality', 'Atlantis'), 'municipality');
  assert.deepEqual(fieldType('municipality')!.display(261, { t, names: {} }), ['Zürich']);
});

test('a confirmation keeps who confirmed and when, and is not renewed by looking at it again', () => {
  const names = { applicant: { name: 'Nora Arnold' } };
  assert.deepEqual(read('signature', 'true', { names }), { value: { name: 'Nora Arnold', on: '2026-11-22' } });
  const before = { name: 'Nora Arnold', on: '2026-11-01' };
  assert.deepEqual(read('signature', 'true', { names, before: () => before }), { value: before });
  assert.deepEqual(read('signature', 'true', { names, before: () => ({ name: 'Leo', on: '2026-11-01' }) }), {
    value: { name: 'Nora Arnold', on: '2026-11-22' },
  });
  assert.deepEqual(read('signature', '', { names, before: () => before }), { value: null });
});

test('a span of days ends after it begins', () => {
  const { checkParts } = fieldType('dateRange')!;
  assert.equal(checkParts!({ from: '2026-01-01', to: '2026-01-01' }), null);
  assert.equal(checkParts!({ from: '2026-01-02', to: '2026-01-01' })?.part, 'to');
});

test('amounts may be held to five centimes', () => {
  assert.equal(value('money', 'Fr. 1’200.35'), '1200.35');
});
