import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { bpmn, chain, newCaseId, plainHost, userTask } from '../../test/kit.ts';
import { createEngine } from '../engine.ts';
import { migrate } from '../migrate.ts';

const SQL = new URL('../../sql/', import.meta.url);
const CASE = '019e0000-0000-7000-8000-000000000001';
const TOKEN = `insert into engine.token (case_id, entered_at, token_no, visit, definition_id, element, path, state, part)
  values ('${CASE}', now(), $1, 1, 'd', 'check', 'check:1', $2, $3)`;
const EVENT = `insert into engine.event (case_id, at, step, command_id, type, state, result) values ('${CASE}', now(), 1, $1, 'start', 'active', $2)`;
const TASK = `insert into engine.user_task (case_id, created_at, token_no, element, process_id, group_id, role, form, kind)
  values ('${CASE}', now(), $1, 'check', 'p', 'office:x', 'member', 'check', $2)`;

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase({ schema: 'none' });
});
afterEach(() => database.drop());

test('steps go on while checks change', async () => {
  await upTo('0011');
  const engine = createEngine({ pool: database.pool, host: plainHost() });
  const { definitionId } = await engine.deploy({
    xml: bpmn(`<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`),
    processId: 'main',
  });
  let over = false;
  let lives = 0;
  const migrated = migrate(database.pool, SQL, 'engine').finally(() => (over = true));
  const live = async (): Promise<void> => {
    while (!over) {
      const caseId = newCaseId();
      await engine.run(caseId, 'start', { type: 'start', definitionId, variables: {} });
      const { state } = await engine.run(caseId, 'check', { type: 'complete-task', token: 2, actor: 'person:x', variables: {} });
      assert.equal(state, 'completed');
      lives += 1;
    }
  };
  await Promise.all([migrated, ...Array.from({ length: 8 }, live)]);
  assert.ok(lives > 0);
});

test('checks change on tables that hold rows without rewriting one, and refuse what they refused', async () => {
  await upTo('0011');
  await database.pool.query(TOKEN, [1, 'joining', 'loop']);
  await database.pool.query(EVENT, ['start', 'done']);
  await database.pool.query(TASK, [1, 'capability']);
  const files = await storage();

  const applied = await migrate(database.pool, SQL, 'engine');
  assert.equal(applied[0], '0011-cheaper-checks.sql');
  assert.deepEqual(await storage(), files);
  const { rows } = await database.pool.query('select state, part from engine.token');
  assert.deepEqual(rows, [{ state: 'joining', part: 'loop' }]);
  for (const [text, values] of [
    [TOKEN, [2, 'lost', 'whole']],
    [TOKEN, [2, 'ready', 'half']],
    [TASK, [2, 'machine']],
    [EVENT, ['again', 'perhaps']],
    [`update engine.token set state = $1`, ['lost']],
    [`insert into engine.subscription (case_id, token_no, element, name, key, kind) values ('${CASE}', 1, 'e', 'n', 'k', $1)`, ['letter']],
  ] as const) {
    await assert.rejects(database.pool.query(text, [...values]), { code: '23514' }, text);
  }
  const unsure = await database.pool.query(
    `select conname from pg_constraint where connamespace = 'engine'::regnamespace and conname like '%known' and not convalidated`,
  );
  assert.deepEqual(unsure.rows, []);
});

/** The schema before a migration. */
async function upTo(first: string): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'checks-'));
  for (const name of await readdir(SQL)) if (name < first) await cp(fileURLToPath(new URL(name, SQL)), join(path, name));
  await migrate(database.pool, pathToFileURL(`${path}/`), 'engine');
  await rm(path, { recursive: true });
}

/** Which files on disk hold the tables; a table that is rewritten gets another. */
async function storage(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `select relname, relfilenode from pg_class where relnamespace in ('engine'::regnamespace, 'engine_months'::regnamespace) and relkind = 'r' order by 1`,
  );
  return rows;
}
