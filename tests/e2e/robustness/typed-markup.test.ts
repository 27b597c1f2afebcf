import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pageTexts } from '../../../packages/connectors/src/pdf-text.testing.ts';
import { startSystem, type System } from '../../support/system.ts';
import { answerAll, ANSWERS, complete, openDraft, settle, taskPath, until } from './journey.ts';
import { decode, errorsOf, mainOf } from './markup.ts';
import { signedIn, visitor, type FormBrowser } from './visitor.ts';

/** Each means something to some reader of it: HTML, an attribute, a template, Typst, a header of a mail. */
const PURPOSE = `<script>alert(1)</script> "'><img src=x onerror=alert(2)> {{7*7}} \${7*7} #read("/etc/passwd") *a*`;
const STREET = `Sonnrain 5 <b onmouseover=alert(3)>#panic("x")</b> $a$, 4806 Wikon`;
const NAME = `O'Neil <i>&amp;`;
const AS_MARKUP = /<script>alert|<img src=x|<b onmouseover|<i>&amp;/;

let system: System;
let hanna: FormBrowser;
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider']);
  hanna = await signedIn(system, 'portal', 'hanna');
});
after(() => system.stop());

const words = (page: string): string => decode(mainOf(page).replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');

test('markup in an answer is text to everybody: check page, case, office, certificate and mail', async () => {
  const draft = await openDraft(hanna);
  await hanna.get(`${draft}/pages/page_persons`);
  await hanna.submit('[action$="/page_persons"]', { action: 'add-row:household.added' });
  const added = {
    'household.added[1]': '',
    'household.added[1].firstName': 'Noé',
    'household.added[1].officialName': NAME,
    'household.added[1].dateOfBirth-year': '2015',
  };
  assert.equal((await hanna.submit('[action$="/page_persons"]', { persons: 'p1', ...added, then: 'next' })).status, 303);
  await answerAll(hanna, draft, { ...ANSWERS, 'address.text': STREET, purpose: 'other', purposeOther: PURPOSE });
  const check = await hanna.get(`${draft}/check`);
  const sent = await hanna.submit('[action$="/check"]');
  const reference = sent.location!.split('/')[3]!;
  await settle(system, hanna, reference);
  const path = await taskPath(system, reference);
  const urs = await signedIn(system, 'workplace', 'urs');
  const task = await urs.get(path);
  for (const page of [check, task]) {
    for (const typed of [PURPOSE, STREET, NAME]) assert.ok(words(page.text).includes(typed), `expected ${typed} as text on the page`);
    assert.doesNotMatch(page.text, AS_MARKUP);
  }
  const list = await urs.get('/de/tasks');
  assert.doesNotMatch(list.text, AS_MARKUP);

  await complete(urs, path, { outcome: 'confirmed' });
  const found = await until(async () => /href="(\/de\/documents\/[^"]+)"/.exec((await hanna.get(`/de/cases/${reference}`)).text)?.[1]);
  const kase = await hanna.get(`/de/cases/${reference}`);
  assert.doesNotMatch(kase.text, AS_MARKUP);
  const file = await fetch(system.url.portal + found, {
    headers: { cookie: [...hanna.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  const pdf = (await pageTexts(new Uint8Array(await file.arrayBuffer()))).join(' ');
  const bare = (text: string): string => text.replace(/\s+/g, '');
  for (const typed of [PURPOSE, NAME]) assert.ok(bare(pdf).includes(bare(typed)), `expected ${typed} in the certificate, got ${pdf}`);
  const mails = JSON.stringify(await (await fetch(`${system.url.mail}/messages`)).json());
  assert.doesNotMatch(mails, /script|Sonnrain|O'Neil|Gassmann/);
  assert.match(mails, new RegExp(reference));
});

for (const [name, typed] of [
  ['a null character', 'a\u0000b'],
  ['a bell', 'a\u0007b'],
  ['a line break and a header', 'a\r\nBcc: x@evil.test'],
  ['writing from right to left', 'a\u202egnp.exe'],
  ['a name in combining characters', 'Re\u0301gine'],
  ['an emoji', '🏡 👩‍👩‍👧'],
  ['half of a character', '%ED%A0%80'],
] as const) {
  test(`${name} in a text leads on or is named as an error; nothing breaks and no control character is kept`, async () => {
    const draft = await openDraft(hanna);
    const path = `${draft}/pages/page_purpose`;
    await hanna.get(path);
    const token = hanna.hidden('_token', '/page_purpose');
    const value = typed.startsWith('%') ? typed : encodeURIComponent(typed);
    const answer = await hanna.post(path, `_token=${encodeURIComponent(token)}&purpose=other&purposeOther=${value}&then=next`);
    assert.ok([303, 422].includes(answer.status), `got ${answer.status}`);
    if (answer.status === 422) assert.ok(errorsOf(answer.text).length > 0);
    const { rows: kept } = await system.database.pool.query<{ text: string }>(
      `select answers ->> 'purposeOther' as text from cases.drafts where draft_id = $1`,
      [draft.split('/').at(-1)],
    );
    assert.doesNotMatch(kept[0]!.text ?? '', /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    if (answer.status === 303) assert.equal(kept[0]!.text, kept[0]!.text.normalize('NFC'));
  });
}

for (const query of ['<script>alert(1)</script>', '"><svg onload=alert(1)>', "'-alert(1)-'", '{{constructor}}', '%00', 'a'.repeat(5000)]) {
  test(`a search for ${query.slice(0, 30)} shows it as text`, async () => {
    const answer = await visitor(system.url.portal).get(`/de/search?q=${encodeURIComponent(query)}`);
    assert.equal(answer.status, 200);
    assert.doesNotMatch(answer.text, /<script>alert|<svg onload|value="[^"]*"><svg/);
  });
}
