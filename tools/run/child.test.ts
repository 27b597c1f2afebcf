import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'run-child-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('when the shell that npm made for a script is ended, what runs in it ends too', async () => {
  writeFileSync(join(folder, 'long.mjs'), 'console.log(process.pid); setInterval(() => {}, 1000);');
  writeFileSync(
    join(folder, 'entry.mjs'),
    `import { runScript } from ${JSON.stringify(new URL('child.mjs', import.meta.url).href)};
await runScript(${JSON.stringify(root)}, ${JSON.stringify(relative(root, join(folder, 'long.mjs')))}, []);`,
  );
  // The second command keeps the shell from giving its place to the first.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${join(folder, 'entry.mjs')}"; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(shell.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  assert.equal(isAlive(pid), true);
  shell.kill('SIGTERM');
  for (let tries = 0; isAlive(pid) && tries < 1200; tries++) await pause(50);
  assert.equal(isAlive(pid), false);
});
