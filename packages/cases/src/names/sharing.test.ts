import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalogueFolder } from '../catalogue/index.ts';
import { readVocabulary } from '../catalogue/vocabulary.ts';
import { readersOf } from './sharing.ts';

const vocabulary = readVocabulary(await readCatalogueFolder([new URL('../../../..', import.meta.url).pathname]));
const readers = (name: string, ...read: string[]): string[] => readersOf({ office: { read } }, name, vocabulary).slice(1);

test('a single name shares itself and what is inside, nothing that only begins alike', () => {
  assert.deepEqual(readers('purpose', 'purpose'), ['office']);
  assert.deepEqual(readers('deliveryAddress.street', 'deliveryAddress'), ['office']);
  assert.deepEqual(readers('purposeOther', 'purpose'), []);
  assert.deepEqual(readers('person', 'person.officialName'), []);
});

test('`x.*` shares everything under x but what is sensitive or in the vault, also inside and around it', () => {
  assert.deepEqual(readers('person.officialName', 'person.*'), ['office']);
  assert.deepEqual(readers('household.members[2].firstName', 'household.*'), ['office']);
  assert.deepEqual(readers('evidence.lease', 'evidence.*'), ['office']);
  for (const name of ['person.religion', 'person.ahvNumber', 'person.permit', 'person.permit.code', 'person.dataLock', 'tax.2027.income'])
    assert.deepEqual(readers(name, 'person.*', 'tax.*'), [], name);
});

test('a sensitive name is shared where it is named itself', () => {
  assert.deepEqual(readers('person.permit.code', 'person.*', 'person.permit.code'), ['office']);
  assert.deepEqual(readers('person.permit.validUntil', 'person.permit'), ['office']);
});

test('the applicant always reads', () => assert.deepEqual(readersOf({}, 'person.religion', vocabulary), ['applicant']));
