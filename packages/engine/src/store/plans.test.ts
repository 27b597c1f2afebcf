import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createDatabase } from '../../../../tools/testing/database.ts';
import { bpmn, chain, newCaseId, node, plainHost, userTask } from '../../test/kit.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../types.ts';

/** Each round makes one token more: forty steps, each of some hundred rows. */
const GROWING = `<bpmn:startEvent id="begin" />${node('manualTask', 'fork')}${node('manualTask', 'left')}${node('manualTask', 'right')}${chain('begin', 'fork', 'left', 'fork', 'right', 'fork').replace('id="left--fork"', 'id="back"')}`;
const CHECK = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;

interface Young {
  engine: Engine;
  pool: pg.Pool;
  /** Entries of the indexes of a table that have been read. */
  readOf(table: string): Promise<number>;
}

/** A database just made, or analyzed while it was empty, and one connection, so that plans are made early and kept. */
async function young(analyzed: boolean, work: (young: Young) => Promise<void>): Promise<void> {
  const database = await createDatabase({ schema: 'engine' });
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  try {
    if (analyzed) await pool.query('vacuum analyze');
    const readOf = async (table: string): Promise<number> => {
      await pool.query('select pg_stat_force_next_flush()');
      const { rows } = await pool.query(
        `select sum(idx_tup_read)::integer as read from pg_stat_user_indexes where relname = any($1::text[])`,
        [[table, `${table}_open`]],
      );
      return (rows[0] as { read: number }).read;
    };
    const clock = (): string => '2027-03-01T08:00:00.000Z';
    await work({ pool, readOf, engine: createEngine({ pool, host: plainHost(), clock, node: 'young' }) });
  } finally {
    await pool.end();
    await database.drop();
  }
}

for (const analyzed of [false, true]) {
  test(`a large step looks up its rows by their keys${analyzed ? ', also where the tables were analyzed while empty' : ''}`, () =>
    young(analyzed, async ({ engine, pool, readOf }) => {
      const { definitionId } = await engine.deploy({ xml: bpmn(GROWING), processId: 'main' });
      const caseId = newCaseId();
      await engine.enqueue(pool, caseId, 'start', { type: 'start', definitionId, variables: {} });
      while ((await engine.drain()) > 0);
      const { tokens } = await engine.state(caseId);
      assert.ok(tokens.length > 2_000, `${tokens.length} tokens`);
      // Of 3,001 tokens and the rounds that made them: 17,000. A plan that goes through the index at each step reads 130,000.
      const read = await readOf('token');
      assert.ok(read < 60_000, `${read} entries`);
    }));
}

test('commands that are executed together look up their rows by their keys in a database just made', () =>
  young(false, async ({ engine, readOf }) => {
    const { definitionId } = await engine.deploy({ xml: bpmn(CHECK), processId: 'main' });
    const cases = Array.from({ length: 320 }, newCaseId);
    const all = (run: (caseId: string) => Promise<unknown>) => Promise.all(cases.map(run));
    await all((caseId) => engine.run(caseId, 'start', { type: 'start', definitionId, variables: {} }));
    await all((caseId) => engine.run(caseId, 'names', { type: 'set-variables', actor: 'x', rootVariables: { n: 1 } }));
    await all((caseId) => engine.run(caseId, 'done', { type: 'complete-task', token: 2, actor: 'person:one', variables: {} }));
    // One or two for each row, more where a loaded machine reads an instance again; going through the index for each batch reads 4,000 to 10,000.
    for (const table of ['instance', 'token', 'variable']) {
      const read = await readOf(table);
      assert.ok(read < 8 * cases.length, `${read} entries of ${table}`);
    }
  }));
