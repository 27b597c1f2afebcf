import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { matchesLockfile } from './install.mjs';
import { testFiles } from './files.ts';

const entry = (version: string, more: object = {}): object => ({ version, ...more });

test('packages are complete when each of the lockfile is installed in its version', () => {
  const lock = { packages: { '': {}, 'node_modules/a': entry('1.0.0'), 'node_modules/a/node_modules/b': entry('2.0.0') } };
  assert.equal(
    matchesLockfile(lock, { packages: { 'node_modules/a': entry('1.0.0'), 'node_modules/a/node_modules/b': entry('2.0.0') } }),
    true,
  );
  assert.equal(matchesLockfile(lock, { packages: { 'node_modules/a': entry('1.0.0') } }), false);
  assert.equal(
    matchesLockfile(lock, { packages: { 'node_modules/a': entry('1.0.1'), 'node_modules/a/node_modules/b': entry('2.0.0') } }),
    false,
  );
});

test('packages for other platforms need not be installed, our own workspaces must be linked', () => {
  const ours = { link: true, resolved: 'packages/ours' };
  const lock = {
    packages: {
      'node_modules/other-platform': entry('1.0.0', { optional: true }),
      'node_modules/ours': ours,
      'packages/ours': entry('0.1.0'),
    },
  };
  assert.equal(matchesLockfile(lock, { packages: { 'node_modules/ours': ours } }), true);
  assert.equal(matchesLockfile(lock, { packages: {} }), false);
});

test('with no lockfile or nothing installed, packages are missing', () => {
  assert.equal(matchesLockfile(null, { packages: {} }), false);
  assert.equal(matchesLockfile({ packages: {} }, null), false);
});

test('an unknown verb names those there are and exits 2', () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../run.mjs', import.meta.url)), 'unknown'], {
    encoding: 'utf8',
  });
  assert.equal(status, 2);
  assert.match(stderr, /expected one of these verbs, got "unknown"/);
  for (const verb of ['start', 'test', 'check', 'bench', 'pictures', 'format']) assert.match(stderr, new RegExp(`^ {2}${verb} `, 'm'));
});

test('words after the verb choose test files by a part of their path', () => {
  assert.deepEqual(testFiles(['tools/run/install.test']), ['tools/run/install.test.ts']);
  assert.deepEqual(testFiles(['./tools/run/install.test.ts']), ['tools/run/install.test.ts']);
  assert.ok(testFiles([]).length > 5);
  assert.deepEqual(testFiles(['no such file']), []);
});
