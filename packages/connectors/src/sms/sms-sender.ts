import { ConnectorError } from '../types.ts';
import { baseAddress } from '../http.ts';

export interface SmsOptions {
  /** Address of the provider that takes `POST <url>` with JSON {from, to, text, id}. */
  url: string;
  token?: string;
  /** Sender as phones show it: at most 11 letters and digits. */
  from: string;
  timeoutMs?: number;
}

export interface Sms {
  /** Number with country, `+41…`. */
  to: string;
  /** At most 459 characters: three parts. */
  text: string;
  /** Stable key of this alert: the provider sends the same key once. */
  id: string;
}

export interface SmsSender {
  /**
   * Hands a short message to the provider. Throws ConnectorError as a mailer does: `refused` (never repeat), `not-available` (it took nothing),
   * `unknown-outcome` (it may have been taken; a repeat carries the same id).
   */
  send(sms: Sms): Promise<void>;
}

/** Short messages through a provider's HTTP interface. */
export function createSmsSender({ from, timeoutMs = 10_000, token, url }: SmsOptions): SmsSender {
  const address = new URL(baseAddress(url).href.replace(/\/$/, ''));
  if (!/^[A-Za-z0-9 ]{1,11}$/.test(from)) throw new TypeError('expected a sender of at most 11 letters and digits, got something else');
  return {
    async send({ id, text, to }) {
      if (!/^\+[1-9]\d{6,14}$/.test(to))
        throw new ConnectorError('refused', 'expected a phone number with its country, got something else');
      if (text.length === 0 || text.length > 459)
        throw new ConnectorError('bad-inputs', 'expected 1 to 459 characters of a short message, got others');
      let response: Response;
      try {
        response = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(token ? { authorization: `Bearer ${token}` } : {}) },
          body: JSON.stringify({ from, to, text, id }),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
      } catch (cause) {
        // A connection that was refused took nothing; one that broke later may have.
        const refused = ((cause as { cause?: { code?: string } }).cause?.code ?? '') === 'ECONNREFUSED';
        throw new ConnectorError(
          refused ? 'not-available' : 'unknown-outcome',
          'expected the provider of short messages to answer, got none',
          { cause },
        );
      }
      if (response.status >= 200 && response.status < 300) return;
      const again = response.status === 429 || response.status >= 500;
      throw new ConnectorError(
        again ? 'not-available' : 'refused',
        `expected the provider to take a short message, got status ${response.status}`,
      );
    },
  };
}
