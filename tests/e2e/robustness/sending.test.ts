import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStage, type Stage } from '../../support/browsers.ts';
import { answerAll, ANSWERS, openDraft, order, until } from './journey.ts';
import { fieldsOf, mainOf } from './markup.ts';
import { sessionCookie, signedIn, tokenOf } from './visitor.ts';

let stage: Stage;
before(async () => {
  stage = await openStage(['portal', 'worker', 'identity-provider']);
});
after(() => stage.end());

const people = { wikon: { ...ANSWERS, 'address.text': 'Sonnrain 5, 4806 Wikon' } };

async function effects(draft: string): Promise<unknown> {
  const { rows } = await stage.system.database.pool.query(
    `select count(*)::int as cases, (select count(*)::int from cases.fees f where f.case_id = any (array_agg(c.case_id))) as fees,
       (select count(*)::int from cases.messages m where m.case_id = any (array_agg(c.case_id)) and kind = 'received') as receipts,
       (select count(*)::int from engine.instance i where i.case_id = any (array_agg(c.case_id))) as processes
     from cases.cases c where submission_id = $1`,
    [draft.split('/').at(-1)],
  );
  return rows[0];
}

/** Is there a command for the case of a draft that the machine has not done yet? */
async function waiting(draft: string): Promise<boolean> {
  const { rowCount } = await stage.system.database.pool.query(
    `select from engine.work w join cases.cases c using (case_id) where c.submission_id = $1 and w.due_at <= now()`,
    [draft.split('/').at(-1)],
  );
  return rowCount! > 0;
}

test('the same draft sent six times at once from two windows gives one case and one answer', async () => {
  const lukasz = await signedIn(stage.system, 'portal', 'lukasz');
  const draft = await openDraft(lukasz);
  await answerAll(lukasz, draft, people.wikon);
  const other = await signedIn(stage.system, 'portal', 'lukasz');
  await other.get(`${draft}/check`);
  const sent = await Promise.all([lukasz, other, lukasz, other, lukasz, other].map((browser) => browser.submit('[action$="/check"]')));
  assert.deepEqual(
    sent.map((each) => each.status),
    [303, 303, 303, 303, 303, 303],
  );
  assert.equal(new Set(sent.map((each) => each.location)).size, 1);
  // All that was asked of the machine is done: a second process would be there by now.
  await until(async () => !(await waiting(draft)));
  assert.deepEqual(await effects(draft), { cases: 1, fees: 1, receipts: 1, processes: 1 });
});

test('after sending in one tab the other tab changes nothing any more and leads to the case', async () => {
  const ruben = await signedIn(stage.system, 'portal', 'ruben');
  const draft = await openDraft(ruben);
  await answerAll(ruben, draft, { ...ANSWERS, purpose: 'bank' });
  const late = `${draft}/pages/page_purpose`;
  const opened = (await ruben.get(late)).text;
  await ruben.get(`${draft}/check`);
  const sent = await ruben.submit('[action$="/check"]');
  const reference = sent.location!.split('/')[3]!;
  const token = /name="_token" value="([^"]+)"/.exec(opened)![1]!;
  const answer = await ruben.post(late, { _token: token, purpose: 'other', purposeOther: 'Zu spät', then: 'next' });
  assert.match(mainOf(answer.text), /Das ist schon gesendet/);
  assert.ok(answer.text.includes(`/de/cases/${reference}`));
  const dropped = await ruben.post(`${draft}/delete`, { _token: token });
  assert.notEqual(dropped.location, '/de');
  const { rows } = await stage.system.database.pool.query(
    `select value from cases.answers join cases.cases using (case_id) where reference = $1 and name like 'purpose%' order by name`,
    [reference],
  );
  assert.deepEqual(
    rows.map((row) => row.value),
    ['bank'],
  );
});

test('two tabs on one draft: the last word counts, and no answer of another page is lost', async () => {
  const carla = await signedIn(stage.system, 'portal', 'carla');
  const draft = await openDraft(carla);
  const again = await openDraft(carla);
  assert.equal(again, draft, 'starting in a second tab opens the same draft');
  const [purpose, contact] = [`${draft}/pages/page_purpose`, `${draft}/pages/page_contact`];
  const token = await tokenOf(carla);
  const post = (path: string, fields: Record<string, string>) => carla.post(path, { _token: token, then: 'next', ...fields });
  const answers = await Promise.all([
    post(purpose, { purpose: 'bank' }),
    post(contact, { 'contact.email': 'carla@mail.example', 'contact.phone': '041 555 10 61' }),
    post(`${draft}/pages/page_delivery`, { delivery: 'inbox' }),
  ]);
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [303, 303, 303],
  );
  assert.equal((await post(purpose, { purpose: 'housing' })).status, 303);
  assert.deepEqual(fieldsOf((await carla.get(purpose)).text, purpose)['purpose'], ['housing']);
  assert.match(fieldsOf((await carla.get(contact)).text, contact)['contact.phone']!.join(), /41 555 10 61/);
  assert.deepEqual(fieldsOf((await carla.get(`${draft}/pages/page_delivery`)).text, 'page_delivery')['delivery'], ['inbox']);
});

test('a crash of the portal in the middle of a form loses no answer and no session, and the same form can be sent', async () => {
  const tenzin = await signedIn(stage.system, 'portal', 'tenzin');
  const draft = await openDraft(tenzin);
  const [purpose, delivery] = [`${draft}/pages/page_purpose`, `${draft}/pages/page_delivery`];
  await tenzin.get(purpose);
  assert.equal((await tenzin.submit('[action$="/page_purpose"]', { purpose: 'other', purposeOther: 'Chor', then: 'next' })).status, 303);
  await tenzin.get(delivery);
  await stage.system.kill('portal');
  await assert.rejects(tenzin.submit('[action$="/page_delivery"]', { delivery: 'inbox', then: 'next' }));
  await stage.system.start('portal');
  assert.equal((await tenzin.submit('[action$="/page_delivery"]', { delivery: 'inbox', then: 'next' })).status, 303);
  assert.deepEqual(fieldsOf((await tenzin.get(purpose)).text, purpose)['purposeOther'], ['Chor']);
  assert.deepEqual(fieldsOf((await tenzin.get(delivery)).text, delivery)['delivery'], ['inbox']);
});

test('a crash of the machine while a case waits to be paid changes nothing of it', async () => {
  const ivana = await signedIn(stage.system, 'portal', 'ivana');
  const reference = await order(ivana);
  const payable = async () => /\/cases\/[^"]+\/pay"/.test((await ivana.get(`/de/cases/${reference}`)).text);
  await until(payable);
  await stage.system.kill('worker');
  assert.equal(await payable(), true);
  await stage.system.start('worker');
  assert.equal(await payable(), true);
});

test('another municipality keeps the answers and asks only for what its registers do not know', async () => {
  const lea = await signedIn(stage.system, 'portal', 'lea');
  const draft = await openDraft(lea);
  await answerAll(lea, draft, {
    ...ANSWERS,
    persons: ['p1', 'p3'],
    purpose: 'other',
    purposeOther: 'Musikschule',
    'contact.phone': '041 555 10 59',
  });
  await lea.get('/de/municipality?q=Wikon&return=%2Fservices%2Fresidence-certificate%2Fstart');
  assert.equal((await lea.submit('[action$="/municipality"]', { authority: 'wikon' })).status, 303);
  const moved = await openDraft(lea);
  const { rows } = await stage.system.database.pool.query(
    'select draft_id, authority from cases.drafts d join cases.persons p using (person_id) where p.first_name = $1 and case_id is null',
    ['Lea'],
  );
  assert.deepEqual(
    rows.map((row) => row.authority),
    ['wikon'],
  );
  const shown = async (page: string) => fieldsOf((await lea.get(`${moved}/pages/${page}`)).text, page);
  assert.deepEqual((await shown('page_purpose'))['purposeOther'], ['Musikschule']);
  assert.match((await shown('page_contact'))['contact.phone']!.join(), /41 555 10 59/);
  assert.deepEqual(await shown('page_you'), { 'address.text': [''] });
  const check = await lea.get(`${moved}/check`);
  assert.match(check.location!, /\/pages\/page_you/);
});

test('a kept page of a case is worth nothing without its session', async () => {
  const ruben = await signedIn(stage.system, 'portal', 'ruben');
  const path = /href="(\/de\/cases\/\d{4}-[^"/]+)"/.exec((await ruben.get('/de/cases')).text)![1]!;
  for (let look = 0; look < 3; look++) assert.equal((await ruben.get(path)).status, 200);
  const [name, secret] = sessionCookie(ruben);
  const again = async (): Promise<number> =>
    (await fetch(stage.system.url.portal + path, { headers: { cookie: `${name}=${secret}` }, redirect: 'manual' })).status;
  assert.equal(await again(), 200);
  const other = await signedIn(stage.system, 'portal', 'carla');
  assert.equal((await other.get(path)).status, 404);
  await stage.system.database.pool.query(
    `update cases.sessions set expires_at = now() - interval '1 second' where secret_hash = sha256(convert_to($1, 'UTF8'))`,
    [secret],
  );
  assert.equal(await again(), 303);
  await stage.system.database.pool.query(
    `update cases.sessions set expires_at = now() + interval '1 minute' where secret_hash = sha256(convert_to($1, 'UTF8'))`,
    [secret],
  );
  assert.equal(await again(), 200);
  await ruben.get('/de/cases');
  await ruben.submit('[action$="/sign-out"]');
  assert.equal(await again(), 303);
});
