import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { catalogueRoot, checkPackage } from './check-package.ts';
import { DECISION_MISTAKES } from '../../test/mistakes/decision.ts';
import { DOCUMENT_MISTAKES } from '../../test/mistakes/document.ts';
import { FORM_MISTAKES } from '../../test/mistakes/form.ts';
import { MANIFEST_MISTAKES } from '../../test/mistakes/manifest.ts';
import { PROCESS_MISTAKES } from '../../test/mistakes/process.ts';
import { SCENARIO_MISTAKES } from '../../test/mistakes/scenario.ts';
import { TEXT_MISTAKES } from '../../test/mistakes/texts.ts';

const service = 'residence-certificate';
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-'));
});
after(() => rm(root, { recursive: true, force: true }));

let copies = 0;

/** Copies the good package, replaces a text in one of its files and checks the copy. */
async function seeded(file: string, from: string | RegExp, to: string, folder = `services/${service}`) {
  const base = join(root, String(++copies));
  await cp(join(catalogueRoot, folder), join(base, folder), { recursive: true });
  const path = join(base, folder, file);
  const text = await readFile(path, 'utf8');
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, `the mistake was not seeded into ${file}`);
  await writeFile(path, changed);
  return (await checkPackage(join(base, folder))).filter((problem) => problem.severity === 'error');
}

const bpmn = 'process.bpmn';
const mistakes = [
  ...TEXT_MISTAKES,
  ...MANIFEST_MISTAKES,
  ...PROCESS_MISTAKES,
  ...FORM_MISTAKES,
  ...DECISION_MISTAKES,
  ...DOCUMENT_MISTAKES,
  ...SCENARIO_MISTAKES,
];

describe('a check of a package', () => {
  it('finds nothing wrong with the good package, its shared processes, capabilities and cantons', async () => {
    for (const folder of [
      `services/${service}`,
      'services/_shared',
      'capabilities/residents-register.confirm-residence',
      'authorities/_example',
    ]) {
      const errors = (await checkPackage(join(catalogueRoot, folder))).filter((problem) => problem.severity === 'error');
      assert.deepEqual(errors, [], folder);
    }
  });

  for (const { title, file, from, to, expect } of mistakes) {
    it(`names file and place of ${title}`, async () => {
      const errors = await seeded(file, from, to);
      const found = errors.find(
        (error) =>
          error.code === expect.code && error.file === `services/${service}/${expect.file}` && expect.place.test(error.place ?? ''),
      );
      assert.ok(found, `expected ${expect.code} at ${expect.file}, got ${JSON.stringify(errors, null, 1)}`);
      assert.match(found.message, /^expected .*, got|^expected /s);
    });
  }

  it('check 40: without why, with a bare status, with a question asked twice or without a language a package cannot be published', async () => {
    const codes = async (file: string, from: string | RegExp, to: string): Promise<string[]> =>
      (await seeded(file, from, to)).map((error) => error.code);
    const status = await codes('texts/de.yaml', 'Die Gebühr ist noch zu bezahlen.', 'Offen');
    assert.ok(status.includes('status-bare'), `check 14: ${status}`);
    const why = await codes('texts/de.yaml', /^    why: Die Bestätigung nennt nur.*\n/m, '');
    assert.ok(why.includes('why-missing'), `check 29: ${why}`);
    const language = await codes('texts/it.yaml', /^  paid:\n    now: .*\n/m, '  paid:\n');
    assert.ok(language.includes('text-missing'), `check 25: ${language}`);
    const form = JSON.parse(await readFile(join(catalogueRoot, `services/${service}/form.json`), 'utf8')) as { components: unknown[] };
    const twice = await codes('form.json', /^[\s\S]*$/, JSON.stringify({ ...form, components: [...form.components, ...form.components] }));
    assert.ok(twice.length > 0, 'check 21');
  });

  it('refuses a script task and an element the engine does not run', async () => {
    const script = await seeded(
      bpmn,
      /<bpmn:serviceTask id="confirm-residence"([\s\S]*?)<\/bpmn:serviceTask>/,
      '<bpmn:scriptTask id="confirm-residence"$1</bpmn:scriptTask>',
    );
    assert.ok(
      script.some((error) => error.place === 'confirm-residence' && error.file.endsWith(bpmn)),
      JSON.stringify(script),
    );
    const complex = await seeded(bpmn, /exclusiveGateway/g, 'complexGateway');
    assert.ok(
      complex.some((error) => error.place === 'residence-result' && error.file.endsWith(bpmn)),
      JSON.stringify(complex),
    );
  });

  it('judges every pool of a case: its party, its tasks, its steps', async () => {
    const drawn = (participant: string, inside: string) => (text: string) =>
      text
        .replace(
          '</bpmn:collaboration>',
          `<bpmn:participant id="${participant}" processRef="board" /><bpmn:messageFlow id="inform" sourceRef="tell-board" targetRef="asked" /></bpmn:collaboration>`,
        )
        .replace('<bpmn:flowNodeRef>issue-permit<', '<bpmn:flowNodeRef>tell-board</bpmn:flowNodeRef><bpmn:flowNodeRef>issue-permit<')
        .replace('sourceRef="collect-fee" targetRef="assess"', 'sourceRef="collect-fee" targetRef="tell-board"')
        .replace(
          '</bpmn:process>',
          `<bpmn:sendTask id="tell-board" /><bpmn:sequenceFlow id="told" sourceRef="tell-board" targetRef="assess" /></bpmn:process>
           <bpmn:process id="board" isExecutable="true"><bpmn:startEvent id="asked"><bpmn:messageEventDefinition /></bpmn:startEvent>${inside}<bpmn:endEvent id="known" />
           <bpmn:sequenceFlow id="b1" sourceRef="asked" targetRef="note" /><bpmn:sequenceFlow id="b2" sourceRef="note" targetRef="known" /></bpmn:process>`,
        );
    const judge = async (change: (text: string) => string, party?: string) => {
      const base = join(root, String(++copies));
      const folder = join(base, 'services/_example');
      await cp(join(catalogueRoot, 'services/_example'), folder, { recursive: true });
      await writeFile(join(folder, bpmn), change(await readFile(join(folder, bpmn), 'utf8')));
      const manifest = await readFile(join(folder, 'service.yaml'), 'utf8');
      if (party) {
        const whole = manifest
          .replace('competent: club', `  ${party}: { function: sports-office, place: residence.municipality }\ncompetent: club`)
          .replace(/^sharing:\n/m, `sharing:\n  ${party}: { read: [], write: [] }\n`);
        await writeFile(join(folder, 'service.yaml'), whole);
      }
      return (await checkPackage(folder)).filter((problem) => problem.severity === 'error');
    };
    const manual = '<bpmn:manualTask id="note" />';
    assert.deepEqual(
      (await judge(drawn('board-pool', manual))).map(({ code, place }) => [code, place]),
      [['lane-unknown', 'board-pool']],
    );
    const declared = await judge(drawn('board-pool', manual), 'board-pool');
    assert.ok(
      declared.every(({ file }) => !file.endsWith(bpmn)),
      JSON.stringify(declared),
    );
    const step = await judge(
      drawn(
        'board-pool',
        '<bpmn:serviceTask id="note"><bpmn:extensionElements><zeebe:taskDefinition type="no.such-thing" /></bpmn:extensionElements></bpmn:serviceTask>',
      ),
      'board-pool',
    );
    assert.ok(step.some(({ code, place }) => code === 'capability-unknown' && place === 'note'));
    assert.ok(step.some(({ code, place }) => code === 'text-missing' && place?.startsWith('tasks.note.title')));
  });

  it('refuses a contract that would hand over a token, and an expression that reads a number of the vault', async () => {
    const codes = async (...mistake: Parameters<typeof seeded>) => (await seeded(...mistake)).map(({ code }) => code);
    const folder = 'capabilities/residents-register.check-number';
    assert.deepEqual(await codes('capability.yaml', 'vault: [number]', 'vault: []', folder), ['vault-unlisted']);
    assert.deepEqual(await codes('capability.yaml', 'vault: [number]', 'vault: [number, other]', folder), ['vault-unknown']);
    const condition = (text: string) => codes('form.json', String.raw`"=purpose != \"other\""`, JSON.stringify(`=${text}`));
    assert.ok((await condition('contains(person.ahvNumber, "756")')).includes('vault-read'));
    assert.ok(!(await condition('person.ahvNumber != null')).includes('vault-read'));
  });

  it('finds a language missing in a capability and an authority bound to people who cannot do the step', async () => {
    const capability = await seeded('texts/fr.yaml', /^[\s\S]*$/, 'form: {}\n', 'capabilities/residents-register.confirm-residence');
    assert.ok(capability.some((error) => error.code === 'text-missing' && error.file.endsWith('texts/fr.yaml')));
    const canton = await seeded(
      'musterau.yaml',
      /^bindings:\n/m,
      'bindings:\n  - { capability: documents.render, to: people, from: 2025-01-01 }\n',
      'authorities/_example',
    );
    assert.ok(
      canton.some((error) => error.code === 'binding-impossible' && error.place === 'bindings.0'),
      JSON.stringify(canton),
    );
  });

  it('says that a folder without files is none', async () => {
    const [problem] = await checkPackage(join(root, 'services', 'nothing-here'));
    assert.equal(problem?.code, 'folder-missing');
  });
});
