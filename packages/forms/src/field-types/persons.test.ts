import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translateFrom } from '../testing/texts.ts';
import { typed } from '../typed-text.ts';
import { labelOfRef, personChoices } from './person-ref/person-label.ts';
import { personRefs } from './person-refs/person-refs.ts';

const t = translateFrom('de', []);

test('a reference is shown by the name of the person, wherever the case keeps it', () => {
  const names = {
    household: {
      choices: [{ value: 'p1', label: 'Nora Arnold' }],
      added: [{ ref: 'a1', firstName: 'Ada', officialName: 'Žak', dateOfBirth: '1951' }],
    },
    people: { p7: { firstName: 'Leo', officialName: 'Arnold', dateOfBirth: '2018-03-02' } },
    person: { ref: 'me', firstName: 'Ina', officialName: 'Arnold' },
  };
  assert.equal(labelOfRef('p1', names, t), 'Nora Arnold');
  assert.equal(labelOfRef('a1', names, t), 'Ada Žak, geboren 1951');
  assert.equal(labelOfRef('p7', names, t), 'Leo Arnold, geboren am 2. März 2018');
  assert.equal(labelOfRef('me', names, t), 'Ina Arnold');
  assert.equal(labelOfRef('constructor', names, t), null);
});

test('choices of persons need no labels', () => {
  assert.deepEqual(personChoices([{ ref: 'p2', firstName: 'Leo', officialName: 'Arnold' }, { ref: 5 }, null], t), [
    { value: 'p2', label: 'Leo Arnold' },
  ]);
});

test('each reference counts once', () => {
  assert.deepEqual(personRefs.parse(typed(['p1', 'p2', 'p1', '']), { lines: 'one', today: '2026-11-22' }), { value: ['p1', 'p2'] });
});
