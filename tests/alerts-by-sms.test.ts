import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
