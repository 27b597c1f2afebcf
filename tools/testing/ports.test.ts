import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { freePort, freePorts } from './ports.ts';

test('a port that was given out is free, and given to nobody else while this process runs', async () => {
  const given = await Promise.all(Array.from({ length: 40 }, freePort));
  assert.equal(new Set(given).size, given.length);
  const server = createServer();
  await new Promise<void>((ready, fail) => server.once('error', fail).listen(given[0], '127.0.0.1', ready));
  server.close();
  // Another process that wants this very port is told that it is taken.
  const claim = `require('node:net').createServer().once('error', ({ code }) => console.log(code)).listen(${given[0]}, '127.0.0.2')`;
  if (process.platform === 'linux')
    assert.equal((await promisify(execFile)(process.execPath, ['-e', claim], { timeout: 60_000 })).stdout.trim(), 'EADDRINUSE');
});

test('several ports stand at their distances', async () => {
  const [base, next, far] = await freePorts([0, 1, 10]);
  assert.deepEqual([next, far], [base! + 1, base! + 10]);
});
