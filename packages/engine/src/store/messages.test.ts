import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { arrayParameter, jsonbArray, runPipeline } from './pipeline.ts';

let database: TestDatabase;
before(async () => {
  database = await createDatabase({ schema: 'none' });
});
after(() => database.drop());

test('texts of all lengths and alphabets, binary values and nulls arrive as they were given', async () => {
  const client = await database.pool.connect();
  const texts = ['', 'a', 'Zürich', '窓口', '🗳', 'x'.repeat(70_000), 'é'.repeat(70_000), `${'y'.repeat(200_000)}ß`];
  for (const text of [...texts, ...texts.toReversed()]) {
    const [row, list] = await runPipeline(client, [
      { text: 'select $1::text as text, $2::text as nothing, $3::integer as number', values: [text, null, '7'] },
      {
        text: 'select $1::text[] as texts, $2::jsonb[] as values',
        values: [arrayParameter([text]), jsonbArray([JSON.stringify({ text }), null])],
      },
    ]);
    assert.deepEqual(row?.[0], { text, nothing: null, number: 7 });
    assert.deepEqual(list?.[0], { texts: [text], values: [{ text }, null] });
  }
  client.release();
});

test('what one pipeline has sent stays as it was while the next one is written', async () => {
  const clients = await Promise.all(Array.from({ length: 4 }, () => database.pool.connect()));
  // More than a socket takes at once: the rest waits in memory.
  const large = clients.map((_, index) => String(index).repeat(4_000_000));
  const answers = await Promise.all(
    clients.map((client, index) =>
      runPipeline(client, [
        { text: 'select md5($1::text) = md5(repeat($2::text, 4000000)) as same', values: [large[index]!, String(index)] },
      ]),
    ),
  );
  assert.deepEqual(
    answers.flat(2),
    clients.map(() => ({ same: true })),
  );
  for (const client of clients) client.release();
});

test('a statement that cannot be written leaves nothing of itself to the next', async () => {
  const client = await database.pool.connect();
  await assert.rejects(runPipeline(client, [{ text: 'select $1::text as text', values: [Symbol('no text') as unknown as string] }]));
  assert.deepEqual(await runPipeline(client, [{ text: 'select 1 as one' }]), [[{ one: 1 }]]);
  client.release();
});
