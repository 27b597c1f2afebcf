import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';

let database: TestDatabase;
const ENDED = '015ef3a0-0000-7000-8000-000000000001';
const OPEN = '015ef3a0-0000-7000-8000-000000000002';

before(async () => {
  database = await createDatabase({ schema: 'cases' });
  await database.pool.query(
    `select engine.open_months(d, d) from (select to_timestamp(x'015ef3a00000'::bigint / 1000.0)::date as d) as day`,
  );
  for (const [caseId, state] of [
    [ENDED, 'completed'],
    [OPEN, 'active'],
  ]) {
    await database.pool.query(
      `insert into engine.instance (case_id, started_at, ended_at, definition_id, state) values ($1, '2017-09-19', case when $2 = 'active' then null else '2017-09-20'::timestamptz end, 'd', $2)`,
      [caseId, state],
    );
  }
});
after(() => database.drop());

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'retention', ...words], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: database.url },
  });
  return { status, out: stdout + stderr };
}

const left = async (): Promise<string[]> =>
  (await database.pool.query(`select case_id from engine.instance order by 1`)).rows.map((row) => row.case_id as string);

test('the preview shows what would go and changes nothing, and nothing goes before its day or under a hold', async () => {
  assert.match(run('--on', '2017-09-20').out, /2017-10\s+0\s+1\s+1\s+0\s+\d+ *\n/);
  assert.match(run('--on', '2036-01-31', '--thin').out, /2017-10\s+1\s+1\s+0\s+0\s+\d+ would be thinned/);
  assert.equal(run('hold', ENDED, 'appeal', 'before', 'court').status, 0);
  assert.match(run('--on', '2036-01-31', '--thin', '--run').out, /nothing may go/);
  assert.deepEqual(await left(), [ENDED, OPEN]);
});

test('a run drops what may go and leaves the rest', async () => {
  assert.equal(run('release', ENDED, 'decided').status, 0);
  const { status, out } = run('--on', '2036-01-31', '--thin', '--run');
  assert.equal(status, 0, out);
  assert.match(out, /2017-10\s+1\s+1\s+0\s+0\s+\d+ thinned/);
  assert.deepEqual(await left(), [OPEN]);
});

test('words that say nothing, and cases that are none, are refused', () => {
  for (const words of [['--on', 'tomorrow'], ['hold', 'x', 'because'], ['hold', ENDED], ['--forever']])
    assert.equal(run(...words).status, 2, words.join(' '));
  const { status, out } = run('hold', ENDED, 'too late');
  assert.equal(status, 1);
  assert.match(out, /expected the id of a case with an instance/);
});
