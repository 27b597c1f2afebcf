import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '../../../test/browser.ts';
import { createTestPortal, type TestPortal } from '../../../test/portal.ts';

let portal: TestPortal;
let mira: Browser;
let reference: string;
before(async () => {
  portal = await createTestPortal();
  mira = await portal.signedIn('mira');
  reference = (await portal.send(mira, await portal.startDraft(mira))).split('/').at(-1)!;
});
after(() => portal.end());

const look = (actor: string, name: string, reason: string | null = null) =>
  portal.owner.query(
    `insert into cases.access_records (case_id, actor, actor_name, office, purpose, reason)
     select case_id, $1, $2, office, 'purposes.confirm', $3 from cases.cases`,
    [actor, name, reason],
  );

test('check 37: who looked, when, why, on what law and in which case; the office, not the name; nobody is left out', async () => {
  assert.match((await mira.get('/de/data')).text, /Bis jetzt hat niemand ausser Ihnen/);
  await look('person:x', 'Beat Muster');
  await look('connector:register', 'register', 'Störung beheben');
  const { text } = await mira.get('/de/data');
  const looks = text.slice(text.indexOf('id="looks"'), text.indexOf('id="known"'));
  assert.equal(looks.match(/<li/g)?.length, 2);
  assert.match(
    looks,
    /Programm:[\s\S]*Ein Programm der Gemeinde[\s\S]*Grund: [\s\S]*Eigene Worte der Stelle: Störung beheben[\s\S]*Rechtsgrundlage: /,
  );
  assert.match(looks, new RegExp(`/de/cases/${reference}`));
  assert.match(looks, /\d{4}, \d+\.\d\d\s+Uhr/u);
  assert.doesNotMatch(text, /Beat Muster/);
  assert.match(text, /Keiner wird später gezeigt/, 'what is delayed is said');
  assert.match(text, /Bleibt, solange der Fall läuft/);
});

test('check 37: everything can be taken along as one file', async () => {
  const answer = await mira.get('/de/data/file');
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const data = JSON.parse(answer.text);
  assert.equal(data.person.firstName, 'Mira');
  assert.equal(data.looks.length, 2);
  assert.equal(data.cases[0].reference, reference);
  assert.ok(data.cases[0].answers.some((each: { name: string }) => each.name === 'purpose'));
});

test('somebody else sees nothing of it', async () => {
  const jonas = await portal.signedIn('jonas');
  const { text } = await jonas.get('/de/data');
  assert.doesNotMatch(text, new RegExp(`Mira|${reference}`));
  assert.match(text, /Es gibt weder Fälle noch Entwürfe/);
});
