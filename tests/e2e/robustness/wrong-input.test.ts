import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSystem, type System } from '../../support/system.ts';
import { ANSWERS, openDraft, order, settle, taskPath, type Answers } from './journey.ts';
import { errorsOf, fieldsOf, mainOf } from './markup.ts';
import { signedIn, type FormBrowser } from './visitor.ts';

let system: System;
let lea: FormBrowser;
let hanna: FormBrowser;
let connected: string;
let asked: string;
before(async () => {
  system = await startSystem(['portal', 'workplace', 'worker', 'identity-provider']);
  lea = await signedIn(system, 'portal', 'lea');
  connected = await openDraft(lea);
  hanna = await signedIn(system, 'portal', 'hanna');
  asked = await openDraft(hanna);
});
after(() => system.stop());

async function saved(draft: string): Promise<Record<string, unknown>> {
  const { rows } = await system.database.pool.query<{ answers: Record<string, unknown> }>(
    'select answers from cases.drafts where draft_id = $1',
    [draft.split('/').at(-1)],
  );
  return rows[0]!.answers;
}

const LONG = 'Für den Ruderverein am Sempachersee '.repeat(6);
const ADDED = {
  'household.added[1]': '',
  'household.added[1].firstName': 'Noé',
  'household.added[1].officialName': '',
  'household.added[1].dateOfBirth-day': '31',
  'household.added[1].dateOfBirth-month': '2',
  'household.added[1].dateOfBirth-year': '2015',
};
const POST = {
  delivery: 'post',
  'deliveryAddress.street': 'Sonnrain',
  'deliveryAddress.houseNumber': '5',
  'deliveryAddress.addressLine1': '',
  'deliveryAddress.swissZipCode': '4806',
  'deliveryAddress.town': 'Wikon',
};

/** What is typed on a page, what the error must speak of, and which fields must stand there again (all typed ones unless told). */
const WRONG: { name: string; at: 'connected' | 'asked'; page: string; typed: Answers; error: RegExp; kept?: string[] }[] = [
  { name: 'nobody of the household chosen', at: 'connected', page: 'page_persons', typed: {}, error: /mindestens eine Person/ },
  {
    name: 'a person that is not of the household',
    at: 'connected',
    page: 'page_persons',
    typed: { persons: ['p2', 'p99'] },
    error: /Person/,
    kept: [],
  },
  {
    name: 'the key of a register instead of a person',
    at: 'connected',
    page: 'page_persons',
    typed: { persons: 'R0123456789' },
    error: /Person/,
    kept: [],
  },
  { name: 'no purpose chosen', at: 'connected', page: 'page_purpose', typed: { purposeOther: '' }, error: /./ },
  {
    name: 'a purpose without its words',
    at: 'connected',
    page: 'page_purpose',
    typed: { purpose: 'other', purposeOther: '   ' },
    error: /Zweck/,
  },
  {
    name: 'a text of more than 100 characters',
    at: 'connected',
    page: 'page_purpose',
    typed: { purpose: 'other', purposeOther: LONG },
    error: /100/,
  },
  {
    name: 'a purpose that is none of the options',
    at: 'connected',
    page: 'page_purpose',
    typed: { purpose: 'nobility', purposeOther: 'geblieben' },
    error: /./,
    kept: ['purposeOther'],
  },
  {
    name: 'a language the municipality does not offer',
    at: 'connected',
    page: 'page_language',
    typed: { documentLanguage: 'rm' },
    error: /./,
    kept: [],
  },
  {
    name: 'a way of delivery that is not offered',
    at: 'connected',
    page: 'page_delivery',
    typed: { ...POST, delivery: 'drone' },
    error: /./,
    kept: ['deliveryAddress.street', 'deliveryAddress.town'],
  },
  {
    name: 'a postcode of letters',
    at: 'connected',
    page: 'page_delivery',
    typed: { ...POST, 'deliveryAddress.swissZipCode': '48o6' },
    error: /Postleitzahl|vier|Ziffern/i,
  },
  {
    name: 'a letter to a place of another postcode',
    at: 'asked',
    page: 'page_delivery',
    typed: { ...POST, 'deliveryAddress.town': 'Genève' },
    error: /Zur Postleitzahl 4806\sgehört: Wikon/,
  },
  {
    name: 'an e-mail address without @',
    at: 'connected',
    page: 'page_contact',
    typed: { 'contact.email': 'lea.mail.example', 'contact.phone': '041 555 10 59' },
    error: /E-Mail/,
  },
  {
    name: 'a phone number of words',
    at: 'connected',
    page: 'page_contact',
    typed: { 'contact.email': 'lea@mail.example', 'contact.phone': 'abends zu Hause' },
    error: /Telefon/,
  },
  { name: 'no address where no register knows it', at: 'asked', page: 'page_you', typed: { 'address.text': '' }, error: /Adresse/ },
  {
    name: 'an added person without a name, born on 31 February',
    at: 'asked',
    page: 'page_persons',
    typed: { persons: 'p1', ...ADDED },
    error: /Name/,
    kept: Object.keys(ADDED).slice(1),
  },
];

for (const { name, at, page, typed, error, kept } of WRONG) {
  test(`${name}: the same page says what is wrong, with everything typed, and keeps nothing of it`, async () => {
    const [browser, draft] = at === 'connected' ? [lea, connected] : [hanna, asked];
    const path = `${draft}/pages/${page}`;
    await browser.get(path);
    const before_ = await saved(draft);
    const answer = await browser.submit(`[action$="${path}"]`, { ...typed, then: 'next' });
    assert.equal(answer.status, 422);
    assert.match(errorsOf(answer.text).join('\n'), error);
    const shown = fieldsOf(answer.text, path);
    for (const field of kept ?? Object.keys(typed)) {
      // Spaces around a text mean nothing; an empty field is the same as none.
      assert.equal(shown[field]?.join().trim() ?? '', [typed[field]].flat().join().trim(), field);
    }
    assert.deepEqual(await saved(draft), before_);
  });
}

test('a field of 200 kB is a text too long, one of 1 MB is refused before it is read; the draft stays as it was', async () => {
  const path = `${connected}/pages/page_purpose`;
  await lea.get(path);
  const before_ = await saved(connected);
  const long = await lea.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'a'.repeat(200_000), then: 'next' });
  assert.equal(long.status, 422);
  assert.equal(fieldsOf(long.text, path)['purposeOther']![0]!.length, 200_000);
  await lea.get(path);
  const huge = await lea.submit(`[action$="${path}"]`, { purpose: 'other', purposeOther: 'a'.repeat(1_000_000), then: 'next' });
  assert.equal(huge.status, 413);
  assert.match(mainOf(huge.text), /kürzen Sie den Text/);
  assert.deepEqual(await saved(connected), before_);
});

test('fields that the page does not ask are not kept, whatever they are called', async () => {
  const path = `${connected}/pages/page_purpose`;
  await lea.get(path);
  const foreign = {
    'person.officialName': 'Falsch',
    'residence.municipality': '1147',
    certified: ['p9'],
    delivery: 'post',
    'fee.total': '0',
    ['__proto__']: 'x',
    constructor: 'x',
    status: 'issued',
    'lists.delivery': 'drone',
    reference: '2026-AAAA-AAAA',
  };
  const answer = await lea.submit(`[action$="${path}"]`, { ...foreign, purpose: 'bank', then: 'next' });
  assert.equal(answer.status, 303);
  const kept = await saved(connected);
  assert.equal(kept['purpose'], 'bank');
  assert.doesNotMatch(JSON.stringify(kept), /Falsch|p9|post|drone|issued|AAAA|proto/);
  const page = await lea.get(`${connected}/pages/page_you`);
  assert.match(page.text, /Aebersold-Nguyen/);
});

test('the workplace refuses a decision without its fields on the same page, with everything typed', async () => {
  const browser = await signedIn(system, 'portal', 'lukasz');
  const reference = await order(browser, { ...ANSWERS, 'address.text': 'Im Grund, 4806 Wikon' });
  await settle(system, browser, reference);
  const path = await taskPath(system, reference);
  const urs = await signedIn(system, 'workplace', 'urs');
  await urs.get(path);
  const send = async (fields: Answers): Promise<{ status: number; errors: string[]; shown: Record<string, string[]> }> => {
    await urs.get(path);
    const { status, text } = await urs.submit(`[action$="${path}"]`, { ...fields, then: 'complete' });
    return { status, errors: errorsOf(text), shown: fieldsOf(text, path) };
  };
  const undecided = await send({ reason: 'Noch offen, weil <b>unklar</b> & "fraglich"' });
  assert.equal(undecided.status, 422);
  assert.deepEqual(undecided.shown['reason'], ['Noch offen, weil <b>unklar</b> & "fraglich"']);
  const without = await send({ outcome: 'refused', reason: '' });
  assert.equal(without.status, 422);
  assert.deepEqual(without.shown['outcome'], ['refused']);
  assert.ok(without.errors.length >= 1);
  const forged = await send({ outcome: 'granted', reason: 'Trotzdem' });
  assert.equal(forged.status, 422);
  assert.deepEqual(forged.shown['reason'], ['Trotzdem']);
  const long = await send({ outcome: 'refused', reason: 'x'.repeat(2001) });
  assert.equal(long.status, 422);
  assert.match(long.errors.join(), /2.?000/);
  const impossible = await send({
    outcome: 'confirmed',
    'confirmations[1]': '',
    'confirmations[1].officialName': 'Dvořák-Żebrowski',
    'confirmations[1].firstName': 'Łukasz',
    'confirmations[1].dateOfBirth-day': '30',
    'confirmations[1].dateOfBirth-month': '2',
    'confirmations[1].dateOfBirth-year': '1951',
    'confirmations[1].address': 'Im Grund, 4806 Wikon',
    'confirmations[1].arrivedOn-year': '3021',
  });
  assert.equal(impossible.status, 422);
  assert.equal(impossible.shown['confirmations[1].dateOfBirth-day']![0], '30');
  assert.equal(
    (await system.database.pool.query('select 1 from engine.user_task join cases.cases using (case_id) where reference = $1', [reference]))
      .rowCount,
    1,
  );
});
