import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import type { Browser } from '../test/browser.ts';
import { PAGES } from './routes.ts';

let portal: TestPortal;
let browser: Browser;
let draft: string;
let reference: string;
let refused: string;
let mandate: string;
before(async () => {
  portal = await createTestPortal();
  browser = await portal.signedIn('mira');
  reference = await submit(browser);
  draft = await portal.startDraft(browser);
  const { rows } = await portal.owner.query<{ file_id: string }>(
    `insert into cases.files (file_id, person_id, case_id, size, name, filename, media_type, content_hash, state, scan, reason, readers)
     select gen_random_uuid(), applicant_id, case_id, 1, 'evidence.x', 'x.pdf', 'application/pdf', repeat('a', 64), 'refused', 'infected', 'infected', '{applicant}'
     from cases.cases where reference = $1 returning file_id`,
    [reference],
  );
  refused = rows[0]!.file_id;
  await browser.get('/de/representation/give');
  const given = await browser.submit('[action$="/give"]', { matters: 'all', right: 'act', from: '', until: '31.12.2027', alerts: 'me' });
  mandate = /\/representation\/([0-9a-f-]{36})"/.exec(given.text)![1]!;
});
after(() => portal.end());

/** Sends a whole application; gives the reference of its case. */
async function submit(from: Browser): Promise<string> {
  const path = await portal.startDraft(from);
  const id = path.split('/').at(-1);
  await portal.owner.query('update cases.drafts set answers = $2 where draft_id = $1', [id, JSON.stringify(ANSWERS)]);
  await from.get(`${path}/check`);
  const sent = await from.submit(`[action$="${path}/check"]`);
  return sent.location!.split('/')[3]!;
}

const ANSWERS = {
  'address.text': 'Lindenweg 4, 9901 Beispielwil',
  persons: ['p1'],
  purpose: 'housing',
  documentLanguage: 'de',
  delivery: 'inbox',
  'contact.email': 'mira@mail.example',
};

/** An address for each page that can be posted to. */
function addressOf(path: string): string {
  return `/de${path}`
    .replace(':service/eligibility/:page', 'residence-certificate/eligibility/about')
    .replace(':service', 'residence-certificate')
    .replace('/drafts/:draft', draft.replace('/de', ''))
    .replace(':page', 'page_purpose')
    .replace(':reference', reference)
    .replace(':file', refused)
    .replace(':mandate', mandate)
    .replace(':token', '1');
}

const ATTACKS: [string, Record<string, string>, 'own' | 'none' | 'foreign'][] = [
  ['without a token', {}, 'none'],
  ['with a foreign token', {}, 'foreign'],
  ['from another origin', { origin: 'https://evil.test' }, 'own'],
  ['marked cross-site by the browser', { 'sec-fetch-site': 'cross-site' }, 'own'],
  ['as plain text', { 'content-type': 'text/plain' }, 'own'],
];

test('no page that can be posted to does anything for a forged post', async () => {
  const state = async (): Promise<unknown> =>
    (
      await portal.owner.query(`select (select count(*) from cases.cases) as cases, (select count(*) from cases.drafts) as drafts,
      (select jsonb_agg(answers order by draft_id) from cases.drafts) as answers, (select count(*) from engine.work) as work, (select count(*) from cases.sessions) as sessions,
      (select jsonb_agg(m order by mandate_id) from cases.mandates m) as mandates`)
    ).rows[0];
  await browser.get('/de/session');
  const own = browser.hidden('_token', '/session');
  const before = await state();
  let tried = 0;
  for (const page of PAGES) {
    // A question of an office exists only while a process asks; its posts are judged by the same code.
    if (!page.act || page.path.includes(':token')) continue;
    for (const [name, headers, token] of ATTACKS) {
      const path = addressOf(page.path);
      const fields = {
        ...(token === 'own' ? { _token: own } : token === 'foreign' ? { _token: 'x'.repeat(43) } : {}),
        purpose: 'bank',
        about: 'household',
        authority: 'musterau',
        action: 'x',
        then: 'next',
      };
      const answer = await browser.post(path, fields, { headers });
      assert.equal(answer.status, 403, `${page.path} ${name}`);
      assert.match(answer.text, /nicht ausgeführt/, `${page.path} ${name}`);
      tried += 1;
    }
  }
  assert.ok(tried >= 5 * 8, `expected at least eight writing pages, got ${tried / 5}`);
  assert.deepEqual(await state(), before);
});

test('what was typed still stands in the fields after a forged post', async () => {
  const answer = await browser.post(`${draft}/pages/page_purpose`, { purpose: 'other', purposeOther: 'Anmeldung im «Ruderclub» <b>' });
  assert.equal(answer.status, 403);
  assert.match(answer.text, /value="Anmeldung im «Ruderclub» &lt;b&gt;"/);
  assert.match(answer.text, /value="other"[^>]*checked/);
});

test('a program without Origin and Fetch Metadata still needs the token', async () => {
  const answer = await portal.app.request(`http://portal.test${draft}/pages/page_purpose`, {
    method: 'POST',
    body: 'purpose=bank',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });
  assert.equal(answer.status, 403);
});

test('a body beyond the limit is refused before it is read as a form', async () => {
  const answer = await browser.post(`${draft}/pages/page_purpose`, `purposeOther=${'a'.repeat(300_000)}`);
  assert.equal(answer.status, 413);
  assert.match(answer.text, /zu viel auf einmal/);
});
