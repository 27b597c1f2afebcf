import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DraftView } from '@einwohnerportal/cases';
import type { Domain } from '../../domain.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await createTestPortal();
  // No service of the catalogue is that long yet: the same form, laid out as a list.
  const { readDraft } = portal.site.domain;
  const listed = (draft: DraftView | null): DraftView | null =>
    draft && {
      ...draft,
      version: { ...draft.version, manifest: { ...draft.version.manifest, form: { file: 'form.json', layout: 'tasklist' } } },
    };
  const domain: Domain = { ...portal.site.domain, readDraft: async (...given) => listed(await readDraft(...given)) };
  Object.assign(portal.site, { domain });
});
after(() => portal.end());

test('a long form is a list of sections with their state; each leads to its page and back', async () => {
  const browser = await portal.signedIn('mira');
  const path = (await portal.startDraft(browser)).replace(/\/sections$/, '');
  const resumed = await browser.get(path);
  assert.equal(resumed.location, `${path}/sections`, 'a draft is resumed at the list');
  await browser.get(`${path}/sections`);
  assert.match(browser.page, /<ul class="task-list">/);
  const states = [...browser.page.matchAll(/class="state"[^>]*>([^<]+)</g)].map((found) => found[1]);
  assert.ok(states.includes('Noch nicht begonnen'), states.join());
  assert.match(browser.page, new RegExp(`href="${path}/pages/page_purpose"`));

  const page = `${path}/pages/page_purpose`;
  await browser.get(page);
  assert.match(browser.page, new RegExp(`href="${path}/sections"`), 'back leads to the list');
  const sent = await browser.submit(`[action$="${page}"]`, { purpose: 'housing', then: 'next' });
  assert.ok(sent.location?.endsWith('/sections'), sent.location ?? 'nowhere');
  await browser.get(sent.location!);
  assert.match(browser.page, /Fertig/);
});

test('what a page shows with what is typed is told to the script, and nothing of it is kept', async () => {
  const browser = await portal.signedIn('jonas');
  const path = (await portal.startDraft(browser)).replace(/\/sections$/, '');
  const page = `${path}/pages/page_purpose`;
  await browser.get(page);
  const token = browser.hidden('_token');
  const answer = await portal.app.request(`http://portal.test${page}`, {
    method: 'POST',
    headers: {
      'x-live': '1',
      cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://portal.test',
    },
    body: new URLSearchParams({ _token: token, purpose: 'other' }),
  });
  assert.equal(answer.status, 200);
  assert.deepEqual(Object.keys((await answer.json()) as object), ['hidden', 'shown', 'computed', 'fill']);
  const { rows } = await portal.owner.query<{ answers: Record<string, unknown> }>('select answers from cases.drafts where draft_id = $1', [
    path.split('/').at(-1),
  ]);
  assert.equal(rows[0]?.answers['purpose'], undefined);
});
