import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterPath, isNarrowed, readFilter } from './task-filter.ts';

const read = (query: Record<string, string>) => readFilter((name) => query[name]);

test('the address keeps what is not as usual and survives anything typed', () => {
  const filter = read({ view: 'mine', deadline: 'yesterday', text: ' a&b ' });
  assert.deepEqual(filter, { view: 'mine', deadline: null, text: 'a&b', office: null, service: null, after: null });
  assert.equal(filterPath(filter), '/tasks?view=mine&text=a%26b');
  assert.equal(filterPath(filter, { view: 'all', text: '' }), '/tasks');
});

test('another filter begins at its beginning, the next page keeps the filter', () => {
  const filter = read({ deadline: 'late', after: 'abc' });
  assert.equal(filterPath(filter, { view: 'free' }), '/tasks?view=free&deadline=late');
  assert.equal(filterPath(filter, { after: 'def' }), '/tasks?deadline=late&after=def');
});

test('a view alone narrows nothing', () => {
  assert.equal(isNarrowed(read({ view: 'mine', after: 'x' })), false);
  assert.equal(isNarrowed(read({ service: 'any' })), true);
});
