import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertFeel, warnings } from '../testing.ts';

const persons = [
  { 'first-name': 'Ada', address: { 'zip/code': 1 }, 'year-of-birth': 1815 },
  { 'first-name': 'Alan', address: { 'zip/code': 2 }, 'year-of-birth': 1912 },
];

// DMN 1.5, section 10.3.1.5: names are matched against the scope; here only the data knows them.
describe('names with operators that nobody announced', () => {
  it('are read as names where the operation has no result', () => {
    assertFeel(
      [
        ['persons.first-name', ['Ada', 'Alan']],
        ['persons[1].first-name', 'Ada'],
        ['persons[-1].address.zip/code', 2],
        ['persons[first-name = "Alan"].year-of-birth', [1912]],
        ['sort(persons, function(a, b) a.first-name > b.first-name).first-name', ['Alan', 'Ada']],
        ['{f: function(p) p.address.zip/code + 1, r: f(persons[1])}.r', 2],
        ['tax-rate', 0.1],
      ],
      { persons, 'tax-rate': 0.1 },
    );
  });

  it('are operations where these have a result, and leave no warnings behind', () => {
    assertFeel([['a-b', 1]], { a: 3, b: 2, 'a-b': 7 });
    assert.deepEqual(warnings('persons.first-name', { persons }), []);
    assert.deepEqual(warnings('persons.last-name', { persons }).length > 0, true);
  });
});
