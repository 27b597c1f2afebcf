import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readMessage, listInbox, readCase, readTalk, withSession, writeMessage } from '@einwohnerportal/cases';
import { randomUUID } from 'node:crypto';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let talk: string;
before(async () => {
  workplace = await createTestWorkplace();
  const path = await workplace.order();
  talk = `/cases/${path.split('/')[2]}/talk`;
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const asJonas = async <T>(work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(workplace.stage.portal, await workplace.stage.secretOf('jonas'), work);
const reference = (): string => workplace.stage.memory.reference!;
const press = async (browser: FormBrowser, then: string, text: string) => {
  await browser.get(`/de${talk}`);
  return browser.post(`/de${talk}`, { _token: browser.hidden('_token', '/sign-out'), then, words: text });
};

test('a message goes to the person, word for word, once, with an alert that says nothing of it', async () => {
  assert.equal((await press(ruth, 'send', 'Guten Tag Herr Imfeld.\nBitte rufen Sie an.')).location, `/de${talk}?done=sent`);
  const inbox = await asJonas((scope) => listInbox(scope, 'de'));
  const message = inbox.find(({ body }) => body.includes('rufen Sie an'))!;
  assert.equal(message.body, 'Guten Tag Herr Imfeld.\nBitte rufen Sie an.');
  assert.match(words((await ruth.get(`/de${talk}`)).text), /noch nicht gelesen/);
  await asJonas((scope) => readMessage(scope, message.id, 'de'));
  assert.match(words((await ruth.get(`/de${talk}`)).text), /gelesen am/);
  await workplace.pause(() => workplace.stage.settle());
  const { rows } = await workplace.stage.owner.query(
    `select kind, recipient like 'person:%' as person from cases.alerts where kind like '%written'`,
  );
  assert.deepEqual(rows, [{ kind: 'written', person: true }]);
  for (const mail of workplace.stage.mail.sent) assert.doesNotMatch(JSON.stringify(mail), /rufen Sie an|Imfeld/);
});

test('an answer reaches the office: it waits on the list of new messages until somebody opens it', async () => {
  const id = randomUUID();
  const answer = { id, words: 'Ich rufe <b>morgen</b> an.', files: [] };
  assert.equal(await asJonas((scope) => writeMessage(scope, reference(), answer)), true);
  await asJonas((scope) => writeMessage(scope, reference(), answer));
  const list = await ruth.get('/de/messages');
  assert.match(words(list.text), /In einem Fall wartet eine Nachricht\./);
  assert.match(words(list.text), /eine Nachricht.*Jonas Imfeld/);
  assert.match(words((await ruth.get('/de/tasks')).text), /Neue Nachrichten 1/);
  const { text } = await ruth.get(`/de${talk}`);
  assert.match(text, /Ich rufe &lt;b&gt;morgen&lt;\/b&gt; an\./);
  assert.equal(text.match(/Ich rufe/g)!.length, 1);
  assert.match(words((await ruth.get('/de/messages')).text), /Keine neuen Nachrichten/);
  await workplace.pause(() => workplace.stage.settle());
  const { rows } = await workplace.stage.owner.query(`select count(*)::int as n from cases.alerts where kind = 'office-written'`);
  assert.deepEqual(rows, [{ n: 1 }]);
});

test('a note stays with the office; the person sees neither it nor who of the office wrote a message', async () => {
  assert.equal((await press(ruth, 'note', 'Am Telefon verlangte er den Chef.')).location, `/de${talk}?done=note`);
  assert.match(words((await ruth.get(`/de${talk}`)).text), /Ruth Kaufmann: Am Telefon verlangte er den Chef\./);
  const seen = await asJonas(async (scope) => ({
    talk: await readTalk(scope, reference(), 'de'),
    inbox: await listInbox(scope, 'de'),
    case: await readCase(scope, reference(), 'de'),
  }));
  assert.doesNotMatch(JSON.stringify(seen), /verlangte|Kaufmann/);
  assert.equal(seen.talk!.messages.length, 2);
  await assert.rejects(
    asJonas((scope) => scope.client.query('select author_name from cases.messages')),
    /permission denied/,
  );
  assert.match(seen.case!.accesses.map(({ purpose }) => purpose).join(), /Ihre Nachrichten lesen und beantworten/);
});

test('the preview shows the words as the person will read them, in their language, and sends nothing', async () => {
  await workplace.stage.owner.query(`update cases.cases set language = 'fr'`);
  const shown = await press(ruth, 'preview', 'Veuillez nous appeler.');
  assert.match(shown.text, /class="mirror" lang="fr-CH"[\s\S]*Message de [\s\S]*Veuillez nous appeler\./);
  assert.match(shown.text, /<textarea[^>]*>\s*Veuillez nous appeler\./);
  assert.doesNotMatch(words((await ruth.get(`/de${talk}`)).text), /Veuillez/);
  await workplace.stage.owner.query(`update cases.cases set language = 'de'`);
});

test('nothing and too much are told on the same page with everything typed', async () => {
  const empty = await press(ruth, 'send', '   ');
  assert.equal(empty.status, 422);
  assert.match(words(empty.text), /Schreiben Sie zuerst etwas/);
  const long = await press(ruth, 'note', 'a'.repeat(5001));
  assert.equal(long.status, 422);
  assert.match(words(long.text), /Kürzen Sie den Text auf 5\s?000|Kürzen Sie den Text auf 5’000/);
  assert.match(long.text, /a{5001}/);
});

test('another office reads and writes nothing; its page is that of an unknown address', async () => {
  const beat = await workplace.signedIn('beat');
  assert.equal((await beat.get(`/de${talk}`)).status, 404);
  await beat.get('/de/tasks');
  for (const then of ['send', 'note'])
    assert.equal((await beat.post(`/de${talk}`, { _token: beat.hidden('_token', '/sign-out'), then, words: 'Fremd' })).status, 404);
  assert.match(words((await beat.get('/de/messages')).text), /Keine neuen Nachrichten/);
});

test('every language and state is valid HTML without missing words', async () => {
  for (const lang of ['de', 'fr', 'it', 'en'])
    for (const path of [talk, `${talk}?done=note`, `${talk}?done=sent`, '/messages']) {
      const { text } = await ruth.get(`/${lang}${path}`);
      assert.deepEqual(await invalidHtml(text), [], `${lang} ${path}`);
      assert.doesNotMatch(text, /interface\.[a-z]+\./, `${lang} ${path}`);
    }
});
