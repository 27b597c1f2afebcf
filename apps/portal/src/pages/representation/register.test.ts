import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Prefill } from '@einwohnerportal/cases';
import { setClock } from '../../../../../tests/support/set-clock.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

const TODAY = '2027-03-01T09:00:00.000Z';
const LUC = { officialName: 'Dvořák', firstName: 'Luc', dateOfBirth: '2015-05-02', municipality: '9901' };
const HUGO = { officialName: 'Muff', firstName: 'Hugo', dateOfBirth: '1944-02-20', municipality: '9901' };
const SOLE = { scopes: null, signature: 'sole', from: null, until: null, decision: null };
const CHILD = { kind: 'parent', key: 'R1', ...SOLE, person: LUC };
const WARD = {
  kind: 'guardian',
  key: 'R2',
  ...SOLE,
  scopes: ['other-matters'],
  from: '2026-05-01',
  until: '2028-04-30',
  decision: 'KESB 2026/17',
  person: HUGO,
};

const ORGAN = {
  kind: 'organ',
  key: 'CHE-100.000.012',
  ...SOLE,
  signature: 'joint',
  company: { uid: 'CHE-100.000.012', name: 'Muster Holz AG', legalForm: '0106', seat: '9901', address: 'Werkstrasse 2, 9901 Beispielwil' },
};
const ROOT = new URL('../../../../../', import.meta.url).pathname;
const overlay = mkdtempSync(join(tmpdir(), 'company-'));

let portal: TestPortal;
let mira: Browser;
/** What the register says next; null: it does not answer. And what it was asked. */
let says: Record<string, unknown>[] | null = [CHILD, WARD];
const asked: unknown[] = [];

const register: Prefill = {
  async read(capability, connector, inputs, { authority }) {
    if (capability === 'residents-register.read-person')
      return {
        found: true,
        registerKey: 'R1',
        person: { ...LUC, sex: '1', origin: 'Beispielwil' },
        address: { text: 'Lindenweg 4, 9901 Beispielwil' },
      };
    if (capability !== 'representation.check') return null;
    asked.push({ connector, authority, ...inputs });
    return says && { representations: says };
  },
};

before(async () => {
  // The fictional service, for companies too, at the place of their seat.
  mkdirSync(join(overlay, 'services/_example'), { recursive: true });
  const service = readFileSync(join(ROOT, 'services/_example/service.yaml'), 'utf8');
  writeFileSync(
    join(overlay, 'services/_example/service.yaml'),
    service.replace('for: [self]', 'for: [self, company]').replace('place: residence.municipality', 'place: company.seat.municipality'),
  );
  portal = await createTestPortal({ served: true, roots: [ROOT, overlay] });
  portal.site.context.prefill = register;
  mira = await portal.signedIn('mira');
});
after(async () => {
  await portal.end();
  rmSync(overlay, { recursive: true });
});

async function setTime(instant: string): Promise<void> {
  await setClock(portal.owner, instant);
  portal.site.context.clock = () => instant;
}

async function ask(who: Browser = mira) {
  await who.get('/de/representation/register');
  return who.submit('[action$="/representation/register"]');
}

async function pathOf(kind: string, who = 'mira'): Promise<string> {
  const { rows } = await portal.owner.query<{ id: string }>(
    `select m.mandate_id as id from cases.mandates m join cases.persons r on r.person_id = m.representative_id
     where m.kind = $1 and r.subject = $2 order by m.offered_at desc, m.state desc limit 1`,
    [kind, who],
  );
  return `/de/representation/${rows[0]!.id}`;
}

async function begin(kind: string) {
  const path = await pathOf(kind);
  await mira.get(path);
  return mira.submit(`[action$="${path}"]`, { what: 'act' });
}

async function stop() {
  await mira.get('/de/representation/acting');
  await mira.submit('[action$="/acting"]');
}

test('registers are asked only after a click, and the page says before what is sent to them and why', async () => {
  const { text } = await mira.get('/de/representation/register');
  for (const words of [/Wen vertreten Sie\?/, /Ihren Namen und Ihr Geburtsdatum, sonst nichts/, /gilt sie nicht mehr, und wir fragen neu/])
    assert.match(text, words);
  assert.deepEqual(await invalidHtml(text), []);
  assert.deepEqual(asked, []);
  assert.equal((await ask()).location, '/de/representation');
  assert.deepEqual(asked, [
    {
      connector: 'demo-register',
      authority: 'beispielwil',
      person: { officialName: 'Dvořák-Şahin', firstName: 'Mira', dateOfBirth: '1985-06-14' },
      day: '2027-03-01',
    },
  ]);
});

test('what a register says is kept with source and time, is told on the pages and in what a person reads of themselves, and waits for its seal', async () => {
  const { rows } = await portal.owner.query(
    `select m.kind, m.source, m.checked_at, m.check_until, m.last_day::text, p.issuer, p.subject, a.what, q.key is not null as sealed from cases.mandates m
     join cases.persons p on p.person_id = m.principal_id join cases.mandate_acts a using (mandate_id)
     left join cases.audit_pending q on q.source = 'mandate' and q.key = m.mandate_id || ' ' || a.act_no order by m.kind`,
  );
  const kept = {
    source: 'demo-register',
    checked_at: new Date(TODAY),
    check_until: new Date('2027-03-01T21:00:00Z'),
    issuer: 'register:demo-register',
    what: 'found',
    sealed: true,
  };
  assert.deepEqual(rows, [
    { ...kept, kind: 'guardian', last_day: '2028-04-30', subject: 'R2' },
    { ...kept, kind: 'parent', last_day: '2033-05-01', subject: 'R1' },
  ]);
  const { text } = await mira.get('/de/representation');
  assert.match(text, /Luc Dvořák[\s\S]*Ihr Kind\. Gilt jetzt\. Lesen und handeln: Alle Angelegenheiten/);
  assert.match(text, /Hugo Muff[\s\S]*Beistandschaft\. Gilt jetzt\./);
  for (const page of [text, (await mira.get(await pathOf('guardian'))).text]) assert.deepEqual(await invalidHtml(page), []);
  assert.match(mira.page, /Ihre Beistandschaft für Hugo Muff[\s\S]*KESB 2026\/17[\s\S]*Im Register nachgesehen/);
  assert.doesNotMatch(mira.page, /niederlegen/, 'what a register says ends with the register');
  assert.match((await mira.get('/de/data')).text, /Das Register nennt diese Vertretung\. Gefragt hat Mira/);
});

test('for a child the form is filled from the register, the case is the child’s, and who sent it is told', async () => {
  assert.equal((await begin('parent')).location, '/de/cases');
  assert.match(
    (await mira.get('/de/cases')).text,
    /Sie handeln für <strong translate="no">Luc Dvořák<\/strong>\. Das gilt bis Sonntag, 1\. Mai 2033\./,
  );
  const draft = await portal.startDraft(mira);
  const { rows: facts } = await portal.owner.query(
    `select facts -> 'names' -> 'person' ->> 'dateOfBirth' as born, facts -> 'names' -> 'address' ->> 'text' as address, facts -> 'sources' -> 'person.dateOfBirth' ->> 'source' as source
     from cases.drafts where draft_id = $1`,
    [draft.split('/').at(-1)],
  );
  assert.deepEqual(facts, [{ born: '2015-05-02', address: 'Lindenweg 4, 9901 Beispielwil', source: 'register' }]);
  const sent = await portal.send(mira, draft);
  const { rows } = await portal.owner.query(
    `select c.applicant_name, c.representative_name, c.representation_kind, w.command -> 'variables' -> 'actor' as actor,
       (select array_agg(l.state || ' ' || (l.recipient = 'person:' || c.representative_id)) from cases.alerts l where l.case_id = c.case_id) as alerts
     from cases.cases c join engine.work w on w.case_id = c.case_id where c.reference = $1`,
    [sent.split('/').at(-1)],
  );
  assert.deepEqual(
    rows.map(({ actor: { kind, joint }, ...row }) => ({ ...row, kind, joint })),
    [
      {
        applicant_name: 'Luc Dvořák',
        representative_name: 'Mira Dvořák-Şahin',
        representation_kind: 'parent',
        alerts: ['queued true'],
        kind: 'parent',
        joint: false,
      },
    ],
  );
  assert.match((await mira.get(sent)).text, /Gesendet von Mira Dvořák-Şahin, als Vertretung/);
  await stop();
  assert.equal((await mira.get(sent)).status, 404, 'not without acting');
});

test('a guardian with some matters acts in those alone', async () => {
  await begin('guardian');
  await mira.get('/de/cases');
  const started = await mira.post('/de/services/residence-certificate/start', { _token: mira.hidden('_token', '/sign-out') });
  assert.equal(started.status, 422);
  assert.match(started.text, /gilt nicht für diese Leistung/);
  await stop();
});

test('an answer is used for some hours; then nobody acts before the register has said it again', async () => {
  await begin('parent');
  await setTime('2027-03-01T21:00:00.000Z');
  assert.notEqual((await mira.get('/de/cases')).status, 200);
  assert.match((await mira.follow('/de/cases')).text, /Wir müssen das Register neu fragen/);
  await mira.submit('[action$="/ended"]');
  assert.match((await mira.get('/de/representation')).text, /Zuerst fragen wir das Register neu/);
  assert.match((await mira.get('/de/cases')).text, /Bevor Sie handeln, fragen wir das Register noch einmal/);
  says = null;
  const silent = await begin('parent');
  assert.equal(silent.status, 503);
  assert.match(silent.text, /Ein Register antwortet gerade nicht/);
  assert.deepEqual(await invalidHtml(silent.text), []);
  assert.equal((await ask()).status, 503);
  says = [CHILD, WARD];
  const before = asked.length;
  assert.equal((await begin('parent')).location, '/de/cases');
  assert.equal(asked.length, before + 1);
  assert.equal((await mira.get('/de/cases')).status, 200);
  await stop();
});

test('it ends by itself: on the day of majority, with the decision, and when the register no longer names it', async () => {
  says = [CHILD];
  await ask();
  const { rows } = await portal.owner.query(
    `select state, (select what from cases.mandate_acts a where a.mandate_id = m.mandate_id order by act_no desc limit 1) as what from cases.mandates m where kind = 'guardian'`,
  );
  assert.deepEqual(rows, [{ state: 'ended', what: 'lapsed' }]);
  await begin('parent');
  await setTime('2033-05-01T22:00:00.000Z');
  assert.match((await mira.follow('/de/cases')).text, /Ihre Vertretung ist zu Ende/);
  await mira.submit('[action$="/ended"]');
  await ask();
  const answered = await begin('parent').catch(() => null);
  assert.notEqual(answered?.location, '/de/cases', 'of age');
  await setTime(TODAY);
});

test('nobody else uses it, a weak sign-in asks nothing, and the portal’s own role cannot write it', async () => {
  await ask();
  const path = await pathOf('parent');
  const jonas = await portal.signedIn('jonas');
  assert.equal((await jonas.get(path)).status, 404);
  assert.equal((await jonas.post(path, { _token: jonas.hidden('_token', '/sign-out'), what: 'act' })).status, 404);
  const weak = await portal.signedIn('weak');
  assert.match((await weak.get('/de/representation/register')).location!, /sign-in\?level=300/);
  const { pool } = portal.site.context;
  for (const sql of [
    `select cases.keep_representations('x', 'y', now(), now(), '[]')`,
    `insert into cases.persons (person_id, issuer, subject, official_name, first_name, language) values (gen_random_uuid(), 'register:x', 'y', 'a', 'b', 'de')`,
    `update cases.mandates set check_until = 'infinity'`,
  ])
    await assert.rejects(pool.query(sql), /permission denied/, sql);
  assert.equal(
    (
      await portal.site.signInPool.query<{ kept: null }>(
        `select cases.keep_representations('${weak.cookies.get('session')}', 'y', now(), now(), '[]') as kept`,
      )
    ).rows[0]!.kept,
    null,
  );
});

test('a company: its data come from the register, the office at its seat is competent, and its cases are seen by who is its organ now', async () => {
  says = [ORGAN];
  const jonas = await portal.signedIn('jonas');
  await ask(jonas);
  const path = await pathOf('organ', 'jonas');
  assert.match((await jonas.get(path)).text, /Sie zeichnen für Muster Holz AG[\s\S]*Sie unterschreiben zu zweit/);
  assert.deepEqual(await invalidHtml(jonas.page), []);
  await jonas.submit(`[action$="${path}"]`, { what: 'act' });
  assert.match(
    (await jonas.get('/de/cases')).text,
    /Sie handeln für <strong translate="no">Muster Holz AG<\/strong>\. So steht es im Register\./,
  );
  const refused = await jonas.post('/de/services/residence-certificate/start', { _token: jonas.hidden('_token', '/sign-out') });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Diese Leistung gibt es nicht für Firmen/);
  await jonas.get('/de/services/_example/start');
  const started = await jonas.submit('[action$="/start"]');
  assert.match(started.location ?? started.text, /\/drafts\//, 'nobody is asked for a municipality');
  const draft = started.location!.match(/\/de\/drafts\/[0-9a-f-]{36}/)![0];
  const { rows: facts } = await portal.owner.query(
    `select authority, facts -> 'names' -> 'company' as company, facts -> 'names' -> 'person' -> 'officialName' as person from cases.drafts where draft_id = $1`,
    [draft.split('/').at(-1)],
  );
  assert.deepEqual(facts, [
    {
      authority: 'beispielwil',
      company: {
        uid: 'CHE-100.000.012',
        name: 'Muster Holz AG',
        legalName: 'Muster Holz AG',
        legalForm: '0106',
        seat: { municipality: 9901 },
        addresses: [{ text: 'Werkstrasse 2, 9901 Beispielwil' }],
      },
      person: null,
    },
  ]);
  const sent = await portal.send(jonas, draft, {
    'person.officialName': 'Imfeld',
    'person.firstName': 'Jonas',
    playOn: '2027-05-10',
    court: 'north',
    hours: 1,
    light: false,
    players: [
      { name: 'Mira', age: 41 },
      { name: 'Ana', age: 39 },
    ],
  });
  const { rows } = await portal.owner.query(
    'select applicant_name, representative_name, office, jointly from cases.cases where reference = $1',
    [sent.split('/').at(-1)],
  );
  assert.deepEqual(rows, [
    { applicant_name: 'Muster Holz AG', representative_name: 'Jonas Imfeld', office: 'office:beispielwil/sports-office', jointly: true },
  ]);
  assert.equal((await jonas.get(sent)).status, 200);
  // Another organ sees it too; whoever the register no longer names sees nothing of it.
  await ask();
  assert.equal((await begin('organ')).location, '/de/cases');
  assert.equal((await mira.get(sent)).status, 200);
  await stop();
  await jonas.get('/de/representation/acting');
  await jonas.submit('[action$="/acting"]');
  says = [];
  await ask(jonas);
  await jonas.get(path);
  assert.equal((await jonas.post(path, { _token: jonas.hidden('_token', '/sign-out'), what: 'act' })).location, path);
  assert.equal((await jonas.get(sent)).status, 404);
});
