import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../test/portal.ts';
import type { Browser } from '../test/browser.ts';
import { PAGES } from './routes.ts';

/** Long enough that no id and no token holds one of them by chance. */
const PERSONAL = /Mira|Dvořák|mail\.example|Lindenweg|1985-06-14|14\.0?6\.1985/;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const UNKNOWN_REFERENCE = '2027-ZZZZ-ZZZZ';

let portal: TestPortal;
let owner: Browser;
let stranger: Browser;
let draft: string;
let reference: string;
let message: string;
let mandate: string;
before(async () => {
  portal = await createTestPortal();
  owner = await portal.signedIn('mira');
  const path = await portal.startDraft(owner);
  draft = path.split('/').at(-1)!;
  reference = (await portal.send(owner, path)).split('/').at(-1)!;
  message = (await portal.owner.query<{ message_id: string }>('select message_id from cases.messages')).rows[0]!.message_id;
  await owner.get('/de/representation/give');
  const given = await owner.submit('[action$="/give"]', { matters: 'all', right: 'act', from: '', until: '31.12.2027', alerts: 'me' });
  mandate = /\/representation\/([0-9a-f-]{36})"/.exec(given.text)![1]!;
  stranger = await portal.signedIn('jonas');
});
after(() => portal.end());

function address(path: string, ids: { draft: string; reference: string; message: string; mandate: string }): string {
  return `/de${path}`
    .replace(':draft', ids.draft)
    .replace(':reference', ids.reference)
    .replace(':message', ids.message)
    .replace(':page', 'page_purpose')
    .replace(':mandate', ids.mandate)
    .replace(':token', '1')
    .replace(':document', UNKNOWN_ID);
}

test('without sign-in every personal page leads to the sign-in and shows nothing', async () => {
  for (const page of PAGES.filter((each) => each.access === 'person')) {
    const answer = await portal.browser().get(address(page.path, { draft, reference, message, mandate }));
    const silent = page.path.endsWith('/fragment');
    assert.equal(answer.status, silent ? 401 : 303, page.path);
    if (!silent) assert.match(answer.location!, /^\/de\/sign-in\?return=/, page.path);
    assert.doesNotMatch(answer.text, PERSONAL, page.path);
  }
});

test('what belongs to somebody else answers exactly like what does not exist', async () => {
  for (const page of PAGES.filter((each) => each.access === 'person' && each.path.includes('/:'))) {
    const foreignPath = address(page.path, { draft, reference, message, mandate });
    const unknownPath = address(page.path, { draft: UNKNOWN_ID, reference: UNKNOWN_REFERENCE, message: UNKNOWN_ID, mandate: UNKNOWN_ID });
    const foreign = await stranger.get(foreignPath);
    const unknown = await stranger.get(unknownPath);
    assert.equal(foreign.status, 404, page.path);
    assert.equal(unknown.status, 404, page.path);
    assert.equal(bare(foreign.text, foreignPath), bare(unknown.text, unknownPath), page.path);
  }
});

test('a post to what belongs to somebody else changes nothing and answers 404', async () => {
  const before = (await portal.owner.query('select * from cases.drafts')).rows;
  await stranger.get('/de/session');
  const token = stranger.hidden('_token', '/session');
  for (const page of PAGES.filter((each) => each.act && each.path.includes('/:') && each.access === 'person')) {
    const answer = await stranger.post(address(page.path, { draft, reference, message, mandate }), {
      _token: token,
      purpose: 'bank',
      then: 'next',
    });
    assert.equal(answer.status, 404, page.path);
  }
  assert.deepEqual((await portal.owner.query('select * from cases.drafts')).rows, before);
});

test('the owner sees the pages that the others do not', async () => {
  for (const path of [
    `/de/cases/${reference}`,
    `/de/cases/${reference}/confirmation`,
    `/de/cases/${reference}/withdraw`,
    `/de/cases/${reference}/fragment`,
    `/de/inbox/${message}`,
    `/de/representation/${mandate}`,
  ]) {
    assert.equal((await owner.get(path)).status, 200, path);
  }
});

test('odd identifiers are not found instead of failing', async () => {
  for (const odd of ["'", '%00', '..%2F..%2Fetc', '%F0%9F%98%80', 'a'.repeat(3000), '-1', '1e9']) {
    for (const path of [
      `/de/drafts/${odd}`,
      `/de/cases/${odd}`,
      `/de/cases/${reference}/tasks/${odd}`,
      `/de/inbox/${odd}`,
      `/de/documents/${odd}`,
      `/de/services/${odd}`,
    ]) {
      assert.equal((await owner.get(path)).status, 404, path);
    }
  }
  assert.deepEqual(
    portal.log.filter((line) => line.includes('"level":50')),
    [],
  );
});

test('titles, addresses and the log name nobody', async () => {
  for (const path of ['/de', '/de/cases', `/de/cases/${reference}`, '/de/inbox', `/de/inbox/${message}`]) {
    const { text } = await owner.get(path);
    assert.doesNotMatch(/<title>(.*?)<\/title>/s.exec(text)![1]!, /Mira|Dvořák/, path);
    for (const [, href] of text.matchAll(/(?:href|action)="([^"]*)"/g))
      if (!href!.startsWith('mailto:')) assert.doesNotMatch(decodeURIComponent(href!), PERSONAL, path);
  }
  assert.doesNotMatch(portal.log.join('\n'), PERSONAL);
});

/** A page without what differs by its address and by the second. */
function bare(text: string, path: string): string {
  return text
    .replaceAll(path.slice(3), '')
    .replaceAll(encodeURIComponent(path.slice(3)), '')
    .replace(/data-session="\d+"/, '');
}
