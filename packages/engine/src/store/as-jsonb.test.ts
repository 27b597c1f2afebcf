import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { asJsonb } from './as-jsonb.ts';

let database: TestDatabase;
before(async () => {
  database = await createDatabase({ schema: 'none' });
});
after(() => database.drop());

test('values in memory become what the database gives again, names in its order', async () => {
  // Text with U+0000 or half a surrogate pair is refused by the database.
  const text = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((value) => value.isWellFormed() && !value.includes('\0'));
  const values = fc.sample(
    fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double({ noNaN: false }),
        fc.boolean(),
        fc.constantFrom(null, undefined, -0, 1e21, new Date(0)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      ),
    })).value,
    { numRuns: 400, seed: 1 },
  );
  const { rows } = await database.pool.query('select $1::jsonb as data', [JSON.stringify(values)]);
  const { data } = rows[0] as { data: unknown };
  assert.deepEqual(asJsonb(values), data);
  assert.equal(JSON.stringify(asJsonb(values)), JSON.stringify(data));
});

test('what the caller does with a value afterwards does not change what was kept', () => {
  const given = { list: [{ c: 2 }], b: 1 };
  const kept = asJsonb(given);
  given.list[0]!.c = 3;
  assert.deepEqual(kept, { b: 1, list: [{ c: 2 }] });
});
