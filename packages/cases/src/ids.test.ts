import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withNewReference } from './ids.ts';

test('a reference that another case has is drawn again, a few times', async () => {
  const drawn: string[] = [];
  const reference = await withNewReference('2027-03-01', async (each) => ({ rowCount: drawn.push(each) < 3 ? 0 : 1 }));
  assert.equal(drawn.length, 3);
  assert.equal(reference, drawn[2]);
  assert.match(reference, /^2027-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  await assert.rejects(
    withNewReference('2027-03-01', async () => ({ rowCount: 0 })),
    { code: 'reference-taken' },
  );
});
