import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { openCatalogue } from '@einwohnerportal/cases';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
let beat: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
  ida = await workplace.signedIn('ida');
  beat = await workplace.signedIn('beat');
});
after(() => workplace.end());

const day = (name: string, iso: string): Record<string, string> =>
  Object.fromEntries(['year', 'month', 'day'].map((part, at) => [`${name}-${part}`, iso.split('-')[at]!]));
const change = async (browser: FormBrowser, query: string, fields: Record<string, string>, from = '2027-03-01') => {
  await browser.get(`/de/organisation/edit?${query}`);
  return browser.post(`/de/organisation/edit?${query}`, {
    _token: browser.hidden('_token', '/sign-out'),
    _command: crypto.randomUUID(),
    ...day('from', from),
    ...fields,
  });
};
const decide = async (browser: FormBrowser, id: string, then: string) => {
  await browser.get('/de/organisation/changes');
  return browser.post('/de/organisation/changes', {
    _token: browser.hidden('_token', '/sign-out'),
    change: id,
    then,
    refusal: 'Passt nicht.',
  });
};
const waiting = async (): Promise<string> =>
  (
    await workplace.stage.owner.query<{ id: string }>(
      `select change_id as id from cases.organisation_changes where state = 'proposed' order by number desc limit 1`,
    )
  ).rows[0]!.id;
/** What a process of the portal reads now. */
const inForce = async () => {
  const open = await openCatalogue(workplace.stage.owner, { canton: '_example', follow: false, clock: () => workplace.stage.now() });
  return open.current.authorities;
};
const OFFICE = {
  'names-de': 'Gemeindekanzlei',
  'names-fr': 'Chancellerie',
  'names-it': 'Cancelleria',
  'names-en': 'Municipal office',
  hours: 'Mo-Do 08:00-12:00',
};
const CONFIRM = 'residents-register.confirm-residence';

test('a fee gets another amount from a day on, when a second person confirms it; no amount and no law are refused', async () => {
  const fee = { code: 'residenceCertificate', law: 'municipal-fees' };
  const wrong = await change(ruth, 'what=fee', { ...fee, amount: 'zwanzig' }, '2027-07-01');
  assert.equal(wrong.status, 422);
  assert.match(words(wrong.text), /Geben Sie einen Betrag wie 15\.00 ein/);
  assert.match(wrong.text, /value="zwanzig"/);
  assert.deepEqual(await invalidHtml(wrong.text), []);
  assert.equal((await change(ruth, 'what=fee', { code: 'residenceCertificate', amount: '22.50' }, '2027-07-01')).status, 422);
  assert.equal((await change(ruth, 'what=fee', { ...fee, amount: '22,50' }, '2027-02-01')).status, 422);
  const before = (await inForce()).tariff('musterau', '2027-07-01').residenceCertificate!.amount;
  assert.equal(
    (await change(ruth, 'what=fee', { ...fee, amount: 'Fr. 22,50' }, '2027-07-01')).location,
    '/de/organisation/changes?said=proposed',
  );
  const id = await waiting();
  assert.match(words((await ida.get('/de/organisation/changes')).text), /Gebühr: residenceCertificate.*Betrag in Franken 22\.50/);
  assert.equal((await inForce()).tariff('musterau', '2027-07-01').residenceCertificate!.amount, before);
  assert.equal((await decide(ruth, id, 'release')).location, '/de/organisation/changes?said=same-person');
  assert.equal((await decide(beat, id, 'release')).status, 404);
  assert.equal((await decide(ida, id, 'release')).location, '/de/organisation/changes?said=released');
  const { tariff } = await inForce();
  assert.deepEqual(
    ['2027-06-30', '2027-07-01'].map((day) => tariff.call(null, 'musterau', day).residenceCertificate),
    [
      { amount: before, law: 'municipal-fees', example: tariff('musterau', '2027-06-30').residenceCertificate!.example },
      { amount: '22.50', law: 'municipal-fees', example: false },
    ],
  );
});

test('contact and hours hold at once, say who changed them, and a day to come is kept until it comes', async () => {
  const today = await change(ruth, 'what=office&of=residents-office', { ...OFFICE, phone: '041 000 00 99', email: 'neu@musterau.example' });
  assert.equal(today.location, '/de/organisation?said=released');
  assert.deepEqual((await inForce()).byId('musterau')!.offices['residents-office']!.contact, {
    phone: '+41410000099',
    email: 'neu@musterau.example',
  });
  assert.match(words((await ida.get('/de/organisation')).text), /Herkunft Ruth Kaufmann, /);
  await change(
    ruth,
    'what=office&of=residents-office',
    { ...OFFICE, phone: '041 000 00 98', email: 'spaeter@musterau.example' },
    '2027-04-01',
  );
  assert.equal((await inForce()).byId('musterau')!.offices['residents-office']!.contact.email, 'neu@musterau.example');
  assert.match(words((await ruth.get('/de/organisation')).text), /Geplant.*Gemeindekanzlei: Kontakt/);
  workplace.stage.moveTo('2027-04-01T06:00:00.000Z');
  assert.equal((await inForce()).byId('musterau')!.offices['residents-office']!.contact.email, 'spaeter@musterau.example');
  workplace.stage.moveTo('2027-03-01T08:00:00.000Z');
});

test('a binding holds only when a second person of the authority confirms it', async () => {
  const fields = { capability: CONFIRM, way: 'connector:demo-register', openSteps: 'keep', reason: 'Das Register ist bereit.' };
  assert.equal((await change(ruth, 'what=binding', fields)).location, '/de/organisation/changes?said=proposed');
  const id = await waiting();
  assert.equal((await inForce()).binding('musterau', CONFIRM, '2027-03-01')?.to, 'people');
  assert.match(
    words((await ida.get('/de/organisation/changes')).text),
    /Ein Vorschlag wartet.*Anbindung: residents-register\.confirm-residence.*Das Register ist bereit/,
  );
  assert.equal((await decide(ruth, id, 'release')).location, '/de/organisation/changes?said=same-person');
  assert.equal((await decide(beat, id, 'release')).status, 404);
  assert.equal((await decide(ida, id, 'release')).location, '/de/organisation/changes?said=released');
  assert.equal((await inForce()).binding('musterau', CONFIRM, '2027-03-01')?.openSteps, 'keep');
  assert.equal((await inForce()).binding('musterau', CONFIRM, '2027-02-28')?.to, 'people');
  assert.equal((await decide(ida, id, 'refuse')).location, '/de/organisation/changes?said=gone');
  assert.match(
    words((await ruth.get('/de/organisation/changes')).text),
    /Kein Vorschlag wartet.*Verlauf.*Ruth Kaufmann , Ida Zihlmann .{0,40}gilt/,
  );
});

test('a pause of an offer holds at once, opening it again needs two', async () => {
  const offer = { service: 'residence-certificate', share: '10', settings: 'delivery: inbox post' };
  assert.equal((await change(ida, 'what=offer', { ...offer, state: 'paused' })).location, '/de/organisation?said=released');
  assert.equal((await inForce()).offer('musterau', 'residence-certificate', '2027-03-01')?.state, 'paused');
  assert.equal((await change(ida, 'what=offer', { ...offer, state: 'live' })).location, '/de/organisation/changes?said=proposed');
  assert.equal((await decide(ruth, await waiting(), 'refuse')).location, '/de/organisation/changes?said=refused');
  assert.equal((await inForce()).offer('musterau', 'residence-certificate', '2027-03-01')?.state, 'paused');
});

test('what would not fit together is refused with the place in the file, and everything typed stays', async () => {
  const wrong = await change(ruth, 'what=offer', {
    service: 'residence-certificate',
    state: 'live',
    share: '',
    settings: 'delivery: pigeon',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /authorities\/_example\/musterau\.yaml:offers\.\d+\.settings\.delivery – expected one of/);
  assert.match(wrong.text, /delivery: pigeon/);
  const elsewhere = await change(ruth, 'what=places&of=residents-office', { add: '9901', remove: '' });
  assert.match(elsewhere.text, /expected one residents-office for 9901, got/);
  const nobody = await change(ruth, 'what=roles&of=residents-office', { role: 'organisation', claims: '' });
  assert.match(nobody.text, /expected somebody who keeps the organisation of musterau, got nobody/);
  for (const [query, fields, from] of [
    ['what=closed', { name: '', ...day('until', '2027-03-05') }, '2027-03-04'],
    ['what=closed', { name: 'Brücke', ...day('until', '2027-03-03') }, '2027-03-04'],
    ['what=closed', { name: 'Brücke', ...day('until', '2027-03-05') }, '2027-02-28'],
    ['what=office&of=residents-office', { ...OFFICE, hours: 'immer' }, '2027-03-01'],
    ['what=binding', { capability: CONFIRM, way: 'script:x' }, '2027-03-01'],
  ] as const)
    assert.equal((await change(ruth, query, fields, from)).status, 422, JSON.stringify(fields));
});

test('closed days count for periods, a new office only after two people', async () => {
  await change(ruth, 'what=closed', { name: 'Betriebsferien', ...day('until', '2027-07-30') }, '2027-07-26');
  const authorities = await inForce();
  assert.deepEqual(
    ['2027-07-23', '2027-07-26', '2027-07-30', '2027-08-02'].map((each) => authorities.dayOff('musterau', each)),
    [false, true, true, false],
  );
  assert.equal(authorities.dayOff('beispielwil', '2027-07-26'), false);
  const texts = { 'names-de': 'Sportamt', 'names-fr': 'Sport', 'names-it': 'Sport', 'names-en': 'Sports' };
  assert.equal(
    (await change(ida, 'what=places', { function: 'sports-office', ...texts })).location,
    '/de/organisation/changes?said=proposed',
  );
  assert.equal((await inForce()).office('sports-office', 9902, '2027-03-01'), null);
  await decide(ruth, await waiting(), 'release');
  assert.equal((await inForce()).office('sports-office', 9902, '2027-03-01')?.office.principal, 'office:musterau/sports-office');
});

test('the database itself lets nobody release alone, touch another authority or say less than two are needed', async () => {
  const { workplace: context, owner } = workplace.stage;
  const { rows } = await owner.query<{ id: string; person: string }>(
    `select change_id as id, prepared_by as person from cases.organisation_changes where two_people and state = 'released' limit 1`,
  );
  await assert.rejects(
    owner.query(`update cases.organisation_changes set decided_by = prepared_by where change_id = $1`, [rows[0]!.id]),
    /check/,
  );
  await assert.rejects(
    owner.query(
      `insert into cases.organisation_changes (change_id, in_force_from, two_people, authority, path, kind, state, prepared_by, prepared_name, edits, before, decided_by, decided_at)
       select gen_random_uuid(), in_force_from, false, authority, path, 'office', state, prepared_by, prepared_name, edits, before, prepared_by, decided_at
       from cases.organisation_changes where change_id = $1`,
      [rows[0]!.id],
    ),
    /check/,
  );
  for (const sql of ['delete from cases.organisation_changes', `update cases.organisation_changes set edits = '[]'`])
    await assert.rejects(context.pool.query(sql), /permission denied/);
});

test('an invitation opens with its code, once, for whoever signs in, and ends at once in open sessions', async () => {
  const invite = async (fields: Record<string, string | string[]>) => {
    await ruth.get('/de/organisation/people');
    return ruth.post('/de/organisation/people', { _token: ruth.hidden('_token', '/sign-out'), _command: crypto.randomUUID(), ...fields });
  };
  const wanted = { name: 'Noel Egli', email: 'noel@mail.example', office: 'residents-office', roles: ['member'] };
  assert.equal((await invite({ ...wanted, email: 'kein' })).status, 422);
  assert.equal((await invite(wanted)).location, '/de/organisation/people?said=proposed');
  const { rows } = await workplace.stage.owner.query<{ id: string }>('select invitation_id as id from cases.invitations');
  const act = async (browser: FormBrowser, then: string) => {
    await browser.get('/de/organisation/people');
    return browser.post('/de/organisation/people', { _token: browser.hidden('_token', '/sign-out'), invitation: rows[0]!.id, then });
  };
  const mails = () => workplace.stage.mail.sent.filter(({ to }) => to === 'noel@mail.example');
  assert.equal((await act(ruth, 'confirm')).location, '/de/organisation/people?said=same-person');
  assert.equal((await act(beat, 'confirm')).status, 404);
  await workplace.pause(() => workplace.stage.settle());
  assert.equal(mails().length, 0);
  assert.equal((await act(ida, 'confirm')).location, '/de/organisation/people?said=done');
  await workplace.pause(() => workplace.stage.settle());
  const code = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/.exec(mails()[0]!.text)![0];
  const noel = await workplace.signedIn('newcomer');
  assert.equal((await noel.get('/de/tasks')).status, 403);
  const enter = async (browser: FormBrowser, typed: string) => {
    await browser.get('/de/invitation');
    return browser.post('/de/invitation', { _token: browser.hidden('_token', '/sign-out'), code: typed });
  };
  assert.equal((await enter(noel, 'AAAA-BBBB-CCCC-DDDD')).status, 422);
  assert.equal((await enter(ida, code)).status, 422, 'who confirmed cannot take it');
  assert.equal((await enter(noel, code.toLowerCase())).location, '/de/invitation?said=accepted');
  assert.equal((await noel.get('/de/tasks')).status, 200);
  assert.equal((await enter(await workplace.signedIn('otto'), code)).status, 422, 'a code opens once');
  const again = await workplace.signedIn('newcomer');
  assert.equal((await again.get('/de/tasks')).status, 200);
  assert.equal((await act(beat, 'end')).status, 404);
  assert.equal((await again.get('/de/tasks')).status, 200);
  assert.equal((await act(ruth, 'end')).location, '/de/organisation/people?said=done');
  for (const browser of [noel, again, await workplace.signedIn('newcomer')]) assert.equal((await browser.get('/de/tasks')).status, 403);
  const kept = await workplace.stage.owner.query('select email, code_hash from cases.invitations');
  assert.deepEqual(kept.rows, [{ email: null, code_hash: null }]);
});

test('every language is valid HTML without missing words', async () => {
  for (const lang of ['de', 'fr', 'it', 'en'])
    for (const path of [
      '/organisation',
      '/organisation/changes?said=same-person',
      '/organisation/people?said=done',
      '/invitation',
      '/organisation/edit?what=places',
      ...[
        'names',
        'closed',
        'offer',
        'binding',
        'office&of=residents-office',
        'roles&of=residents-office',
        'places&of=residents-office',
      ].map((what) => `/organisation/edit?what=${what}`),
    ]) {
      const { text, status } = await ruth.get(`/${lang}${path}`);
      assert.equal(status, 200, path);
      assert.deepEqual(await invalidHtml(text), [], `${lang} ${path}`);
      assert.doesNotMatch(text, /interface\.[a-z]+\./, `${lang} ${path}`);
    }
});
