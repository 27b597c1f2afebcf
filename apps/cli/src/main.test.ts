import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const repository = resolve(import.meta.dirname, '..', '..', '..');
const service = join('services', 'residence-certificate');
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'cli-'));
});
after(() => rm(root, { recursive: true, force: true }));

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    encoding: 'utf8',
    cwd: repository,
  });
  return { status, out: stdout + stderr };
}

let copies = 0;

async function copyWith(file: string, from: string | RegExp, to: string): Promise<string> {
  const folder = join(root, String(++copies), service);
  await cp(join(repository, service), folder, { recursive: true });
  const text = await readFile(join(folder, file), 'utf8');
  assert.match(text, from instanceof RegExp ? from : new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  await writeFile(join(folder, file), text.replace(from, to));
  return folder;
}

describe('the command line', () => {
  it('says that a package in order is in order and ends with 0', () => {
    const { status, out } = run('check', service);
    assert.equal(status, 0, out);
    assert.match(out, /in order/);
  });

  it('ends with 1 and names file, place and what was expected', async () => {
    const folder = await copyWith(
      'process.bpmn',
      /<bpmn:serviceTask id="confirm-residence"([\s\S]*?)<\/bpmn:serviceTask>/,
      '<bpmn:scriptTask id="confirm-residence"$1</bpmn:scriptTask>',
    );
    const { status, out } = run('check', folder);
    assert.equal(status, 1, out);
    assert.match(out, /^services\/residence-certificate\/process\.bpmn:confirm-residence {2}[\w-]+ {2}expected /m);
  });

  it('compiles templates and names one that does not compile', async () => {
    const folder = await copyWith('documents/certificate.typ', '#show: letter', '#show: lettre');
    const { status, out } = run('check', folder);
    assert.equal(status, 1, out);
    assert.match(out, /documents\/certificate\.typ {2}template-invalid {2}expected a template that compiles, got .*lettre/);
  });

  it('prints a BPMN file as JSON', () => {
    const { status, out } = run('inspect', join(service, 'process.bpmn'));
    assert.equal(status, 0, out);
    const { processes } = JSON.parse(out) as { processes: { id: string; lanes: string[] }[] };
    assert.deepEqual(
      processes.map(({ id, lanes }) => ({ id, lanes })),
      [{ id: 'residence-certificate', lanes: ['applicant', 'municipality'] }],
    );
  });

  it('exports no history without knowing where from, in which form, or why with names', () => {
    const exported = (env: Record<string, string>, ...words: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'export-history', ...words], {
        encoding: 'utf8',
        cwd: repository,
        env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '', ...env },
      });
    const there = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    for (const [env, words, expected] of [
      [{}, [], /expected the database in DATABASE_URL/],
      [there, ['--format', 'csv'], /expected --format jsonl or xes, got csv/],
      [there, ['--from', '2026-02-30'], /expected a day like 2026-11-22 after --from/],
      [there, ['--variables'], /expected --who and a --reason of ten letters/],
      [there, ['--nonsense'], /expected the options of export-history/],
    ] as const) {
      const { status, stderr, stdout } = exported(env, ...words);
      assert.match(stderr, expected);
      assert.equal(status, 2);
      assert.equal(stdout, '');
    }
    assert.equal(exported(there).status, 1);
  });

  it('explains itself, and ends with 2 when it does not understand', () => {
    assert.match(run('help').out, /check <folder>/);
    assert.equal(run('help').status, 0);
    assert.match(run('bless').out, /expected one of check, test/);
    assert.equal(run('bless').status, 2);
    assert.equal(run('check').status, 2);
  });
});
