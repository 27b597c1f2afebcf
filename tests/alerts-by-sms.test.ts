import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askForCode, changeProfile, proveNumber, readPhoneProof, withSession } from '@einwohnerportal/cases';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

let stage: Told;
const sent: { to: string; text: string; id: string }[] = [];
before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  stage.worker.sms = { send: async (sms) => void sent.push(sms) };
});
after(() => stage?.end());

const choose = (alerts: string, proven: boolean) =>
  stage.owner.query(
    `insert into cases.profiles (person_id, changed_at, phone, alerts, phone_proven_at) select person_id, now(), '+41790000001', $1, case when $2 then now() end
     from cases.persons where subject = 'mira' on conflict (person_id) do update set alerts = excluded.alerts, phone_proven_at = excluded.phone_proven_at`,
    [alerts, proven],
  );

async function toPayment(): Promise<void> {
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
}

test('who chose short messages and has proven the number gets them there, without anything personal; an outage delays them and doubles none', async () => {
  await stage.secretOf('mira');
  await choose('sms', true);
  const mails = stage.mail.sent.length;
  let away = true;
  stage.worker.sms = {
    send: async (sms) => {
      if (away) throw Object.assign(new Error('away'), { code: 'not-available' });
      sent.push(sms);
    },
  };
  await toPayment();
  assert.equal(sent.length, 0);
  away = false;
  stage.moveTo(new Date(Date.parse(stage.now()) + 3_600_000).toISOString());
  await stage.settle();
  assert.ok(
    sent.some(({ text, to }) => to === '+41790000001' && /gibt es etwas Neues|du nouveau/.test(text)),
    JSON.stringify(sent),
  );
  assert.equal(new Set(sent.map(({ id }) => id)).size, sent.length);
  assert.doesNotMatch(JSON.stringify(sent.map(({ text }) => text)), /Mira|Dvo|Lindenweg|https?:/);
  const ids = stage.mail.sent.slice(mails).filter(({ to }) => to.startsWith('mira'));
  assert.ok(ids.length <= 1, 'what the submission itself sends goes by mail');
});

test('a number that is not proven gets nothing: the alert goes by mail', async () => {
  await choose('sms', false);
  const [messages, mails] = [sent.length, stage.mail.sent.length];
  await toPayment();
  assert.equal(sent.length, messages);
  assert.ok(stage.mail.sent.length > mails);
});

test('a number is proven by the code that goes there: a few tries, a few minutes, a few an hour, and an outage only delays it', async () => {
  const secret = await stage.secretOf('jonas');
  const asJonas = <T>(work: Parameters<typeof withSession<T>>[2]) => withSession(stage.portal, secret, work);
  const phone = '+41790000002';
  await asJonas((scope) => changeProfile(scope, { language: 'de', email: '', phone, alerts: 'email', rulings: '' }, ['de']));
  assert.deepEqual(
    await asJonas((scope) => changeProfile(scope, { language: 'de', email: '', phone, alerts: 'sms', rulings: '' }, ['de'])),
    {
      faults: { alerts: 'choice' },
    },
  );
  const codes: string[] = [];
  let away = true;
  stage.worker.sms = {
    send: async ({ text, to }) => {
      if (away) throw Object.assign(new Error('away'), { code: 'not-available' });
      assert.equal(to, phone);
      codes.push(/\d{6}/.exec(text)![0]);
    },
  };
  const later = (minutes: number) => stage.moveTo(new Date(Date.parse(stage.now()) + minutes * 60_000).toISOString());
  const ask = async () => {
    const told = await asJonas((scope) => askForCode(scope, 'de'));
    await stage.settle();
    return told;
  };
  const tell = (code: string) => asJonas((scope) => proveNumber(scope, code));
  const wrong = () => (codes.at(-1) === '000000' ? '000001' : '000000');
  assert.equal(await ask(), 'asked');
  assert.equal(codes.length, 0);
  away = false;
  later(1);
  await stage.settle();
  assert.equal(codes.length, 1);
  assert.deepEqual((await stage.owner.query('select code, state from cases.phone_proofs')).rows, [{ code: null, state: 'sent' }]);
  for (let tries = 0; tries < 5; tries++) assert.equal(await tell(wrong()), 'wrong');
  assert.equal(await tell(codes[0]!), 'expired', 'after five wrong ones the right one does not help any more');
  assert.equal(await ask(), 'asked');
  later(11);
  assert.equal(await tell(codes[1]!), 'expired');
  assert.equal(await ask(), 'asked');
  assert.equal(await ask(), 'too-many');
  assert.equal(await tell(` ${codes[2]!.slice(0, 3)} ${codes[2]!.slice(3)} `), 'proven');
  assert.equal(await tell(codes[2]!), 'expired', 'a code counts once');
  const save = (number: string, alerts: string) =>
    asJonas((scope) => changeProfile(scope, { language: 'de', email: '', phone: number, alerts, rulings: '' }, ['de']));
  assert.deepEqual(await save(phone, 'sms'), { changed: ['alerts'] });
  assert.deepEqual(await save('+41790000003', 'sms'), { faults: { alerts: 'choice' } }, 'another number is not proven');
  await save('+41790000003', 'email');
  assert.equal((await asJonas(readPhoneProof)).proven, false);
  later(60 * 25);
  await stage.settle();
  assert.equal((await stage.owner.query('select 1 from cases.phone_proofs')).rowCount, 0);
});
