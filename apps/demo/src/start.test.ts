import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../../tools/testing/ports.ts';
import { isFree } from './ports.ts';
import { isAlive } from './postgres/pid-file.ts';

const script = fileURLToPath(new URL('start.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-start-'));
// The account PostgreSQL runs as must pass through.
chmodSync(folder, 0o711);
const running = new Set<ChildProcess>();
after(async () => {
  for (const child of running) child.kill('SIGTERM');
  while ([...running].some((child) => child.exitCode === null && child.signalCode === null)) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
});

const distances = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10];
const freeBase = async (): Promise<number> => (await freePorts(distances))[0]!;

interface Demo {
  child: ChildProcess;
  output: () => string;
  /** Resolves when the output holds the words; rejects when the demo ends before. */
  says: (words: RegExp) => Promise<void>;
  ended: Promise<number | null>;
}

function startDemo(base: number, env: Record<string, string> = {}): Demo {
  const { DATABASE_URL: _url, ...inherited } = process.env;
  const child = spawn(process.execPath, [script], {
    env: { ...inherited, PORT_BASE: String(base), DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const says = async (words: RegExp): Promise<void> => {
    while (!words.test(text)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`expected ${String(words)}, got the end after:\n${text}`);
      await sleep(25);
    }
  };
  return { child, output: () => text, says, ended };
}

const postgresPid = (): number => Number(readFileSync(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const allFree = async (base: number): Promise<boolean> =>
  (await Promise.all(distances.map((distance) => isFree(base + distance)))).every(Boolean);

test('the demo starts on an empty machine, answers everywhere, keeps its secrets, and ends without a trace', async () => {
  const base = await freeBase();
  const demo = startDemo(base);
  await demo.says(/Einwohnerportal läuft/);
  for (const distance of [0, 1, 3, 4, 5, 7, 8]) {
    assert.equal((await fetch(`http://127.0.0.1:${base + distance}/health`)).status, 200, `port ${distance}`);
  }
  assert.match(demo.output(), /hanna {2,}Hanna Gassmann/);
  const data = join(folder, 'data');
  const open = readdirSync(data).filter(
    (name) => /secret|password|keys|clients/.test(name) && (statSync(join(data, name)).mode & 0o077) !== 0,
  );
  assert.deepEqual(open, []);
  const pid = postgresPid();
  demo.child.kill('SIGINT');
  assert.equal(await demo.ended, 0);
  assert.equal(isAlive(pid), false);
  assert.equal(await allFree(base), true);
});

test('when the supervisor is killed its programs end, and the next start takes over the database', async () => {
  const base = await freeBase();
  const first = startDemo(base);
  await first.says(/Einwohnerportal läuft/);
  const pid = postgresPid();
  first.child.kill('SIGKILL');
  await first.ended;
  while (!(await allFree(base))) await sleep(50);
  assert.equal(isAlive(pid), true);
  const second = startDemo(base);
  await second.says(/Einwohnerportal läuft/);
  assert.match(second.output(), /PostgreSQL still runs from before/);
  assert.equal(postgresPid(), pid);

  const third = startDemo(await freeBase());
  assert.equal(await third.ended, 1);
  assert.match(third.output(), /got a demo that runs already: http:\/\/127\.0\.0\.1/);

  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0);
  assert.equal(isAlive(pid), false);
});

test('a taken port is named, with how to choose others', async () => {
  const base = await freeBase();
  const server = createServer();
  await new Promise<void>((ready) => server.listen(base + 4, '127.0.0.1', ready));
  const demo = startDemo(base);
  assert.equal(await demo.ended, 1);
  server.close();
  assert.match(demo.output(), new RegExp(`PORT_BASE=${base}, got these taken: ${base + 4} \\(register\\)`));
  assert.match(demo.output(), new RegExp(`PORT_BASE=${base + 100} npm start`));
});

test('a database that cannot be used is named, without its password and without a stack', async () => {
  for (const [url, words] of [
    [
      'postgres://owner:geheim@127.0.0.1:1/portal',
      /PostgreSQL at 127\.0\.0\.1:1 with database "portal" for "owner" \(DATABASE_URL\), got ECONNREFUSED/,
    ],
    ['mysql://x', /expected DATABASE_URL like postgres:/],
  ] as const) {
    const demo = startDemo(await freeBase(), { DATABASE_URL: url });
    assert.equal(await demo.ended, 1);
    assert.match(demo.output(), words);
    assert.doesNotMatch(demo.output(), /geheim|\.ts:\d+/);
  }
});
