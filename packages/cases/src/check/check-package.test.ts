import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { catalogueRoot, checkPackage } from './check-package.ts';

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

interface Mistake {
  title: string;
  file: string;
  from: string | RegExp;
  to: string;
  expect: { code: string; file: string; place: RegExp };
}

const bpmn = 'process.bpmn';
const mistakes: Mistake[] = [
  {
    title: 'a text missing in one language',
    file: 'texts/fr.yaml',
    from: /^  paid:\n    now: .*\n/m,
    to: '  paid:\n',
    expect: { code: 'text-missing', file: 'texts/fr.yaml', place: /^milestones\.paid\.now/ },
  },
  {
    title: 'a text missing in the first language',
    file: 'texts/de.yaml',
    from: /^  postage: .*\n/m,
    to: '',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^fees\.postage/ },
  },
  {
    title: 'a text that only one language has',
    file: 'texts/it.yaml',
    from: /^fees:\n/m,
    to: 'fees:\n  surcharge: Supplemento\n',
    expect: { code: 'text-unknown', file: 'texts/it.yaml', place: /^fees\.surcharge \(line \d+\)/ },
  },
  {
    title: 'unequal ICU arguments',
    file: 'texts/en.yaml',
    from: /\{on, date, long\}/,
    to: '{day, date, long}',
    expect: { code: 'text-arguments', file: 'texts/en.yaml', place: /^milestones\.\w+\.done/ },
  },
  {
    title: 'a message that is no ICU',
    file: 'texts/de.yaml',
    from: /\{reference\}/,
    to: '{reference',
    expect: { code: 'text-icu', file: 'texts/de.yaml', place: /^records\.title/ },
  },
  {
    title: 'a straight apostrophe',
    file: 'texts/fr.yaml',
    from: '’',
    to: "'",
    expect: { code: 'text-apostrophe', file: 'texts/fr.yaml', place: /line \d+/ },
  },
  {
    title: 'a duplicate YAML key',
    file: 'texts/de.yaml',
    from: /^fees:\n/m,
    to: 'fees:\n  postage: Porto\n',
    expect: { code: 'yaml-duplicate-key', file: 'texts/de.yaml', place: /^line \d+/ },
  },
  {
    title: 'an unknown key in service.yaml',
    file: 'service.yaml',
    from: /^kind: order/m,
    to: 'kind: order\nowner: nobody',
    expect: { code: 'key-unknown', file: 'service.yaml', place: /^owner \(line \d+\)/ },
  },
  {
    title: 'a wrong value in service.yaml',
    file: 'service.yaml',
    from: 'level: municipality',
    to: 'level: commune',
    expect: { code: 'value-invalid', file: 'service.yaml', place: /^level \(line \d+\)/ },
  },
  {
    title: 'a law that no canton resolves',
    file: 'service.yaml',
    from: 'law: residents',
    to: 'law: inhabitants',
    expect: { code: 'law-unknown', file: 'service.yaml', place: /^legal\.0\.law/ },
  },
  {
    title: 'an unknown registry position',
    file: 'service.yaml',
    from: 'position: residents/certificates',
    to: 'position: residents/unknown',
    expect: { code: 'position-unknown', file: 'service.yaml', place: /^records\.position/ },
  },
  {
    title: 'an unknown remedy',
    file: 'service.yaml',
    from: 'remedies: objection',
    to: 'remedies: complaint',
    expect: { code: 'remedy-unknown', file: 'service.yaml', place: /^outputs\.refusal/ },
  },
  {
    title: 'a milestone without element',
    file: 'service.yaml',
    from: 'milestones.issued]',
    to: 'milestones.issued, milestones.archived]',
    expect: { code: 'milestone-unknown', file: 'service.yaml', place: /^milestones/ },
  },
  {
    title: 'an outcome no end reaches',
    file: 'service.yaml',
    from: 'outcomes: [issued, refused]',
    to: 'outcomes: [issued, refused, lost]',
    expect: { code: 'outcome-unreached', file: 'service.yaml', place: /^outcomes/ },
  },
  {
    title: 'sharing that misses what a capability reads',
    file: 'service.yaml',
    from: ' certified,',
    to: '',
    expect: { code: 'sharing-read', file: 'service.yaml', place: /^sharing\.municipality\.read/ },
  },
  {
    title: 'sharing that misses what a step writes',
    file: 'service.yaml',
    from: 'write: [residenceCheck.*, ',
    to: 'write: [',
    expect: { code: 'sharing-write', file: 'service.yaml', place: /^sharing\.municipality\.write/ },
  },
  {
    title: 'a default that is no value of the setting',
    file: 'service.yaml',
    from: /default: \[inbox[^\]]*\]/,
    to: 'default: [pigeon]',
    expect: { code: 'setting-default', file: 'service.yaml', place: /^settings\.delivery/ },
  },
  {
    title: 'an unknown function of a party',
    file: 'service.yaml',
    from: 'function: residents-office',
    to: 'function: dragon-office',
    expect: { code: 'function-unknown', file: 'service.yaml', place: /^parties\.municipality/ },
  },
  {
    title: 'an unknown capability',
    file: bpmn,
    from: 'type="residents-register.confirm-residence"',
    to: 'type="residents-register.guess"',
    expect: { code: 'capability-unknown', file: bpmn, place: /^confirm-residence$/ },
  },
  {
    title: 'an input the capability has not',
    file: bpmn,
    from: 'target="persons" />',
    to: 'target="people" />',
    expect: { code: 'input-unknown', file: bpmn, place: /^confirm-residence$/ },
  },
  {
    title: 'an input the capability needs',
    file: bpmn,
    from: /\s*<zeebe:input source="=case.submittedOn" target="day" \/>/,
    to: '',
    expect: { code: 'input-missing', file: bpmn, place: /^confirm-residence$/ },
  },
  {
    title: 'an unknown called process',
    file: bpmn,
    from: 'processId="collect-fee"',
    to: 'processId="collect-taxes"',
    expect: { code: 'called-process-unknown', file: bpmn, place: /^collect-fee$/ },
  },
  {
    title: 'a foreign lane',
    file: bpmn,
    from: '<bpmn:lane id="municipality"',
    to: '<bpmn:lane id="neighbour"',
    expect: { code: 'lane-unknown', file: bpmn, place: /^neighbour$/ },
  },
  {
    title: 'an unknown milestone text',
    file: bpmn,
    from: 'value="milestones.checked"',
    to: 'value="milestones.examined"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^milestones\.examined\.now/ },
  },
  {
    title: 'an unknown property',
    file: bpmn,
    from: 'name="milestone" value="milestones.paid"',
    to: 'name="mood" value="good"',
    expect: { code: 'property-unknown', file: bpmn, place: /^collect-fee$/ },
  },
  {
    title: 'wrong FEEL in a condition',
    file: bpmn,
    from: '=residenceCheck.outcome = "confirmed"',
    to: '=residenceCheck.outcome = ("confirmed"',
    expect: { code: 'feel-invalid', file: bpmn, place: /^residence-result--issue-certificate$/ },
  },
  {
    title: 'a name inside a context that nobody writes',
    file: bpmn,
    from: '=residenceCheck.outcome = "confirmed"',
    to: '=residenceCheck.outcom = "confirmed"',
    expect: { code: 'name-unknown', file: bpmn, place: /^residence-result--issue-certificate$/ },
  },
  {
    title: 'a second writer of a form name',
    file: bpmn,
    from: 'target="residenceCheck"',
    to: 'target="purpose"',
    expect: { code: 'name-second-writer', file: bpmn, place: /^confirm-residence$/ },
  },
  {
    title: 'a gateway without default flow',
    file: bpmn,
    from: ' default="residence-result--refuse"',
    to: '',
    expect: { code: 'default-flow-missing', file: bpmn, place: /^residence-result$/ },
  },
  {
    title: 'an end without outcome',
    file: bpmn,
    from: /<zeebe:property name="outcome" value="issued" \/>/,
    to: '',
    expect: { code: 'outcome-missing', file: bpmn, place: /^certificate-issued$/ },
  },
  {
    title: 'a task without title',
    file: 'texts/de.yaml',
    from: /^  confirm-residence:\n    title: .*\n/m,
    to: '  confirm-residence:\n',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^tasks\.confirm-residence\.title/ },
  },
  {
    title: 'an unlabelled field',
    file: 'form.json',
    from: /"label": "form\.purposeOther",?\s*/,
    to: '',
    expect: { code: 'label-missing', file: 'form.json', place: /^purposeOther$/ },
  },
  {
    title: 'a label without text',
    file: 'form.json',
    from: '"label": "form.purposeOther"',
    to: '"label": "form.purposeExtra"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^form\.purposeExtra\.label/ },
  },
  {
    title: 'a field without why',
    file: 'texts/de.yaml',
    from: /^    why: Dieser Text steht so auf der Bestätigung\.\n/m,
    to: '',
    expect: { code: 'why-missing', file: 'texts/de.yaml', place: /^form\.purposeOther\.why/ },
  },
  {
    title: 'an option without text',
    file: 'form.json',
    from: '"form.purpose.options.bank"',
    to: '"form.purpose.options.banks"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^form\.purpose\.options\.banks/ },
  },
  {
    title: 'wrong FEEL in a form',
    file: 'form.json',
    from: '=purpose != \\"other\\"',
    to: '=purpose != (\\"other\\"',
    expect: { code: 'feel-invalid', file: 'form.json', place: /^purposeOther/ },
  },
  {
    title: 'a condition on an unknown name',
    file: 'form.json',
    from: '=purpose != \\"other\\"',
    to: '=intention != \\"other\\"',
    expect: { code: 'name-unknown', file: 'form.json', place: /^purposeOther/ },
  },
  {
    title: 'a refused component type',
    file: 'form.json',
    from: /"type": "textfield",(\s*)"id": "purposeOther"/,
    to: '"type": "html",$1"id": "purposeOther"',
    expect: { code: 'component-unsupported', file: 'form.json', place: /^purposeOther$/ },
  },
  {
    title: 'a broken form file',
    file: 'form.json',
    from: /\}\s*$/,
    to: '',
    expect: { code: 'form-invalid', file: 'form.json', place: /^$/ },
  },
  {
    title: 'wrong FEEL in a decision',
    file: 'decisions/fee.dmn',
    from: 'tariff.residenceCertificate',
    to: 'tariff.residenceCertificate *',
    expect: { code: 'decision-invalid', file: 'decisions/fee.dmn', place: /.*/ },
  },
  {
    title: 'a decision named other than its file',
    file: 'decisions/fee.dmn',
    from: '<decision id="fee" name="fee">',
    to: '<decision id="fees" name="fees">',
    expect: { code: 'decision-name', file: 'decisions/fee.dmn', place: /^fee$/ },
  },
  {
    title: 'a fee item without text',
    file: 'decisions/fee.dmn',
    from: '"fees.postage"',
    to: '"fees.stamp"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^fees\.stamp/ },
  },
  {
    title: 'an amount that no authority has',
    file: 'decisions/fee.dmn',
    from: 'tariff.postage',
    to: 'tariff.stamps',
    expect: { code: 'tariff-missing', file: 'decisions/fee.dmn', place: /^tariff\.stamps/ },
  },
  {
    title: 'a document text that is missing',
    file: 'documents/certificate.typ',
    from: '#t.statement',
    to: '#t.declaration',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^documents\.certificate\.declaration/ },
  },
  {
    title: 'a foreign package in a template',
    file: 'documents/certificate.typ',
    from: '#import "/_shared',
    to: '#import "@preview/fancy:1.0.0": x\n#import "/_shared',
    expect: { code: 'template-import', file: 'documents/certificate.typ', place: /^line 1$/ },
  },
  {
    title: 'an unknown verb in a scenario',
    file: 'tests/connected.yaml',
    from: '- when: { heal:',
    to: '- when: { bless:',
    expect: { code: 'key-unknown', file: 'tests/connected.yaml', place: /^steps\.\d+\.when.*\(line \d+\)/ },
  },
  {
    title: 'a scenario task that does not exist',
    file: 'tests/refused.yaml',
    from: 'do: confirm-residence',
    to: 'do: confirm-wealth',
    expect: { code: 'element-unknown', file: 'tests/refused.yaml', place: /^steps\.\d+\.when\.task \(line \d+\)/ },
  },
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
