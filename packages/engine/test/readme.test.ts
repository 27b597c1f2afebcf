import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { createDatabase } from '../../../tools/testing/database.ts';
import { programsOf } from '../../../tools/checking/programs.ts';

const folder = new URL('../', import.meta.url);

test('the program of the README has 20 lines and runs on an empty database as it says', async () => {
  const [program = ''] = programsOf(await readFile(new URL('README.md', folder), 'utf8'));
  assert.ok(program.trimEnd().split('\n').length <= 20, `${program.trimEnd().split('\n').length} lines`);
  const database = await createDatabase({ schema: 'none' });
  try {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-'], {
      cwd: fileURLToPath(folder),
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(program);
    const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(errors, '');
    assert.equal(said.trim(), "completed { name: 'Mira', said: 'Grüezi' }");
  } finally {
    await database.drop();
  }
});
