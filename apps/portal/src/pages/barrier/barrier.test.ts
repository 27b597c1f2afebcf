import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
before(async () => (portal = await createTestPortal()));
after(() => portal.end());

const report = async (fields: Record<string, string>) => {
  const browser = portal.browser();
  const { text } = await browser.get('/de/accessibility/report?page=/de/help');
  assert.match(text, /name="page"[^>]*value="\/de\/help"|value="\/de\/help"[^>]*name="page"/);
  return browser.submit('[action$="/accessibility/report"]', fields);
};
const kept = async () => (await portal.owner.query('select * from cases.barrier_reports order by at')).rows;

test('anybody can report a barrier without signing in, and the page they come from is filled in', async () => {
  const answer = await report({
    words: 'Der Knopf ist mit der Tastatur\nnicht zu erreichen.',
    aid: 'Tastatur',
    contact: 'a@b.ch',
    page: '/de/help',
  });
  assert.equal(answer.location, '/de/accessibility/report?sent=yes');
  const [row] = await kept();
  assert.deepEqual(
    [row.words, row.page, row.aid, row.contact, row.language],
    ['Der Knopf ist mit der Tastatur\nnicht zu erreichen.', '/de/help', 'Tastatur', 'a@b.ch', 'de'],
  );
});

test('a report without words or with an address that cannot be is shown again with everything typed', async () => {
  const answer = await report({ words: 'x', contact: 'kein', aid: 'Lupe' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /href="#words"[\s\S]*href="#contact"/);
  assert.match(answer.text, /value="Lupe"/);
  assert.equal((await kept()).length, 1);
});

test('when too many come within an hour the page says so and keeps what was typed', async () => {
  await portal.owner.query(
    `insert into cases.barrier_reports (report_id, page, words, language) select gen_random_uuid(), '', 'genug Worte', 'de' from generate_series(1, 60)`,
  );
  const answer = await report({ words: 'Das Bild hat keinen Text.' });
  assert.equal(answer.status, 429);
  assert.match(answer.text, /Das Bild hat keinen Text\./);
  assert.match(answer.text, /noch da|rufen Sie an/);
});

test('the portal writes reports by one door and can read or forge none', async () => {
  await assert.rejects(portal.site.context.pool.query('select * from cases.barrier_reports'), /permission denied/);
  await assert.rejects(
    portal.site.context.pool.query(
      `insert into cases.barrier_reports (report_id, page, words, language) values (gen_random_uuid(), '', 'genug', 'de')`,
    ),
    /permission denied/,
  );
});
