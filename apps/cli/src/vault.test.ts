import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { sealValue } from '@einwohnerportal/cases';
import { readKeyRing } from '@einwohnerportal/files';
import { storeCase } from '../../../tests/support/stored-case.ts';
import { createDatabase } from '../../../tools/testing/database.ts';

test('vault rotate seals everything under the first key and tells how many lie under which, never a number', async () => {
  const database = await createDatabase({ schema: 'cases' });
  try {
    const { caseId } = await storeCase(database.pool, 'musterau');
    const [old, fresh] = ['old', 'fresh'].map((name) => `${name}=${randomBytes(32).toString('base64')}`);
    const place = { vaultId: randomUUID(), holder: caseId, kind: 'ahvNumber' };
    const { keyId, sealed, lookup } = sealValue(readKeyRing(old!), place, '7569217076985');
    await database.pool.query(
      `insert into cases.vault (vault_id, holder_id, case_id, kind, key_id, sealed, lookup) values ($1, $2, $2, 'ahvNumber', $3, $4, $5)`,
      [place.vaultId, caseId, keyId, sealed, lookup],
    );
    const run = (words: string[], keys: string) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'vault', ...words], {
        env: { ...process.env, VAULT_DATABASE_URL: database.roleUrl('ep_vault'), VAULT_KEYS: keys },
        encoding: 'utf8',
      });
    const wrong = run(['rotate'], fresh!);
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /expected key old of the vault/);
    const good = run(['rotate'], `${fresh},${old}`);
    assert.deepEqual(JSON.parse(good.stdout), { rotated: 1, keys: [{ key: 'fresh', count: 1 }] }, good.stderr);
    for (const { stdout, stderr } of [wrong, good]) assert.doesNotMatch(stdout + stderr, /7569217076985/);
  } finally {
    await database.drop();
  }
});
