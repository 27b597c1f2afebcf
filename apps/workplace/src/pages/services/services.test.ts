import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkFolder, judgeServiceDrafts, openCatalogue, publishReleasedServices } from '@einwohnerportal/cases';
import { readZip, streamOf, writeZip } from '@einwohnerportal/archive';
import { buffer } from 'node:stream/consumers';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

const SERVICE = 'residence-certificate';
const DRAFT = `/de/services/${SERVICE}/draft`;

let workplace: TestWorkplace;
let pia: FormBrowser;
let leo: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  pia = await workplace.signedIn('pia');
  leo = await workplace.signedIn('leo');
});
after(() => workplace.end());

const authorities = () => workplace.stage.workplace.catalogue.authorities;
/** What the worker does with drafts, once. */
const machine = async (): Promise<void> => {
  const { pool, engine } = workplace.stage.worker;
  const now = workplace.stage.now();
  await judgeServiceDrafts(pool, authorities, checkFolder, now);
  await publishReleasedServices({ pool, engine, canton: '_example', authorities, judge: checkFolder, now });
  await workplace.stage.follow();
};
type Files = Record<string, Uint8Array>;
async function download(browser: FormBrowser, of = ''): Promise<Files> {
  const response = await workplace.app.request(`http://workplace.test/de/services/${SERVICE}/package${of}`, {
    headers: { cookie: [...browser.cookies].map((each) => each.join('=')).join('; ') },
  });
  assert.equal(response.status, 200);
  const zip = await readZip(Buffer.from(await response.arrayBuffer()));
  const files: Files = {};
  for (const entry of zip.entries) files[entry.path.replace(`${SERVICE}/`, '')] = new Uint8Array(await buffer(await entry.open()));
  return files;
}
async function upload(browser: FormBrowser, files: Files, folder = `${SERVICE}/`): Promise<Awaited<ReturnType<FormBrowser['get']>>> {
  await browser.get(DRAFT);
  const entries = Object.entries(files).map(([path, bytes]) => ({ path: `${folder}${path}`, open: () => streamOf(bytes) }));
  const form = new FormData();
  form.append('_token', browser.hidden('_token', '/sign-out'));
  form.append('package', new Blob([(await buffer(writeZip(entries, { mtime: new Date(0) }))) as never]), 'paket.zip');
  return browser.postForm(DRAFT, form);
}
const decide = async (browser: FormBrowser, then: string) => {
  await browser.get(DRAFT);
  return browser.post(DRAFT, { _token: browser.hidden('_token', '/sign-out'), then, reason: 'Neue Gebühr' });
};
const edited = (files: Files, path: string, change: (text: string) => string): Files => {
  const text = new TextDecoder().decode(files[path]);
  assert.notEqual(change(text), text, `nothing changed in ${path}`);
  return { ...files, [path]: new TextEncoder().encode(change(text)) };
};

test('a service is read as lists and tables in which every line has an id', async () => {
  const seen = async (part: string): Promise<string> => {
    const { text, status } = await pia.get(`/de/services/${SERVICE}?part=${part}`);
    assert.equal(status, 200);
    assert.deepEqual(await invalidHtml(text), [], part);
    return text;
  };
  assert.match(await seen('process'), /id="r-process.bpmn--confirm-residence"[\s\S]*residents-register\.confirm-residence[\s\S]*2 working days/);
  assert.match(await seen('form'), /id="r-form.json--purpose"[\s\S]*Wofür brauchen Sie die Bestätigung\?/);
  assert.match(await seen('decisions'), /id="r-decisions-fee.dmn--fee_rule_postage"[\s\S]*tariff\.postage[\s\S]*Postage at cost/);
  assert.match(await seen('texts'), /id="r-texts--milestones.paid.now"[\s\S]*lang="fr-CH"/);
  assert.match(await seen('scenarios'), /id="r-tests-refused.yaml--steps.0"/);
  assert.match(await seen('manifest'), /id="r-service.yaml--records.retention"[\s\S]*10 years/);
  assert.match(await seen('files'), /documents\/certificate\.typ/);
  assert.match(words(await seen('overview')), /gilt für neue Fälle/);
});

test('a downloaded package uploaded again is the same, letter by letter, and changes nothing', async () => {
  await pia.get(`/de/services/${SERVICE}`);
  await pia.post(`/de/services/${SERVICE}`, { _token: pia.hidden('_token', '/sign-out') });
  const files = await download(pia);
  assert.ok(files['tests/refused.yaml'], 'tests belong to the package');
  const { location } = await upload(pia, files);
  assert.match(location!, /said=same/);
  assert.deepEqual(await download(pia, '?of=draft'), files);
});

const MISTAKES: [check: string, part: string, anchor: string, change: (files: Files) => Files][] = [
  [
    '14, a bare status word',
    'texts',
    'r-texts--milestones.paid.now',
    (files) => edited(files, 'texts/de.yaml', (text) => text.replace('Die Gebühr ist noch zu bezahlen.', 'Offen')),
  ],
  [
    '21, a question asked twice',
    'form',
    'r-form.json--purpose',
    (files) =>
      edited(files, 'form.json', (text) => {
        const form = JSON.parse(text) as { components: unknown[] };
        return JSON.stringify({ ...form, components: [...form.components, ...form.components] });
      }),
  ],
  [
    '25, a text that a language lacks',
    'texts',
    'r-texts--form.purpose.why',
    (files) => edited(files, 'texts/it.yaml', (text) => text.replace(/^(  purpose:\n    label: .*\n)    why: .*\n/m, '$1')),
  ],
  [
    '29, a question that does not say why',
    'texts',
    'r-texts--form.persons.why',
    (files) => edited(files, 'texts/de.yaml', (text) => text.replace(/^    why: Die Bestätigung nennt nur.*\n/m, '')),
  ],
  [
    'a step that nobody can do',
    'process',
    'r-process.bpmn--confirm-residence',
    (files) => edited(files, 'process.bpmn', (text) => text.replace('type="residents-register.confirm-residence"', 'type="nobody.does-it"')),
  ],
  ['a program', 'files', 'r-.--run.ts', (files) => ({ ...files, 'run.ts': new TextEncoder().encode('export const x = 1;') })],
];

test('check 40: what breaks check 14, 21, 25 or 29 cannot be proposed, and each finding leads to its line', async () => {
  const broken = MISTAKES.reduce((files, [, , , change]) => change(files), await download(pia));
  assert.match((await upload(pia, broken)).location!, /said=kept/);
  assert.match(words((await pia.get(DRAFT)).text), /Die Maschine prüft den Entwurf/);
  assert.match((await decide(pia, 'propose')).location!, /said=waiting/);
  await machine();
  const { text } = await pia.get(DRAFT);
  assert.deepEqual(await invalidHtml(text), []);
  for (const [check, part, anchor] of MISTAKES) {
    const link = `/de/services/${SERVICE}/draft?part=${part}#${anchor}`;
    assert.ok(text.includes(`href="${link}"`), `expected a link to ${link} for ${check}`);
    const shown = await pia.get(link.split('#')[0]!);
    const row = new RegExp(`id="${anchor.replaceAll('.', '\\.')}"[\\s\\S]*?</tr>`).exec(shown.text)?.[0] ?? '';
    assert.match(row, /<strong>Fehler:<\/strong>/, check);
    assert.deepEqual(await invalidHtml(shown.text), [], check);
  }
  assert.match((await decide(pia, 'propose')).location!, /said=faults/);
});

test('a changed text is proposed by one, released by another, and then stands in the portal for new cases', async () => {
  const files = await download(leo);
  const before = workplace.stage.portal.catalogue.service(SERVICE);
  await upload(
    pia,
    edited(files, 'texts/de.yaml', (text) => text.replace('Wofür brauchen Sie die Bestätigung?', 'Wofür ist die Bestätigung?')),
  );
  await machine();
  assert.match((await decide(pia, 'propose')).location!, /said=proposed/);
  assert.match((await decide(pia, 'release')).location!, /said=same-person/);
  assert.match(words((await pia.get(DRAFT)).text), /Eine andere Person Ihrer Behörde gibt ihn frei/);
  assert.match((await decide(leo, 'release')).location!, /said=released/);
  await machine();
  const after = workplace.stage.portal.catalogue.service(SERVICE);
  assert.notEqual(after.hash, before.hash);
  assert.equal(after.texts('de')('form.purpose.label'), 'Wofür ist die Bestätigung?');
  assert.equal(workplace.stage.portal.catalogue.service(SERVICE, before.hash).texts('de')('form.purpose.label'), 'Wofür brauchen Sie die Bestätigung?');
  await workplace.submit();
  const { rows } = await workplace.stage.owner.query<{ hash: string }>('select service_hash as hash from cases.cases order by submitted_at desc limit 1');
  assert.equal(rows[0]!.hash, after.hash);
  const overview = words((await pia.get(`/de/services/${SERVICE}`)).text);
  assert.match(overview, /gilt für neue Fälle 1 sha256/);
  const again = await openCatalogue(workplace.stage.owner, { canton: '_example', follow: false });
  assert.equal(again.current.service(SERVICE).hash, after.hash);
});

test('check 40: nothing has to be dragged: a page moves by button and by a number, words and values change in forms, letter by letter', async () => {
  await leo.get(`/de/services/${SERVICE}`);
  await leo.post(`/de/services/${SERVICE}`, { _token: leo.hidden('_token', '/sign-out') });
  const before = await download(leo, '?of=draft');
  const edit = (file: string, place: string): string => `${DRAFT}/edit?${new URLSearchParams({ file, place }).toString()}`;
  const send = async (file: string, place: string, fields: Record<string, string>) => {
    const path = edit(file, place);
    const { text } = await leo.get(path);
    assert.deepEqual(await invalidHtml(text), [], path);
    return leo.post(path, { _token: leo.hidden('_token', '/sign-out'), ...fields });
  };
  const order = async (): Promise<string[]> => {
    const form = JSON.parse(new TextDecoder().decode((await download(leo, '?of=draft'))['form.json'])) as { components: { id: string }[] };
    return form.components.map(({ id }) => id);
  };
  const [first, second, ...others] = await order();
  const shown = (await leo.get(`${DRAFT}?part=form`)).text;
  assert.deepEqual(await invalidHtml(shown), []);
  assert.doesNotMatch(shown, /draggable|ondrag/);
  assert.match(/id="r-form\.json--page_persons"[\s\S]*?<\/tr>/.exec(shown)![0], /nach oben[\s\S]*nach unten/);
  const up = await send('form.json', second!, { then: 'up' });
  assert.match(up.location!, /part=form&said=kept#r-form\.json--page_persons$/);
  assert.deepEqual(await order(), [second, first, ...others]);
  assert.equal((await send('form.json', second!, { place: '99' })).status, 422);
  assert.match((await send('form.json', second!, { place: '2' })).location!, /said=kept/);
  assert.deepEqual(await download(leo, '?of=draft'), before);

  await send('texts', 'form.purpose.why', { 'form.purpose.why|it': '' });
  await machine();
  const finding = `/de/services/${SERVICE}/draft?part=texts#r-texts--form.purpose.why`;
  assert.ok((await leo.get(DRAFT)).text.includes(finding), 'what is missing leads to its line');
  await send('texts', 'form.purpose.why', { 'form.purpose.why|it': 'Lo scopo sta sul certificato.' });
  await send('process.bpmn', 'confirm-residence', { expected: '3 working days' });
  await send('decisions/fee.dmn', 'fee_rule_postage', { 'cell-3': 'tariff.postage * 2' });
  const unread = await send('service.yaml', 'records.retention', { value: '{ a: 1 }' });
  assert.equal(unread.status, 422);
  assert.match(unread.text, /href="#e-value"[\s\S]*value="\{ a: 1 \}"/);
  await machine();
  const { text } = await leo.get(DRAFT);
  assert.match(words(text), /Kein Fehler/);
  assert.match(words(text), /Leo Furrer Zeit geändert process\.bpmn, confirm-residence 2 working days 3 working days/);
  await decide(leo, 'drop');
});

test('the folder does not undo what was published; once it holds the same, it says again what holds', async () => {
  const { stage } = workplace;
  const label = (): string => stage.portal.catalogue.service(SERVICE).texts('de')('form.purpose.label');
  const folder = (text: string) =>
    workplace.pause(() =>
      stage.publish(`services/${SERVICE}/texts/de.yaml`, (all) => all.replace(/    label: Wofür .* die Bestätigung\?/, `    label: ${text}`)),
    );
  const states = async (): Promise<string[]> =>
    (await stage.owner.query<{ state: string }>(`select state from cases.service_drafts where state <> 'dropped' order by number`)).rows.map(({ state }) => state);
  await folder('Wofür nun die Bestätigung?');
  assert.equal(label(), 'Wofür ist die Bestätigung?');
  assert.deepEqual(await states(), ['published']);
  await folder('Wofür ist die Bestätigung?');
  assert.equal(label(), 'Wofür ist die Bestätigung?');
  assert.deepEqual(await states(), ['absorbed']);
  await folder('Wofür dann die Bestätigung?');
  assert.equal(label(), 'Wofür dann die Bestätigung?');
});

