import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DraftView } from '@einwohnerportal/cases';
import type { CompiledForm } from '@einwohnerportal/forms';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
/** What the register answers next; null: it does not. */
let answer: Record<string, unknown> | null = null;
let asked: Record<string, unknown>[] = [];
let unavailable: 'ask' | 'stop' = 'ask';

before(async () => {
  portal = await createTestPortal();
  const { domain, context } = portal.site;
  // No service of the catalogue asks a register while it is filled in yet: the page of the purpose does so here.
  const { manifest } = context.catalogue.service('residence-certificate');
  const entry = { capability: 'residents-register.read-person', party: 'municipality', with: { wanted: '=purpose' }, differs: 'hide' };
  Object.defineProperty(manifest, 'lookups', { get: () => ({ moveCheck: { ...entry, unavailable } }), configurable: true });
  const asking = (form: CompiledForm): CompiledForm => ({
    ...form,
    pages: (at) => form.pages(at).map((plan) => (plan.id === 'page_purpose' ? { ...plan, lookups: ['moveCheck'] } : plan)),
  });
  const withLookup = (draft: DraftView | null) => draft && { ...draft, form: asking(draft.form) };
  Object.assign(portal.site, {
    domain: { ...domain, readDraft: async (...given: Parameters<typeof domain.readDraft>) => withLookup(await domain.readDraft(...given)) },
  });
  Object.assign(context, {
    prefill: {
      async read(_capability: string, _connector: string, inputs: Record<string, unknown>) {
        if ('person' in inputs) return null;
        asked.push(inputs);
        return answer;
      },
    },
  });
});
after(() => portal.end());

async function leavePage(): Promise<{ status: number; location: string | null; kept: unknown; page: string; milliseconds: number }> {
  const browser = await portal.signedIn('mira');
  const path = await portal.startDraft(browser);
  const page = `${path}/pages/page_purpose`;
  await browser.get(page);
  const began = performance.now();
  const sent = await browser.submit(`[action$="${page}"]`, { purpose: 'housing', then: 'next' });
  const milliseconds = performance.now() - began;
  const { rows } = await portal.owner.query<{ facts: { names: Record<string, unknown> } }>(
    'select facts from cases.drafts where draft_id = $1',
    [path.split('/').at(-1)],
  );
  return { status: sent.status, location: sent.location, kept: rows[0]?.facts.names['moveCheck'], page: sent.text, milliseconds };
}

test('a register answers when the page is left, and what it told is kept as names', async () => {
  answer = { found: true, since: '2020-01-01' };
  asked = [];
  const left = await leavePage();
  assert.equal(left.status, 303);
  assert.deepEqual(asked, [{ wanted: 'housing' }]);
  assert.deepEqual(left.kept, { found: true, since: '2020-01-01' });
});

test('blocked is kept, shown and timed as unknown', async () => {
  answer = { found: false };
  const unknown = await leavePage();
  answer = { found: true, blocked: true, secret: 'x' };
  const blocked = await leavePage();
  assert.deepEqual(blocked.kept, unknown.kept);
  assert.deepEqual(blocked.kept, { found: false });
  assert.equal(blocked.location?.replace(/drafts\/[^/]+/, ''), unknown.location?.replace(/drafts\/[^/]+/, ''));
  // Both wait for the limit of the capability; neither is answered before it.
  const limit = 3000;
  assert.ok(unknown.milliseconds >= limit && blocked.milliseconds >= limit, `${unknown.milliseconds} and ${blocked.milliseconds}`);
});

test('without an answer the form asks, or stops where it must not go on; the answers stay', async () => {
  answer = null;
  unavailable = 'ask';
  const asks = await leavePage();
  assert.equal(asks.status, 303);
  assert.equal(asks.kept, null);
  unavailable = 'stop';
  const stops = await leavePage();
  assert.equal(stops.status, 422);
  assert.match(stops.page, /Das Register antwortet nicht\. Ihre Angaben sind gespeichert\./);
});
