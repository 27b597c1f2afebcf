import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { sealRecords } from '@einwohnerportal/cases';
import pg from 'pg';
import { storeCase } from '../../../tests/support/stored-case.ts';
import { createDatabase } from '../../../tools/testing/database.ts';

test('verify-log tells what it checked, and ends with 1 when a record does not fit', async () => {
  const database = await createDatabase({ schema: 'cases' });
  const machine = new pg.Pool({ connectionString: database.roleUrl('ep_engine'), max: 1 });
  try {
    const { caseId } = await storeCase(database.pool, 'musterau');
    await machine.query(
      `insert into cases.access_records (case_id, actor, actor_name, purpose) values ($1, 'person:x', 'Mia Muster', 'p')`,
      [caseId],
    );
    await sealRecords(machine, new Date());
    const run = (url: string) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'verify-log'], {
        env: { ...process.env, DATABASE_URL: url },
        encoding: 'utf8',
      });
    const good = run(database.roleUrl('ep_audit'));
    assert.equal(good.status, 0, good.stderr);
    assert.deepEqual(JSON.parse(good.stdout).faults, []);
    await database.pool.query(`set session_replication_role = replica; update cases.access_records set purpose = 'other'`);
    const bad = run(database.roleUrl('ep_audit'));
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /"changed"/);
    assert.doesNotMatch(bad.stdout, /Muster,|Mia/);
  } finally {
    await machine.end();
    await database.drop();
  }
});
