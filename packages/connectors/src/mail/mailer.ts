import { createTransport } from 'nodemailer';
import { ConnectorError } from '../types.ts';

export interface MailerOptions {
  /** `smtp://host:port`, `smtps://name:password@host`. */
  smtpUrl: string;
  /** Address that alerts come from. */
  from: string;
  timeoutMs?: number;
}

export interface Mail {
  to: string;
  subject: string;
  /** Plain text; alerts never carry content of a case. */
  text: string;
  /** Language of subject and text, BCP 47. */
  language: string;
  /** Stable key of this alert: the same on every attempt, so that a mail sent twice is recognised as one. */
  messageId: string;
}

export interface Mailer {
  /**
   * Hands the mail to the mail server. Throws ConnectorError: `refused` (the server said no for good: do not repeat),
   * `not-available` (it took nothing: repeat), `unknown-outcome` (the connection broke after the text was sent: it may have been taken;
   * a repeat carries the same Message-ID).
   */
  send(mail: Mail): Promise<{ messageId: string }>;
  /** Health for operators; never throws. */
  health(): Promise<{ up: boolean; detail: string }>;
}

interface SmtpFailure {
  code?: string;
  responseCode?: number;
}

/** `textBegun`: the server had said "go on" (354), so it may have taken the mail although its answer never came. */
function judge(error: unknown, textBegun: boolean): ConnectorError {
  const { code, responseCode } = error as SmtpFailure;
  const said = responseCode ? `status ${responseCode}` : (code ?? 'a failure');
  if (responseCode && responseCode >= 500)
    return new ConnectorError('refused', `expected the mail server to take a mail, got ${said}`, { cause: error });
  if (responseCode || !textBegun)
    return new ConnectorError('not-available', `expected the mail server to take a mail, got ${said}`, { cause: error });
  return new ConnectorError('unknown-outcome', `expected the mail server to confirm a mail, got ${said}`, { cause: error });
}

const isAddress = (text: string): boolean => /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/.test(text);

/** Listens to the talk with the server, keeps none of it, and notes when the server asked for the text. */
function listener(
  onTextBegun: () => void,
): Record<'level' | 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', (...words: unknown[]) => void> {
  const hear = (entry: unknown, ...words: unknown[]): void => {
    const said = (entry as { tnx?: string } | null)?.tnx === 'server' ? String(words[0]) : '';
    if (said.startsWith('354')) onTextBegun();
  };
  return { level: hear, trace: hear, debug: hear, info: hear, warn: hear, error: hear, fatal: hear };
}

/** A mailer over SMTP. One connection per mail; no pool, so that nothing is on the way when the process ends. */
export function createMailer(options: MailerOptions): Mailer {
  const timeout = options.timeoutMs ?? 10_000;
  const connect = (onTextBegun: () => void = () => {}) =>
    createTransport({
      url: options.smtpUrl,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
      debug: true,
      logger: listener(onTextBegun),
    });
  const domain =
    options.from
      .split('@')
      .at(-1)
      ?.replace(/[^\w.-]/g, '') || 'localhost';
  return {
    async send(mail) {
      if (!isAddress(mail.to)) throw new ConnectorError('refused', 'expected one mail address to send to, got something else');
      if (!/^[\w.:-]{1,150}$/.test(mail.messageId))
        throw new ConnectorError('bad-inputs', 'expected a key of letters, digits, ".", ":", "-" and "_" of the mail, got something else');
      const messageId = `<${mail.messageId.replaceAll(':', '.')}@${domain}>`;
      let textBegun = false;
      const transport = connect(() => (textBegun = true));
      try {
        await transport.sendMail({
          from: options.from,
          to: mail.to,
          subject: mail.subject.replace(/[\r\n]+/g, ' '),
          text: mail.text,
          messageId,
          headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw judge(error, textBegun);
      } finally {
        transport.close();
      }
      return { messageId };
    },
    async health() {
      try {
        await connect().verify();
        return { up: true, detail: 'answers' };
      } catch (error) {
        return { up: false, detail: (error as SmtpFailure).code ?? 'unknown' };
      }
    },
  };
}
