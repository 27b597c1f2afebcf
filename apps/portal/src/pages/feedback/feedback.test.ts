import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { feedbackFigures } from '@einwohnerportal/cases';
import { Browser } from '../../../test/browser.ts';
import { createTestPortal, PUBLIC_URL, type TestPortal } from '../../../test/portal.ts';
import { createPortal } from '../../router.ts';

const PAGE = '/de/services/residence-certificate/feedback';
let portal: TestPortal;
let mira: Browser;
let confirmation: string;
before(async () => {
  portal = await createTestPortal();
  mira = await portal.signedIn('mira');
  confirmation = `${await portal.send(mira, await portal.startDraft(mira))}/confirmation`;
});
after(() => portal.end());

const kept = async () => (await portal.owner.query('select * from cases.feedback order by ease')).rows;

test('the confirmation leads to the feedback, whose address names no case', async () => {
  const { text } = await mira.get(confirmation);
  assert.match(text, new RegExp(`href="${PAGE}"`));
});

test('an answer is kept with service, language and day, and with nothing that leads to a person or a case', async () => {
  await mira.get(PAGE);
  assert.equal((await mira.submit('[action$="/feedback"]', { ease: '5', words: '  Ging schnell. ' })).status, 200);
  const rows = await kept();
  assert.deepEqual(Object.keys(rows[0]).sort(), ['ease', 'feedback_id', 'given_on', 'language', 'service', 'words']);
  assert.deepEqual([rows[0].ease, rows[0].service, rows[0].language, rows[0].words], [5, 'residence-certificate', 'de', 'Ging schnell.']);
  assert.deepEqual((await feedbackFigures({ pool: portal.site.context.pool })).get('residence-certificate'), { answers: 1, easy: 1 });
});

test('nobody must sign in, and the same form sent twice counts once', async () => {
  const nobody = portal.browser();
  await nobody.get(PAGE);
  const fields = { _token: nobody.hidden('_token', '/feedback'), _command: nobody.hidden('_command', '/feedback'), ease: '2', words: '' };
  for (let times = 0; times < 2; times++) assert.equal((await nobody.post(PAGE, fields)).status, 200);
  assert.deepEqual(
    (await kept()).map(({ ease, words }) => [ease, words]),
    [
      [2, null],
      [5, 'Ging schnell.'],
    ],
  );
});

test('what is missing or too long is said, and what was written stays', async () => {
  const before = (await kept()).length;
  for (const [fields, said] of [
    [{ words: 'Nur Worte' }, 'Wählen Sie, wie einfach es war.'],
    [{ ease: '9', words: 'Nur Worte' }, 'Wählen Sie, wie einfach es war.'],
    [{ ease: '3', words: 'Nur Worte'.repeat(300) }, 'Kürzen Sie Ihren Text.'],
  ] as const) {
    await mira.get(PAGE);
    const answer = await mira.submit('[action$="/feedback"]', fields);
    assert.equal(answer.status, 422);
    assert.ok(answer.text.includes(said) && answer.text.includes('Nur Worte'), said);
  }
  assert.equal((await kept()).length, before);
  assert.equal((await mira.get('/de/services/nowhere/feedback')).status, 404);
});

test('the page of the service tells how many found it easy, once enough people have answered', async () => {
  const page = '/de/services/residence-certificate';
  assert.doesNotMatch((await mira.get(page)).text, /von 100 Personen/);
  await portal.owner.query(
    `insert into cases.feedback (feedback_id, given_on, service, language, ease) select gen_random_uuid(), now(), 'residence-certificate', 'fr', 1 + n % 5 from generate_series(1, 10) n`,
  );
  // A portal that has not counted yet.
  const other = new Browser(createPortal({ ...portal.site }), PUBLIC_URL);
  const { text } = await other.get(page);
  assert.match(text, /42 von 100 Personen fanden es einfach\. Antworten bis jetzt: 12\./);
});

test('while the machine has not written the PDF yet, its address says so and leads back', async () => {
  const answer = await mira.get(confirmation.replace('/confirmation', '/submission'));
  assert.equal(answer.status, 200);
  assert.match(answer.text, /Das PDF ist noch nicht da/);
});
