import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { text } from './text.ts';

const parse = (raw: string, lines: 'one' | 'many' = 'one') => text.parse(typed(raw), { lines, today: '2026-11-22' });

test('a line is kept in NFC without blanks around and with single blanks', () => {
  assert.deepEqual(parse('  Zoe\u0308  Mu\u0308ller '), { value: 'Zoë Müller' });
  assert.deepEqual(parse('   '), { value: null });
});

test('names keep apostrophes, hyphens and latin letters with marks', () => {
  for (const name of ["O'Brien-Łukasz", 'Čapek', 'D’Angelo', 'Nguyễn']) assert.deepEqual(parse(name), { value: name.normalize('NFC') });
});

test('control characters and marks that turn the direction are refused', () => {
  for (const bad of ['a\u0000b', 'a\u0007', 'abc\u202edef', 'a\u0085b', 'a\nb'])
    assert.deepEqual(parse(bad), { problem: 'characters' }, JSON.stringify(bad));
});

test('several lines keep their line ends in one form', () => {
  assert.deepEqual(parse('one\r\ntwo  \r\n\r\nthree\n\n', 'many'), { value: 'one\ntwo\n\nthree' });
  assert.deepEqual(text.display('one\ntwo', undefined as never), ['one', 'two']);
});
