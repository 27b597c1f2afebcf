/** A mail as the catcher keeps it. */
export interface CaughtMail {
  id: string;
  /** ISO instant at which it came. */
  at: string;
  to: string[];
  from: string;
  subject: string;
  /** Plain text part. */
  text: string;
  messageId: string;
  language: string | null;
  /** The whole source, headers and body. */
  source: string;
}

function decodeTransfer(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const joined = body.replace(/=\r?\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** Decodes words like `=?UTF-8?Q?B=C3=BCrgerin?=` (RFC 2047, section 2). */
function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?([^?]+)\?([BbQq])\?([^?]*)\?=/g, (_all, charset: string, kind: string, text: string) => {
    const bytes = kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : decodeTransfer(text.replaceAll('_', ' '), 'quoted-printable');
    return new TextDecoder(charset).decode(bytes);
  });
}

/** Reads a mail of one plain-text part, the only kind we send; of others the body stays as it came. */
export function parseMessage(id: string, bytes: Buffer, recipients: string[], at: Date): CaughtMail {
  const raw = bytes.toString('latin1');
  const end = raw.search(/\r?\n\r?\n/);
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const body = end < 0 ? '' : raw.slice(end).replace(/^\r?\n\r?\n/, '');
  const headers = new Map(
    head.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  return {
    id,
    at: at.toISOString(),
    to: recipients,
    from: headers.get('from') ?? '',
    subject: decodeWords(headers.get('subject') ?? ''),
    text: new TextDecoder().decode(decodeTransfer(body, encoding)).replace(/\r\n/g, '\n'),
    messageId: headers.get('message-id') ?? '',
    language: headers.get('content-language') ?? null,
    source: bytes.toString('utf8'),
  };
}
