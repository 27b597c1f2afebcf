import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startMailCatcher } from '../../../../apps/demo/src/mail/catcher.ts';
import { createSmsSender } from './sms-sender.ts';

let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
before(async () => (catcher = await startMailCatcher({ port: 0, smtpPort: 0 })));
after(() => catcher.stop());

const caught = async (): Promise<{ to: string[]; subject: string; text: string }[]> =>
  (await fetch(`${catcher.url}/messages`)).json() as never;

test('a short message arrives once for its id, and shows beside the mails', async () => {
  const sender = createSmsSender({ url: `${catcher.url}/sms`, from: 'Portal' });
  for (let time = 0; time < 2; time++)
    await sender.send({ to: '+41790000001', text: 'Zu «Bestätigung» gibt es etwas Neues.', id: 'alert.1' });
  const [only, ...others] = await caught();
  assert.deepEqual([only?.to, only?.subject, others.length], [['+41790000001'], 'SMS', 0]);
  assert.match(only!.text, /etwas Neues/);
});

test('what is no number, too long, refused, away or unknown has its code', async () => {
  const to = '+41790000001';
  const sender = createSmsSender({ url: `${catcher.url}/sms`, from: 'Portal' });
  await assert.rejects(sender.send({ to: '079 000 00 01', text: 'x', id: '1' }), { code: 'refused' });
  await assert.rejects(sender.send({ to, text: 'x'.repeat(460), id: '1' }), { code: 'bad-inputs' });
  await assert.rejects(createSmsSender({ url: `${catcher.url}/elsewhere`, from: 'Portal' }).send({ to, text: 'x', id: '1' }), {
    code: 'refused',
  });
  await assert.rejects(createSmsSender({ url: 'http://127.0.0.1:1/sms', from: 'Portal' }).send({ to, text: 'x', id: '1' }), {
    code: /not-available|unknown-outcome/,
  });
  assert.throws(() => createSmsSender({ url: catcher.url, from: 'Einwohnerportal' }), TypeError);
});
