import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setClock } from '../../../../../tests/support/set-clock.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

const TODAY = '2027-03-01T09:00:00.000Z';
const WISH = { matters: 'all', right: 'act', from: '', until: '31.12.2027', alerts: 'both' };

let portal: TestPortal;
/** Whose matters they are, and who acts for her. */
let mira: Browser;
let jonas: Browser;
/** A case that Mira sent herself. */
let own: string;
before(async () => {
  portal = await createTestPortal({ served: true });
  mira = await portal.signedIn('mira');
  own = await portal.send(mira, await portal.startDraft(mira));
  jonas = await portal.signedIn('jonas');
});
after(() => portal.end());

/** Mira gives a mandate and Jonas takes it, each on their pages; gives its path. */
async function mandate(wish: Partial<typeof WISH> = {}): Promise<string> {
  await mira.get('/de/representation/give');
  const given = await mira.submit('[action$="/give"]', { ...WISH, ...wish });
  assert.equal(given.status, 200);
  const code = /<strong translate="no">([^<]+)</.exec(given.text)![1]!;
  await jonas.get('/de/representation/take');
  await jonas.submit('[action$="/take"]', { code: code.toLowerCase().replaceAll('-', ' ') });
  assert.match(jonas.page, /Mira Dvořák-Şahin gibt Ihnen eine Vollmacht/);
  const taken = await jonas.submit('[action$="/take"]', { answer: 'yes' });
  return taken.location!;
}

const begin = async (path: string) => {
  await jonas.get(path);
  return jonas.submit(`[action$="${path}"]`, { what: 'act' });
};
const stop = async () => {
  await jonas.get('/de/representation/acting');
  return jonas.submit('[action$="/acting"]');
};
const endBy = async (who: Browser, path: string) => {
  await who.get(path);
  return who.submit(`[action$="${path}"]`, { what: 'end' });
};

test('check 36: whoever acts for another has a bar on every page that says for whom and until when, with a way to end and one to switch', async () => {
  const path = await mandate();
  assert.equal((await begin(path)).location, '/de/cases');
  for (const each of [
    '',
    '/cases',
    own.slice(3),
    '/inbox',
    '/services',
    '/services/residence-certificate',
    '/help',
    '/representation',
    path.slice(3),
    '/nowhere',
    '/profile',
  ]) {
    const { text } = await jonas.get(`/de${each}`);
    const bar = /<aside class="acting"[\s\S]*?<\/aside>/.exec(text)?.[0] ?? '';
    assert.match(
      bar,
      /Sie handeln für <strong translate="no">Mira Dvořák-Şahin<\/strong> mit Vollmacht bis Freitag, 31\. Dezember 2027\./,
      each,
    );
    assert.match(bar, /href="\/de\/representation\/acting"[\s\S]*|href="\/de\/representation"/, each);
    assert.match(text, /<header[\s\S]*Jonas Imfeld[\s\S]*<\/header>/, each);
    assert.deepEqual(await invalidHtml(text), [], each);
  }
  assert.equal((await stop()).location, '/de/cases');
  assert.doesNotMatch((await jonas.get('/de/cases')).text, /class="acting"/);
  await endBy(mira, path);
});

test('the bar leads on to another person: one session ends and the next begins, with nothing of the first', async () => {
  const first = await mandate();
  const second = await mandate({ right: 'read' });
  await begin(first);
  const secret = jonas.cookies.get('session');
  assert.equal((await begin(second)).location, '/de/cases');
  assert.notEqual(jonas.cookies.get('session'), secret);
  assert.match((await jonas.get('/de/cases')).text, /Sie lesen für/);
  await stop();
  for (const each of [first, second]) await endBy(mira, each);
});

test('S1 acting begins and ends with a new session; the old one is dead', async () => {
  const path = await mandate();
  const alone = jonas.cookies.get('session')!;
  await begin(path);
  const acting = jonas.cookies.get('session')!;
  assert.notEqual(acting, alone);
  const replayed = portal.browser();
  for (const [old, now] of [[alone, acting] as const, [acting, null] as const]) {
    if (now === null) await stop();
    replayed.cookies.set('session', old);
    assert.match((await replayed.get('/de/cases')).location!, /sign-in/);
  }
  const { rows } = await portal.owner.query('select 1 from cases.sessions where secret_hash = any ($1)', [
    [alone, acting].map((each) => createHash('sha256').update(each).digest()),
  ]);
  assert.equal(rows.length, 0);
  await endBy(mira, path);
});

test('cases of both stand apart: own ones alone, those of the other by name only until one acts', async () => {
  const path = await mandate();
  const reference = own.split('/').at(-1)!;
  const before = (await jonas.get('/de/cases')).text;
  assert.match(before, /Fälle von Mira Dvořák-Şahin/);
  assert.ok(before.includes(reference));
  assert.equal((await jonas.get(own)).status, 404, 'not before acting');
  await begin(path);
  assert.equal((await jonas.get(own)).status, 200);
  assert.match((await mira.get('/de/data')).text, /Jonas Imfeld[\s\S]*Handelt für Sie/);
  await stop();
  assert.equal((await jonas.get(own)).status, 404, 'nor after');
  await endBy(mira, path);
});

test('what is sent for another is theirs, with the name of who did it: case, machine, prefill, receipt and alerts', async () => {
  const path = await mandate();
  await begin(path);
  const draft = await portal.startDraft(jonas);
  const { rows: drafts } = await portal.owner.query(
    `select d.facts -> 'names' -> 'person' ->> 'firstName' as first, d.facts -> 'names' -> 'contact' as contact, p.subject as owner, r.subject as writer
     from cases.drafts d join cases.persons p using (person_id) join cases.persons r on r.person_id = d.representative_id where d.draft_id = $1`,
    [draft.split('/').at(-1)],
  );
  assert.deepEqual(drafts, [{ first: 'Mira', contact: null, owner: 'mira', writer: 'jonas' }]);
  assert.equal((await mira.get(draft)).status, 404, 'an unsent draft is its writer’s');
  const sent = await portal.send(jonas, draft);
  const { rows } = await portal.owner.query(
    `select a.subject as applicant, c.applicant_name, c.representative_name, w.command -> 'variables' -> 'actor' ->> 'name' as actor, w.actor = 'person:' || c.representative_id as mine,
       (select array_agg(l.address order by l.address) from cases.alerts l where l.case_id = c.case_id) as alerts
     from cases.cases c join cases.persons a on a.person_id = c.applicant_id join engine.work w on w.case_id = c.case_id where c.reference = $1`,
    [sent.split('/').at(-1)],
  );
  assert.deepEqual(rows, [
    {
      applicant: 'mira',
      applicant_name: 'Mira Dvořák-Şahin',
      representative_name: 'Jonas Imfeld',
      actor: 'Jonas Imfeld',
      mine: true,
      alerts: ['mira@mail.example', 'mira@mail.example'],
    },
  ]);
  assert.match((await mira.get(sent)).text, /Gesendet von Jonas Imfeld, mit Vollmacht/);
  await stop();
  await endBy(mira, path);
});

test('a mandate to read shows and changes nothing, on the pages and in the database', async () => {
  const path = await mandate({ right: 'read' });
  await begin(path);
  assert.equal((await jonas.get(own)).status, 200);
  for (const each of [`${own}/withdraw`, `${own}/pay`, '/de/services/residence-certificate/start']) {
    const { status, text } = await jonas.get(each);
    assert.ok(status === 403 || status === 200, each);
    if (status === 403) assert.match(text, /Sie dürfen für Mira Dvořák-Şahin nur lesen/, each);
  }
  await jonas.get(own);
  const token = /name="_token" value="([^"]+)"/.exec(jonas.page)![1]!;
  for (const each of [`${own}/withdraw`, `${own}/messages`])
    assert.equal((await jonas.post(each, { _token: token, words: 'Hallo' })).status, 403, each);
  const started = await jonas.post('/de/services/residence-certificate/start', { _token: token });
  assert.equal(started.status, 422);
  assert.match(started.text, /nur lesen/);
  const secret = jonas.cookies.get('session')!;
  for (const sql of [
    `insert into engine.work (case_id, command_id, actor, command) select case_id, 'x', 'person:' || cases.current_person(), '{"type":"cancel"}' from cases.cases`,
    `insert into cases.payment_wishes (case_id, means) select case_id, 'x' from cases.cases`,
    `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key, sender, author, author_name, words)
       select gen_random_uuid(), case_id, now(), office, 'written', 'x', 'person:' || cases.subject(), 'person:' || cases.current_person(), 'x', 'x' from cases.cases`,
  ])
    await assert.rejects(as(secret, sql), /row-level security/, sql);
  assert.equal((await as(secret, 'update cases.messages set read_at = now()')).rowCount, 0);
  await stop();
  await endBy(mira, path);
});

/** One statement under the rights of a session, as the portal's role. */
async function as(secret: string, sql: string) {
  const client = await portal.site.context.pool.connect();
  try {
    await client.query(`begin; select set_config('ep.session', '${secret}', true)`);
    return await client.query(sql);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('A5 the end of a mandate ends access at once, also in open sessions and for kept pages: by either side, and by its last day', async () => {
  const ends: [string, (path: string) => Promise<unknown>][] = [
    ['ended', (path) => endBy(mira, path)],
    ['laid down elsewhere', async (path) => endBy(await portal.signedIn('jonas'), path)],
    ['last day', () => setClock(portal.owner, '2027-12-31T23:00:00.000Z')],
  ];
  for (const [name, end] of ends) {
    const path = await mandate();
    await begin(path);
    await jonas.get(own);
    assert.equal((await jonas.get(own)).status, 200, name);
    await end(path);
    for (const each of [own, '/de/cases', `${own}/fragment`]) assert.notEqual((await jonas.get(each)).status, 200, `${name} ${each}`);
    const secret = jonas.cookies.get('session')!;
    assert.deepEqual((await as(secret, 'select cases.principals() as p, cases.current_person() as me, cases.subject() as subject')).rows, [
      { p: [], me: null, subject: null },
    ]);
    const told = await jonas.follow('/de/cases');
    assert.match(told.text, /Ihre Vertretung ist zu Ende/, name);
    assert.doesNotMatch(told.text, /Mira|Dvořák/);
    assert.equal((await jonas.submit('[action$="/ended"]')).location, '/de');
    assert.equal((await jonas.get('/de/cases')).status, 200, 'as oneself again');
    await setClock(portal.owner, TODAY);
  }
});

test('a mandate for the matters of one service covers its cases with their messages, and nothing else', async () => {
  const path = await mandate({ matters: 'residents-matters' });
  await begin(path);
  const reference = own.split('/').at(-1)!;
  assert.equal((await jonas.get(own)).status, 200);
  assert.ok((await jonas.get('/de/cases')).text.includes(reference));
  const message = /\/inbox\/[0-9a-f-]{36}/.exec((await jonas.get('/de/inbox')).text)?.[0];
  assert.ok(message, 'expected the receipt of the case in the inbox, got nothing');
  assert.equal((await jonas.get(`/de${message}`)).status, 200);
  assert.equal((await portal.owner.query('select 1 from cases.messages where read_at is not null')).rowCount, 0, 'still unread for Mira');
  await portal.owner.query(`update cases.mandates set scopes = '{other-matters}' where state = 'taken'`);
  for (const each of [own, `/de${message}`]) assert.equal((await jonas.get(each)).status, 404, each);
  for (const each of ['/de/cases', '/de/inbox']) assert.ok(!(await jonas.get(each)).text.includes(reference), each);
  const token = jonas.hidden('_token', '/sign-out');
  const refused = await jonas.post('/de/services/residence-certificate/start', { _token: token });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /gilt nicht für diese Leistung/);
  await stop();
  await endBy(mira, path);
});

test('everything that is done with a mandate can only be added to and waits for its seal', async () => {
  const path = await mandate();
  await begin(path);
  await stop();
  await endBy(mira, path);
  const { rows } = await portal.owner.query<{ acts: number; sealed: number; kinds: string[] }>(
    `select count(*)::int as acts, count(p.key)::int as sealed, array_agg(distinct a.what order by a.what) as kinds from cases.mandate_acts a
     left join cases.audit_pending p on p.source = 'mandate' and p.key = a.mandate_id || ' ' || a.act_no
       and cases.audit_content(1, p.source, p.key) like '%' || a.actor_name || '%'`,
  );
  assert.equal(rows[0]!.acts, rows[0]!.sealed);
  assert.ok(
    ['ended', 'given', 'taken', 'used'].every((what) => rows[0]!.kinds.includes(what)),
    String(rows[0]!.kinds),
  );
  for (const sql of [`update cases.mandate_acts set actor_name = 'x'`, 'delete from cases.mandate_acts', 'truncate cases.mandate_acts'])
    await assert.rejects(portal.owner.query(sql), /expected additions only/, sql);
});

test('pages that are one’s own, and services that nobody orders for another, say so and do nothing', async () => {
  const path = await mandate();
  await begin(path);
  for (const each of ['/data', '/data/file', '/data/all', '/data/package', '/profile', '/representation/give', '/representation/take']) {
    const { status, text } = await jonas.get(`/de${each}`);
    assert.equal(status, 403, each);
    assert.match(text, /Diese Seite gehört Ihnen, nicht Mira Dvořák-Şahin/, each);
  }
  await stop();
  await endBy(mira, path);
});
