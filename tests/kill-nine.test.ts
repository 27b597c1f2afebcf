import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openCatalogue, saveDraft, signIn, startDraft, withSession, type CasesContext } from '../packages/cases/src/index.ts';
import { rolePool, startSystem, type System } from './support/system.ts';

/** A worker that ends between any two steps is played one by one by `npm run bench -- crash-steps`, a part of it as a test. */
const KILLS = 30;
const PERSON = 'ruben';

let system: System;
before(async () => {
  system = await startSystem(['portal', 'worker']);
});
after(() => system.stop());

/** Sends the draft through the portal like a browser that repeats until it is answered; gives the reference. */
async function sendUntilAcknowledged(draftId: string, secret: string, csrf: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${system.url.portal}/de/drafts/${draftId}/check`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `session=${secret}` },
      body: new URLSearchParams({ _token: csrf }),
    }).catch(() => null);
    const reference = /\/cases\/([^/]+)\//.exec(answer?.headers.get('location') ?? '')?.[1];
    if (reference) return reference;
    await pause(30);
  }
}

/** Pays as soon as there is something to pay. */
async function payWhenAsked(reference: string): Promise<void> {
  for (;;) {
    const { rows } = await system.database.pool.query<{ redirect_url: string; state: string }>(
      'select p.redirect_url, p.state from cases.payments p join cases.cases c using (case_id) where c.reference = $1',
      [reference],
    );
    if (rows[0]) {
      await fetch(rows[0].redirect_url, { method: 'POST', body: new URLSearchParams({ method: 'card' }), redirect: 'manual' });
      return;
    }
    await pause(20);
  }
}

test(`killed ${KILLS} times between submission and delivery, every acknowledged submission ends with one case, one fee, one certificate and one alert per event`, async () => {
  const portalPool = rolePool(system, 'ep_portal');
  const signInPool = rolePool(system, 'ep_sign_in');
  const open = await openCatalogue(portalPool, { canton: 'lu', follow: false });
  const context: CasesContext = { pool: portalPool, catalogue: open.current, prefill: null };
  const person = system.people.find((each) => each.key === PERSON)!;
  const { secret } = await signIn(
    signInPool,
    {
      issuer: system.url.identityProvider,
      subject: person.subject,
      givenName: person.firstName,
      familyName: person.officialName,
      birthdate: person.dateOfBirth,
      email: person.email,
      level: 300,
      language: 'de',
      municipality: Number(person.municipality),
      functions: [],
    },
    'portal',
    open.current,
  );
  const csrf = await withSession(context, secret, async (scope) => scope.session!.csrf);

  const acknowledged: string[] = [];
  const paying: Promise<void>[] = [];
  for (let round = 0; round < KILLS; round++) {
    const started = await startDraft(context, secret, { service: 'residence-certificate', authority: 'kriens', language: 'de' });
    assert.ok('draftId' in started);
    const answers = {
      'address.text': 'Am Mühlbach 3, 6012 Obernau',
      persons: ['p1'],
      purpose: 'none',
      documentLanguage: 'de',
      delivery: 'inbox',
    };
    await withSession(context, secret, (scope) => saveDraft(scope, started.draftId, { answers, page: null }));
    const sending = sendUntilAcknowledged(started.draftId, secret, csrf);
    const victim = round % 4 === 3 ? 'portal' : 'worker';
    await pause(Math.random() * 350);
    await system.kill(victim);
    await system.start(victim);
    const reference = await sending;
    acknowledged.push(reference);
    paying.push(payWhenAsked(reference));
  }
  await Promise.all(paying);

  const left = async (): Promise<number> =>
    Number((await system.database.pool.query('select count(*) from cases.cases where closed_at is null')).rows[0].count);
  // A lease of a lost node runs out within 20 s; a minute of standstill is a failure.
  for (let before_ = await left(), still = 0; before_ > 0 && still < 60;) {
    await pause(1_000);
    const now = await left();
    still = now === before_ ? still + 1 : 0;
    before_ = now;
  }

  const { rows } = await system.database.pool.query(
    `select c.reference, c.outcome, (select count(*)::int from cases.fees f where f.case_id = c.case_id) as fees,
       (select count(*)::int from cases.payments p where p.case_id = c.case_id and p.settled_at is not null) as settled,
       (select count(*)::int from cases.documents d where d.case_id = c.case_id and d.state = 'issued') as certificates,
       (select count(*)::int from engine.incident i where i.case_id = c.case_id) as incidents
     from cases.cases c order by c.reference`,
  );
  assert.equal(new Set(acknowledged).size, KILLS, 'each draft got its own case');
  assert.deepEqual(
    rows,
    [...acknowledged].sort().map((reference) => ({ reference, outcome: 'issued', fees: 1, settled: 1, certificates: 1, incidents: 0 })),
  );
  const mails = (await (await fetch(`${system.url.mail}/messages`)).json()) as { subject: string; text: string }[];
  const perEvent = new Map<string, number>();
  for (const mail of mails) {
    const key = `${/\d{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(mail.text)?.[0]} ${mail.subject}`;
    perEvent.set(key, (perEvent.get(key) ?? 0) + 1);
  }
  assert.deepEqual(
    [...perEvent].filter(([, count]) => count > 1),
    [],
  );
  open.close();
  await Promise.all([portalPool.end(), signInPool.end()]);
});
