import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificate, certificateTexts, nora, offer } from './testing/certificate.ts';
import { compiled, contextWith, vocabulary } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';

const form = compiled(certificate);
const t = translateFrom('de', [], certificateTexts);
const register = { source: 'register' as const, authority: 'musterau', at: '2026-11-22' };
const given = {
  ...offer,
  person: nora,
  address: { text: 'Weg 1, 9999 Musterau', street: 'Weg', houseNumber: '1', swissZipCode: '8001', town: 'Zürich' },
  contact: { email: 'nora@example.ch' },
  household: { complete: true, members: [nora] },
};
const sources = { person: register, address: register, contact: { source: 'identity' as const } };
const at = (answers: object) => contextWith(t, { ...given, ...answers }, { sources, given });

test('what is shown, prefilled and kept, or taken from another name needs no typing', () => {
  const answers = {
    purpose: 'housing',
    delivery: 'post',
    deliveryAddress: { street: 'Weg', houseNumber: '1', swissZipCode: '8001', town: 'Zürich' },
  };
  const { known, asked, fields, share } = form.effort(at(answers));
  assert.deepEqual(asked, ['purpose', 'documentLanguage', 'delivery', 'deliveryAddress.addressLine1', 'contact.phone']);
  assert.ok(known.includes('person.officialName') && known.includes('contact.email') && known.includes('deliveryAddress.town'));
  assert.equal(fields, known.length + asked.length);
  assert.equal(share, asked.length / fields);
});

test('a prefilled value that was changed was typed', () => {
  const { asked } = form.effort(at({ contact: { email: 'other@example.ch' } }));
  assert.ok(asked.includes('contact.email'));
});

test('a person of whom nothing is known types everything', () => {
  const { known } = form.effort(contextWith(t, { ...offer }, { given: {} }));
  assert.deepEqual(known, []);
});

test('what a form can know is told before anybody fills it in', () => {
  const { fields, known } = form.knownFields((name) => vocabulary.has(name));
  assert.ok(known.includes('deliveryAddress.street'), 'a first value by bind counts');
  assert.ok(known.length < fields);
});

test('sections tell what is done, begun, missing and may stay empty', () => {
  const states = (answers: object) => Object.fromEntries(form.sections(at(answers)).map(({ id, state }) => [id, state]));
  assert.deepEqual(states({}), {
    page_you: 'done',
    page_purpose: 'todo',
    page_language: 'todo',
    page_delivery: 'todo',
    page_contact: 'done',
  });
  const begun = states({ purpose: 'other', documentLanguage: 'de' });
  assert.equal(begun['page_purpose'], 'started');
  assert.equal(begun['page_language'], 'done');
  const without = contextWith(t, { ...given, contact: {} }, { sources, given });
  assert.equal(form.sections(without).find(({ id }) => id === 'page_contact')?.state, 'optional');
});
