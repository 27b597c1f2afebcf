import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { startMailCatcher } from '../../../../apps/demo/src/mail/catcher.ts';
import type { CaughtMail } from '../../../../apps/demo/src/mail/message.ts';
import { createMailer, type Mail } from './mailer.ts';

let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
before(async () => {
  catcher = await startMailCatcher({ port: 0, smtpPort: 0 });
});
after(() => catcher.stop());

const mail = (changes: Partial<Mail> = {}): Mail => ({
  to: 'mira@mail.example',
  subject: 'Neue Nachricht im Postfach – Bürgerin',
  text: 'Grüezi\n\nSie haben eine neue Nachricht.\n.\nEnde',
  language: 'de-CH',
  messageId: 'case-1:step-2:alert',
  ...changes,
});
const mailer = (port = catcher.smtpPort) =>
  createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'portal@musterau.example', timeoutMs: 2_000 });
const caught = async (to: string): Promise<CaughtMail[]> =>
  (await fetch(`${catcher.url}/messages?to=${encodeURIComponent(to)}`)).json() as Promise<CaughtMail[]>;

/** A mail server that behaves as told: what it answers to each command, null to cut the connection. */
async function server(answer: (command: string) => string | null, work: (port: number) => Promise<void>): Promise<void> {
  const listening: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      const command = inData ? (text.endsWith('\r\n.\r\n') ? 'END' : null) : text.slice(0, 4).toUpperCase();
      if (command === null) return;
      const said = answer(command);
      if (said === null) return void socket.destroy();
      inData = command === 'DATA' && said.startsWith('354');
      socket.write(`${said}\r\n`);
    });
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  try {
    await work((listening.address() as { port: number }).port);
  } finally {
    listening.close();
  }
}
const polite = (command: string): string => (command === 'DATA' ? '354 go on' : '250 ok');

test('a mail arrives with subject, text, language and its own Message-ID', async () => {
  const { messageId } = await mailer().send(mail());
  const [arrived] = await caught('mira@mail.example');
  assert.ok(arrived);
  assert.equal(arrived.subject, 'Neue Nachricht im Postfach – Bürgerin');
  assert.equal(arrived.text.trimEnd(), 'Grüezi\n\nSie haben eine neue Nachricht.\n.\nEnde');
  assert.equal(arrived.language, 'de-CH');
  assert.equal(arrived.messageId, messageId);
  assert.match(arrived.source, /Auto-Submitted: auto-generated/);
});

test('the same alert sent twice carries the same Message-ID', async () => {
  const to = 'twice@mail.example';
  await mailer().send(mail({ to }));
  await mailer().send(mail({ to }));
  assert.equal(new Set((await caught(to)).map((arrived) => arrived.messageId)).size, 1);
});

test('a mail server that is gone took nothing: not available', async () => {
  await assert.rejects(mailer(1).send(mail()), { code: 'not-available' });
});

test('a mail server that says no for good refuses, one that says later is not available', async () => {
  await server(
    (command) => (command === 'RCPT' ? '550 no such box' : polite(command)),
    async (port) => assert.rejects(mailer(port).send(mail()), { code: 'refused' }),
  );
  await server(
    (command) => (command === 'RCPT' ? '451 later' : polite(command)),
    async (port) => assert.rejects(mailer(port).send(mail()), { code: 'not-available' }),
  );
});

test('a connection cut before the text was sent is not available, after it the outcome is unknown', async () => {
  await server(
    (command) => (command === 'RCPT' ? null : polite(command)),
    async (port) => assert.rejects(mailer(port).send(mail()), { code: 'not-available' }),
  );
  await server(
    (command) => (command === 'END' ? null : polite(command)),
    async (port) => assert.rejects(mailer(port).send(mail()), { code: 'unknown-outcome' }),
  );
});

test('an address that holds more than one is refused, and no message shows an address', async () => {
  for (const to of ['a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', '<a@b.example>', 'nobody']) {
    await assert.rejects(
      mailer().send(mail({ to })),
      (error: Error & { code?: string }) => error.code === 'refused' && !error.message.includes('b.example'),
    );
  }
});

test('a subject cannot smuggle in another header', async () => {
  await mailer().send(mail({ to: 'header@mail.example', subject: 'Hallo\r\nBcc: other@mail.example' }));
  const [arrived] = await caught('header@mail.example');
  assert.deepEqual(arrived?.to, ['header@mail.example']);
  assert.equal((await caught('other@mail.example')).length, 0);
});

test('the web box lists a mail and shows it with its text escaped', async () => {
  await mailer().send(mail({ to: 'page@mail.example', subject: '<b>fett</b>', text: '<script>alert(1)</script>' }));
  const [arrived] = await caught('page@mail.example');
  const list = await (await fetch(catcher.url)).text();
  assert.ok(list.includes('&lt;b&gt;fett&lt;/b&gt;'));
  const page = await (await fetch(`${catcher.url}/messages/${arrived?.id}`)).text();
  assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  assert.ok(!page.includes('<script>'));
});

test('health says whether the mail server answers', async () => {
  assert.equal((await mailer().health()).up, true);
  assert.equal((await mailer(1).health()).up, false);
});
