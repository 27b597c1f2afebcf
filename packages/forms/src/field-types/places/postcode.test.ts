import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePostcode, placesOf } from './postcode.ts';
import { foldedPlace, placeTables } from './tables.ts';

test('a postcode with one place completes it, whatever its writing', () => {
  for (const typed of ['', 'zürich', 'Zuerich', 'ZÜRICH', 'Zürich 1'])
    assert.deepEqual(judgePostcode('8001', typed), { fits: true, place: 'Zürich' }, typed);
  assert.deepEqual(judgePostcode('9000', 'St.Gallen'), judgePostcode('9000', 'Sankt Gallen'));
});

test('a place of another postcode is a fault that names the right one; a place no table knows stays', () => {
  assert.deepEqual(judgePostcode('8001', 'Genève'), { fits: false, fault: 'townPostcode', places: ['Zürich'] });
  assert.deepEqual(judgePostcode('8001', 'Hintermond'), { fits: true, place: 'Hintermond' });
});

test('a postcode of several places asks which one', () => {
  const several = [...placeTables().byPostcode.keys()].find((postcode) => placesOf(postcode).length > 2)!;
  const found = judgePostcode(several, '');
  assert.ok(!found.fits && found.fault === 'townChoice');
  for (const place of found.fits ? [] : found.places) assert.deepEqual(judgePostcode(several, place.toUpperCase()), { fits: true, place });
});

test('a postcode that does not exist is a fault, one of a post box of a known town is not, Liechtenstein is near', () => {
  for (const town of ['Genève', '']) {
    const found = judgePostcode('8099', town);
    assert.ok(!found.fits && found.fault === 'postcodeUnknown', town);
  }
  assert.deepEqual(judgePostcode('8099', 'zürich'), { fits: true, place: 'Zürich' });
  assert.deepEqual(judgePostcode('9490', 'Vaduz'), { fits: true, place: 'Vaduz' });
});

test('every locality of the table fits its own postcode, and every municipality has a number of its own', () => {
  const { byPostcode, municipalities } = placeTables();
  assert.ok(byPostcode.size > 3000 && municipalities.size > 2000);
  for (const [postcode, localities] of byPostcode)
    for (const { name } of localities) {
      const found = judgePostcode(postcode, name);
      assert.ok(found.fits && foldedPlace(found.place) === foldedPlace(name), `${postcode} ${name}`);
    }
});
