import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesWithoutLook } from './route-coverage.ts';

test('a page is looked at once its address was in a look, under the first route that fits', () => {
  const without = pagesWithoutLook([{ address: 'workplace /filters' }, { address: 'portal /drafts/1/sections' }, { address: null }]);
  assert.ok(!without.includes('workplace /filters'));
  assert.ok(!without.includes('portal /drafts/:draft/sections'));
  assert.ok(without.includes('portal /'));
  assert.ok(without.includes('workplace /tasks/:case/:token'));
  const file = 'workplace /records/proof';
  assert.ok(!without.includes(file) && !pagesWithoutLook([{ address: file }]).includes(file));
});
