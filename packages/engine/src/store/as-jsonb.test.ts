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

test('a value that was seen is not walked through again', () => {
  const once = asJsonb({ b: 1, a: [{ c: 2 }] });
  assert.equal(asJsonb(once), once);
});
