import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { listen, type Listening } from '../listen.ts';
import { pageHeaders } from '../page/page.ts';
import { parseMessage, type CaughtMail } from './message.ts';
import { inboxPage, mailPage, unknownMailPage } from './pages.ts';

export interface MailCatcherOptions {
  /** Port of the web pages; 0: any free port. */
  port: number;
  /** Port of the mail server; 0: any free port. */
  smtpPort: number;
}

const smsShape = z.object({
  from: z.string().max(11),
  to: z.string().regex(/^\+\d{7,15}$/),
  text: z.string().min(1).max(459),
  id: z.string().min(1).max(200),
});

/** The newest mails are kept; the catcher forgets when it ends. */
const keptMails = 500;

/**
 * Starts a mail server that takes every mail and delivers none, with pages to read them.
 * `GET /messages` answers JSON, newest first; `?to=` keeps those to one address; `DELETE /messages` empties the box.
 */
export async function startMailCatcher(options: MailCatcherOptions): Promise<Listening & { smtpPort: number }> {
  const mails: CaughtMail[] = [];
  let count = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: 5_000_000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('message too large'), { responseCode: 552 }));
        const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
        mails.unshift(parseMessage(String(++count), Buffer.concat(chunks), recipients, new Date()));
        mails.length = Math.min(mails.length, keptMails);
        done();
      });
    },
  });
  // A client that breaks off must not end the catcher.
  smtp.on('error', () => {});
  const smtpPort = await new Promise<number>((ready, fail) => {
    smtp.server.once('error', fail);
    smtp.listen(options.smtpPort, '127.0.0.1', () => {
      const address = smtp.server.address();
      ready(typeof address === 'object' && address ? address.port : options.smtpPort);
    });
  });

  const app = new Hono();
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', (c) => c.html(inboxPage(mails), 200, pageHeaders()));
  app.get('/messages', (c) => {
    const to = c.req.query('to')?.toLowerCase();
    return c.json(to ? mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === to)) : mails);
  });
  // Short messages, as a provider takes them: each id once.
  const taken = new Set<string>();
  app.post('/sms', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const sms = smsShape.safeParse(await c.req.json().catch(() => null));
    if (!sms.success) return c.json({ error: 'invalid' }, 400);
    const { from, id, text, to } = sms.data;
    if (!taken.has(id)) {
      taken.add(id);
      const at = new Date().toISOString();
      mails.unshift({ id: String(++count), at, to: [to], from, subject: 'SMS', text, messageId: id, language: null, source: text });
      mails.length = Math.min(mails.length, keptMails);
    }
    return c.json({ accepted: true }, 202);
  });
  app.delete('/messages', (c) => {
    mails.length = 0;
    return c.body(null, 204);
  });
  app.get('/messages/:id', (c) => {
    const mail = mails.find((candidate) => candidate.id === c.req.param('id'));
    return mail ? c.html(mailPage(mail), 200, pageHeaders()) : c.html(unknownMailPage(), 404, pageHeaders());
  });
  const web = await listen(getRequestListener(app.fetch), options.port);
  return {
    ...web,
    smtpPort,
    stop: async () => {
      await Promise.all([web.stop(), new Promise<void>((stopped) => smtp.close(() => stopped()))]);
    },
  };
}
