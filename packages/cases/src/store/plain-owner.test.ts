import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { migrate } from '@einwohnerportal/engine';
import pg from 'pg';
import { loadTestCatalogue } from '../../../../tests/support/load-catalogue.ts';
import { serverUrl } from '../../../../tools/testing/database.ts';

const ROLES = 'ep_rights, ep_portal, ep_workplace, ep_sign_in, ep_engine, ep_report, ep_audit, ep_vault';
const ROOT = new URL('../../../..', import.meta.url).pathname;

test('an owner of the database who is no superuser migrates it, loads the catalogue and opens its start events', async (t) => {
  const admin = new pg.Pool({ connectionString: await serverUrl(), max: 1 });
  const name = `plain_owner_${randomBytes(4).toString('hex')}`;
  const { rows } = await admin.query<{ known: number }>(`select count(*)::int as known from pg_roles where rolname = any ($1)`, [
    ROLES.split(', '),
  ]);
  await admin.query(`create role ${name} login createrole password 'x'`);
  await admin.query(`create database ${name} owner ${name}`);
  const url = new URL(await serverUrl());
  Object.assign(url, { username: name, password: 'x', pathname: `/${name}` });
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  pool.on('error', () => {});
  t.after(async () => {
    await pool.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.query(`drop owned by ${name} cascade; drop role ${name}`);
    await admin.end();
  });
  // On a server that is used already, somebody else made the roles; the owner is let in by whoever administers it.
  if (rows[0]!.known > 0) await admin.query(`grant ${ROLES} to ${name} with admin option, inherit false, set true`);
  await migrate(pool, new URL('./packages/engine/sql/', `file://${ROOT}/`), 'engine');
  await migrate(pool, new URL('./packages/cases/sql/', `file://${ROOT}/`), 'cases');
  const loaded = await loadTestCatalogue(pool, [ROOT], '_example');
  assert.ok(loaded.services > 0);
  await pool.query(`insert into engine.start_event (process_id, element, definition_id, kind) values ('x', 'y', 'z', 'message')`);
  assert.equal((await pool.query('delete from engine.start_event')).rowCount, 1);
});
