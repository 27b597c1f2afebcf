import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actFor, withSession } from '@einwohnerportal/cases';
import { counterStage } from '../../../../../tests/support/counter-stage.ts';

let counter: Awaited<ReturnType<typeof counterStage>>;
before(async () => void (counter = await counterStage()));
after(() => counter.end());

test('nobody else captures, sees what is captured or enters by an address', async () => {
  const { stage, applications, begin } = counter;
  await begin();
  const { rows } = await stage.owner.query<{ id: string }>('select capture_id as id from cases.captures order by begun_at, capture_id');
  for (const who of ['ida', 'otto', 'karin', 'nora']) {
    const browser = await applications.browser(who, 'workplace');
    assert.equal((await browser.get('/de/counter')).status, 404, who);
    for (const { id } of rows) assert.equal((await browser.get(`/de/counter/${id}`)).status, 404, who);
  }
  const beat = await applications.browser('beat', 'workplace');
  assert.equal((await beat.get('/de/counter')).status, 200);
  for (const { id } of rows) assert.equal((await beat.get(`/de/counter/${id}`)).status, 404);
  // The database says the same, whatever the pages do.
  const made = await withSession(stage.workplace, await stage.secretOf('ida'), ({ client }) =>
    client.query<{ done: boolean }>(
      `select cases.begin_capture(gen_random_uuid(), 'office:musterau/residents-office', 's', 'musterau', 'counter', null, 600, 'a', 'b', null, 9902, 'de', '{}', now(), 7) as done`,
    ),
  );
  assert.equal(made.rows[0]!.done, false);
});

test('the way into the form works once, and only from the form of the page', async () => {
  const { stage, signInPool, begin, enter } = counter;
  const begun = await begin({ officialName: 'Zweimal' });
  const first = await enter(begun);
  assert.equal(first.answer.status, 303);
  const second = await enter(begun);
  assert.equal(second.answer.status, 422);
  assert.ok(second.answer.text.includes('gilt nicht mehr'));
  const elsewhere = await first.browser.get('/de/cases');
  assert.equal(elsewhere.status, 403);
  assert.ok(elsewhere.text.includes('gehört nicht zur Erfassung'));
  assert.equal((await first.browser.get('/de/representation')).status, 403);
  // Neither can the session be exchanged for one of the caseworker herself.
  const { rows } = await stage.owner.query<{ id: string }>(`select capture_id as id from cases.captures where person_name like '%Zweimal'`);
  assert.equal(await actFor(signInPool, first.browser.cookies.get('session')!, null, stage.now()), null);
  const own = await stage.secretOf('jonas');
  assert.equal(await actFor(signInPool, own, rows[0]!.id, stage.now()), null);
});
