import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../typed-text.ts';
import { country } from './country/country.ts';
import type { FieldType } from './field-type.ts';
import { language } from './language/language.ts';
import { municipality } from './municipality/municipality.ts';
import { addressLines, postalAddress } from './postal-address/postal-address.ts';

const parse = (type: FieldType, raw: string) => type.parse(typed(raw), { lines: 'one', today: '2026-11-22' });
const show = (lang: string, names = {}) => ({ t: Object.assign((key: string) => key, { has: () => false, lang }) as never, names });

test('countries are understood by code and by name in four languages', () => {
  for (const raw of ['CH', 'ch', 'Schweiz', 'Suisse', 'svizzera', 'Switzerland'])
    assert.deepEqual(parse(country, raw), { value: 'CH' }, raw);
  assert.deepEqual(parse(country, 'Atlantis'), { problem: 'country' });
  assert.deepEqual(country.display('DE', show('fr')), ['Allemagne']);
  assert.equal(country.choices!(show('de'))[0]!.label, 'Schweiz');
});

test('languages are understood by code and by name', () => {
  assert.deepEqual(parse(language, 'Französisch'), { value: 'fr' });
  assert.deepEqual(parse(language, 'it'), { value: 'it' });
  assert.deepEqual(parse(language, 'Klingonisch'), { problem: 'language' });
  assert.deepEqual(language.display('fr', show('fr')), ['Français']);
});

test('municipalities are numbers with the names of the list', () => {
  const names = { lists: { municipalities: [{ value: 9901, label: 'Musterau' }] } };
  assert.deepEqual(parse(municipality, '9901'), { value: 9901 });
  assert.deepEqual(municipality.display(9901, show('de', names)), ['Musterau']);
  assert.deepEqual(municipality.choices!(show('de', names)), [{ value: '9901', label: 'Musterau' }]);
});

test('an address is shown in the lines of an envelope', () => {
  assert.deepEqual(addressLines({ addressLine1: 'c/o Muster', street: 'Weg', houseNumber: '3a', swissZipCode: '6010', town: 'Musterau' }), [
    'c/o Muster',
    'Weg 3a',
    '6010 Musterau',
  ]);
  assert.deepEqual(addressLines({ text: 'Weg 3a, 6010 Musterau' }), ['Weg 3a, 6010 Musterau']);
});

test('an address abroad ends with its country', () => {
  const address = { street: 'Weg', houseNumber: '3', foreignZipCode: '79100', town: 'Freiburg', country: 'DE' };
  assert.deepEqual(postalAddress.display(address, show('de')), ['Weg 3', '79100 Freiburg', 'Deutschland']);
  assert.deepEqual(postalAddress.display({ ...address, country: 'CH' }, show('de')), ['Weg 3', '79100 Freiburg']);
});
