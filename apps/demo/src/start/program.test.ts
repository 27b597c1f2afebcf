import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { freePort } from '../../../../tools/testing/ports.ts';
import { isAlive } from '../postgres/pid-file.ts';
import { runProgram, type ProgramPlan } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-program-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const server = `import { createServer } from 'node:http';
createServer((_request, response) => response.end('up')).listen(Number(process.env.PORT), '127.0.0.1');
console.log('listening');`;

async function planOf(name: string, source: string): Promise<ProgramPlan> {
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, source);
  const port = await freePort();
  return {
    name,
    script,
    env: { ...process.env, PORT: String(port) } as Record<string, string>,
    healthUrl: `http://127.0.0.1:${port}/health`,
    logFile: join(folder, `${name}.log`),
  };
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

test('a program that crashes is started again', async () => {
  const said: string[] = [];
  const plan = await planOf('crashing', server);
  const program = runProgram(plan, (line) => said.push(line));
  try {
    await program.ready;
    const first = program.pid;
    assert.ok(first);
    process.kill(first, 'SIGKILL');
    await until(() => program.pid !== null && program.pid !== first);
    await until(() =>
      fetch(plan.healthUrl).then(
        (response) => response.ok,
        () => false,
      ),
    );
    assert.match(said.join('\n'), /crashing ended \(SIGKILL\) and is started again/);
  } finally {
    await program.stop();
  }
});

test('a stopped program is gone and stays gone', async () => {
  const program = runProgram(await planOf('stopping', server), () => {});
  await program.ready;
  const { pid } = program;
  await program.stop();
  assert.equal(isAlive(pid ?? 0), false);
  assert.equal(program.pid, null);
});

test('a program that never gets ready is reported with the end of its log', async () => {
  const program = runProgram(await planOf('broken', `console.error('expected a setting, got none'); process.exit(3);`), () => {});
  await assert.rejects(program.ready, { code: 'not-healthy', message: /broken to answer[\s\S]*expected a setting, got none/ });
  await program.stop();
});

test('programs end when their supervisor is killed', async () => {
  const plan = await planOf('orphan', server);
  const supervisor = join(folder, 'supervisor.ts');
  writeFileSync(
    supervisor,
    `import { runProgram } from ${JSON.stringify(new URL('program.ts', import.meta.url).href)};
const program = runProgram(${JSON.stringify(plan)}, () => {});
await program.ready;
console.log(program.pid);`,
  );
  const parent = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((heard) => parent.stdout.on('data', (chunk: Buffer) => heard(Number(chunk.toString()))));
  assert.ok(isAlive(pid));
  parent.kill('SIGKILL');
  await until(() => !isAlive(pid));
  assert.match(readFileSync(plan.logFile, 'utf8'), /listening/);
});
