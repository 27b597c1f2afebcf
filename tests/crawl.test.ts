import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { PAGES as PORTAL_PAGES } from '../apps/portal/src/routes.ts';
import { PAGES as WORKPLACE_PAGES } from '../apps/workplace/src/routes.ts';
import { beginCapture, enterCapture, startDraft, withSession } from '../packages/cases/src/index.ts';
import { bothApplications } from './support/both-applications.ts';
import { foreignWords, idsOf } from './support/foreign-words.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

const PAGES = { portal: PORTAL_PAGES, workplace: WORKPLACE_PAGES } as const;
type Application = keyof typeof PAGES;

let stage: Told;
let applications: Awaited<ReturnType<typeof bothApplications>>;
/** Secret of a session of Jonas that acts for Mira, under a mandate for matters to which no case of hers belongs. */
let acting: string;
/** Secret of a session of Ruth that captures for somebody at the counter. */
let capturing: string;
/** Name of whom she captures for, told to nobody else. */
const CAPTURED = 'Bühlmann-Øster';
/** Everybody who can sign in, and somebody who has not. */
let people: (string | null)[];

before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'people' } });
  const order = async (as: string, at: string, answers: Record<string, unknown>): Promise<void> => {
    await stage.act('submit', { as, at, answers });
    await stage.act('pay', { as, outcome: 'settled' });
    await stage.act('start', { as, at });
  };
  // One case ends with a document in the inbox, two wait for their office; everybody has a draft besides.
  await order('mira', 'beispielwil', ORDER);
  await stage.rebind('beispielwil', CONFIRM, 'people');
  await order('mira', 'beispielwil', ORDER);
  await order('jonas', 'musterau', { 'address.text': 'Im Rank, 9902 Musterau', persons: ['jonas'], purpose: 'none', delivery: 'inbox' });
  applications = await bothApplications(stage);
  // Somebody who has said why may open cases of the own office.
  for (const who of Object.keys(stage.people).filter((each) => stage.people[each]!.signsInAt)) await stage.secretOf(who);
  await stage.owner.query(
    `insert into cases.searches (at, person_id, purpose, fields, found, exported) select $1, person_id, 'work', '{}', 0, false from cases.persons`,
    [stage.now()],
  );
  acting = await actsForMira();
  capturing = await captures();
  // Somebody had opened every case for an hour that is over.
  await stage.owner.query(
    `insert into cases.access (case_id, principal, party, until) select c.case_id, 'emergency:' || p.person_id, c.competent, now() - interval '1 second'
     from cases.cases c, cases.persons p where p.subject in ('ida', 'otto')`,
  );
  people = [null, ...Object.entries(stage.people).flatMap(([key, person]) => (person.signsInAt ? [key] : []))];
});
after(() => stage.end());

/** Jonas acts for Mira; the mandate lasts as long as this test may live. */
async function actsForMira(): Promise<string> {
  const secret = randomBytes(32).toString('hex');
  await stage.owner.query(
    `with m as (insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day,
         level, kind, state, scopes, may_act, alerts, principal_name, representative_name, code_hash)
       select gen_random_uuid(), p.person_id, r.person_id, now(), now(), now(), '-infinity', 'infinity', '2027-03-01', '2027-12-31', 300, 'mandate', 'taken', '{other-matters}',
         true, true, 'Mira', 'Jonas', $1 from cases.persons p, cases.persons r where p.subject = 'mira' and r.subject = 'jonas' returning mandate_id, representative_id)
     insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals, acting_for)
     select $1, representative_id, now() + interval '1 hour', now() + interval '1 hour', 300, 'portal', 'x', '{}', mandate_id from m`,
    [createHash('sha256').update(secret).digest()],
  );
  return secret;
}

/** Ruth captures for somebody who has no login. */
async function captures(): Promise<string> {
  const begun = await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) =>
    beginCapture(scope, {
      id: randomUUID(),
      office: 'office:musterau/residents-office',
      service: 'residence-certificate',
      authority: 'musterau',
      channel: 'counter',
      identity: 'passport',
      officialName: CAPTURED,
      firstName: 'Trudi',
      birthdate: '1948',
      language: 'de',
      email: null,
      address: {},
    }),
  );
  assert.ok('code' in begun);
  const { secret } = (await enterCapture(stage.owner, begun.code, stage.now()))!;
  await startDraft(stage.portal, secret, { service: 'residence-certificate', authority: 'musterau', language: 'de' });
  return secret;
}

/** Every address of an application with every id there is in every place of an id. */
async function addresses(application: Application): Promise<{ path: string; gives: string | undefined }[]> {
  const ids = await idsOf(stage.owner);
  const data: Record<string, string[]> = {
    ...ids,
    service: ['residence-certificate'],
    page: ['page_purpose'],
    change: ['move'],
    intervention: ids.draft!.slice(0, 1),
    kind: ['invoice', 'receipt'],
    event: ['x'],
    entry: ['x'],
  };
  return PAGES[application].flatMap(({ path, gives }) => {
    let made = [path];
    for (const [whole, name] of path.matchAll(/:(\w+)/g)) {
      const values = data[name!];
      assert.ok(values, `expected what can stand for ${whole} of ${path}, got nothing`);
      made = made.flatMap((each) => values.map((value) => each.replace(whole, value)));
    }
    return made.map((each) => ({ path: `/de${each}`, gives }));
  });
}

/** Addresses that answered with something else than their route says. */
const misnamed = new Set<string>();

/** Everything that somebody is shown who should not see it: what, where, by whom. */
async function leaks(): Promise<string[]> {
  const found: string[] = [];
  for (const application of ['portal', 'workplace'] as const) {
    const paths = await addresses(application);
    for (const who of people) {
      if (who && applications.of(who) !== application) continue;
      const browser = await applications.browser(who, application);
      const words = [...(await wordsForeignTo(who)), ...(who === 'ruth' ? [] : [CAPTURED])];
      assert.ok(words.length > 3, `expected words foreign to ${who}, got ${words}`);
      for (const { path, gives } of paths) {
        if (path.endsWith('/sign-out')) continue;
        const { text, status } = await browser.get(path);
        if (status === 200 && text.includes('</main>') !== (gives === undefined))
          misnamed.add(`${application} ${path}: ${gives ?? 'page'}`);
        // An id that was asked for may be named in the answer, in links and in the form to sign in.
        const asked = decodeURIComponent(path);
        const seen = words.filter((word) => text.includes(word) && !asked.includes(word));
        if (seen.length > 0) found.push(`${who} ${path}: ${seen.join(', ')}`);
      }
    }
  }
  const browser = await applications.browser(null, 'portal');
  browser.cookies.set('session', acting);
  // Both names stand on every page; what else belongs to either is foreign to a mandate that covers nothing of it.
  const words = (await wordsForeignTo(null)).filter((word) => !/Mira|Dvo|Jonas|Imfeld/.test(word));
  for (const { path } of await addresses('portal')) {
    if (path.endsWith('/sign-out')) continue;
    const { text } = await browser.get(path);
    const asked = decodeURIComponent(path);
    const seen = words.filter((word) => text.includes(word) && !asked.includes(word));
    if (seen.length > 0) found.push(`acting ${path}: ${seen.join(', ')}`);
  }
  assert.ok((await browser.get('/de/cases')).text.includes('class="acting"'), 'it acts all the while');
  // At the counter nothing but the one draft, for a browser too that does not say where it comes from.
  const counter = await applications.browser(null, 'portal');
  counter.cookies.set('session', capturing);
  const all = await wordsForeignTo(null);
  for (const { path } of await addresses('portal')) {
    if (path.endsWith('/sign-out')) continue;
    const { text } = await counter.get(path);
    const seen = all.filter((word) => text.includes(word) && !decodeURIComponent(path).includes(word));
    if (seen.length > 0) found.push(`capturing ${path}: ${seen.join(', ')}`);
  }
  assert.ok((await counter.get('/de/cases')).text.includes(CAPTURED), 'it captures all the while');
  return found;
}

async function wordsForeignTo(who: string | null): Promise<string[]> {
  if (!who) return foreignWords(stage, [], '00000000-0000-0000-0000-000000000000');
  await stage.secretOf(who);
  const { rows } = await stage.owner.query<{ principals: string[]; person_id: string }>(
    `select s.principals, s.person_id from cases.sessions s join cases.persons p using (person_id) where p.subject = $1 and s.acting_for is null order by s.expires_at desc limit 1`,
    [who],
  );
  return foreignWords(stage, rows[0]!.principals, rows[0]!.person_id);
}

test('the crawl is worth something: who takes part sees their own words', async () => {
  const browser = await applications.browser('mira', 'portal');
  const { rows } = await stage.owner.query<{ reference: string }>(
    `select reference from cases.cases where applicant_name like '%Mira%' limit 1`,
  );
  const { status, text } = await browser.get(`/de/cases/${rows[0]!.reference}`);
  assert.equal(status, 200);
  const words = await wordsForeignTo('jonas');
  assert.ok(words.some((word) => text.includes(word)));
});

test('T11 nobody is shown what is not theirs at any address with any id', async () => {
  assert.deepEqual(await leaks(), []);
});

test('what a route calls a page is one, and what it calls a file or a part of a page is none', () => {
  assert.deepEqual([...misnamed], []);
});

test('T12 what a search finds and hands out as a file, what a person takes along and mails say nothing of others', async () => {
  const { rows } = await stage.owner.query<{ reference: string; applicant_name: string }>(
    'select reference, applicant_name from cases.cases',
  );
  const found: string[] = [];
  let handedOut = 0;
  for (const who of people) {
    if (!who) continue;
    const words = await wordsForeignTo(who);
    const browser = await applications.browser(who, applications.of(who));
    const look = (what: string, text: string, asked = ''): void => {
      const seen = words.filter((word) => text.includes(word) && !asked.includes(word));
      if (seen.length > 0) found.push(`${who} ${what}: ${seen.join(', ')}`);
    };
    if (applications.of(who) === 'portal') {
      for (const path of ['/de/data', '/de/data/file', '/de/data/all']) {
        const answer = await browser.get(path);
        assert.equal(answer.status, 200, `${who} ${path}`);
        look(path, answer.text);
      }
      const address = stage.people[who]!.email;
      for (const mail of stage.mail.sent.filter(({ to }) => to === address)) look('mail', `${mail.subject} ${mail.text}`);
      continue;
    }
    for (const text of rows.flatMap((row) => [row.reference, row.applicant_name])) {
      for (const then of ['show', 'csv', 'json']) {
        const page = await browser.get('/de/search');
        if (!page.text.includes('action="/de/search#results"')) continue;
        const answer = await browser.submit('[action="/de/search#results"]', { purpose: 'work', text, then });
        if (answer.headers.get('content-disposition') && answer.text.includes(text)) handedOut += 1;
        look(`search ${then}`, answer.text, text);
      }
    }
  }
  assert.ok(handedOut > 0, 'somebody is handed out what is theirs');
  assert.ok(stage.mail.sent.length > 0);
  // A mail names the case by its reference, which is no secret to whom it is sent; of the case it tells nothing.
  const references = rows.map((row) => row.reference);
  const personal = (await wordsForeignTo(null)).filter((word) => !references.includes(word));
  for (const { subject, text } of stage.mail.sent)
    found.push(...personal.filter((word) => `${subject} ${text}`.includes(word)).map((word) => `mail: ${word}`));
  assert.deepEqual(found, []);
});

test('T11 nor with the checks of the application alone, without row-level security', async () => {
  const { rows } = await stage.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('cases', 'engine') and c.relrowsecurity`,
  );
  for (const { name } of rows) await stage.owner.query(`alter table ${name} disable row level security`);
  assert.deepEqual(await leaks(), []);
});
