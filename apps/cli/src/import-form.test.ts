import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkPackage } from '@einwohnerportal/cases';
import { createTypstRenderer } from '@einwohnerportal/connectors';
import { importForm } from '@einwohnerportal/form-import';
import { knownNames } from './known-names.ts';

const repository = resolve(import.meta.dirname, '..', '..', '..');
const fixtures = join(repository, 'packages', 'form-import', 'fixtures');
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'import-form-'));
});
after(() => rm(root, { recursive: true, force: true }));

function run(...words: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'import-form', ...words], { encoding: 'utf8', cwd: root });
}

describe('drafts of forms', () => {
  let known: Awaited<ReturnType<typeof knownNames>>;
  let renderer: ReturnType<typeof createTypstRenderer>;
  before(async () => {
    known = await knownNames();
    renderer = createTypstRenderer();
  });

  for (const path of globSync('*/*.form', { cwd: fixtures }).toSorted()) {
    it(`${path} passes the check`, async () => {
      const folder = join(root, 'checked', 'services', basename(path, '.form'));
      const draft = importForm(await readFile(join(fixtures, path)), {
        name: path,
        id: basename(path, '.form'),
        known,
      });
      for (const [name, text] of Object.entries(draft.files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
      const problems = await checkPackage(folder, { renderTemplate: (request) => renderer.render(request) });
      assert.deepEqual(problems, []);
    });
  }
});

describe('import-form', () => {
  const form = join(fixtures, 'onegov', 'org-de-anmeldung.form');

  it('writes a folder, tells what to look at, and ends with 0 when all of the form is in it', async () => {
    const { status, stderr, stdout } = run(form, '--to', 'services/anmeldung');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /org-de-anmeldung\.form:8:1 {2}review {2}vault /);
    assert.deepEqual(JSON.parse(stdout), {
      folder: 'services/anmeldung',
      fields: 10,
      known: 7,
      preset: 1,
      leftOut: 0,
      changed: 0,
      review: 1,
      errors: 0,
    });
    assert.match(await readFile(join(root, 'services/anmeldung/review.md'), 'utf8'), /^# Review of the draft «Anmeldung»/);
  });

  it('takes id, language and office from the command', async () => {
    const { status, stderr } = run(form, '--id', 'kurs', '--language', 'fr', '--office', 'sports-office');
    assert.equal(status, 0, stderr);
    const manifest = await readFile(join(root, 'services/kurs/service.yaml'), 'utf8');
    assert.match(manifest, /^id: kurs$/m);
    assert.match(manifest, /function: sports-office/);
    assert.ok(existsSync(join(root, 'services/kurs/texts/fr.yaml')));
  });

  it('ends with 1 when something of the form is not in the draft', () => {
    const { status, stderr } = run(join(fixtures, 'constructs', 'faulty-lines.form'));
    assert.equal(status, 1, stderr);
    assert.match(
      stderr,
      /faulty-lines\.form:3:1 {2}left-out {2}line-unknown {2}expected a section, a field, an option or a help text, got "Das ist nur Text\."/,
    );
  });

  it('writes nothing and ends with 2 when it does not understand', async () => {
    await writeFile(join(root, 'letter.form'), 'Liebe Leute, kommt alle.\n');
    for (const words of [
      [],
      ['nowhere.form'],
      ['letter.form'],
      [form, form],
      [form, '--language', 'rm'],
      [form, '--colour', 'blue'],
      [form, '--id', 'A b'],
    ]) {
      const { status, stderr } = run(...words);
      assert.equal(status, 2, `${words.join(' ')}: ${stderr}`);
      assert.match(stderr, /expected /);
    }
  });

  it('overwrites a folder only when told so', () => {
    assert.equal(run(form, '--to', 'services/twice').status, 0);
    const again = run(form, '--to', 'services/twice');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /expected an empty folder at services\/twice or --force/);
    assert.equal(run(form, '--to', 'services/twice', '--force').status, 0);
  });
});
