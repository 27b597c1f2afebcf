import { z } from 'zod';
import { baseAddress, callJson } from '../http.ts';
import { ConnectorError } from '../types.ts';

export interface CscOptions {
  /** Base address of the provider's API, e.g. `https://sign.example/csc/v2`. */
  url: string;
  clientId: string;
  clientSecret: string;
  /** Longest wait for one answer, in milliseconds. */
  timeoutMs?: number;
  /** Epoch milliseconds, for the life of access tokens. */
  now?: () => number;
}

const tokenShape = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
});
const infoShape = z.object({
  specs: z.string(),
  methods: z.array(z.string()),
  oauth2: z.string().optional(),
  authType: z.array(z.string()),
});

/** A token is renewed this long before it ends. */
const marginMs = 30_000;
const from = 'the signing provider';

export interface CscClient {
  /** Calls a method of the API, with a token; a token that is not taken any more is renewed once. Throws ConnectorError. */
  call<T>(method: string, body: object, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
}

/** Calls again once when the provider was not reached: right for what changes nothing there. */
async function twice<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'not-available' || signal?.aborted) throw error;
    return work();
  }
}

/**
 * A client of a remote signing provider (CSC API v2, sections 8 and 11) that signs in with OAuth2 client credentials. It asks the provider
 * first what it offers; one without `signatures/signHash` or client credentials is refused with `not-allowed`.
 */
export function createCscClient({ url, clientId, clientSecret, timeoutMs = 10_000, now = Date.now }: CscOptions): CscClient {
  const base = baseAddress(url);
  let info: Promise<z.infer<typeof infoShape>> | null = null;
  let token: { text: string; until: number } | null = null;

  async function askInfo(signal?: AbortSignal): Promise<z.infer<typeof infoShape>> {
    const found = await twice(
      () => callJson(new URL('info', base), { headers: {}, body: '{}', answer: infoShape, signal, timeoutMs, from }),
      signal,
    );
    const lacks = ['credentials/list', 'credentials/info', 'credentials/authorize', 'signatures/signHash'].filter(
      (method) => !found.methods.includes(method),
    );
    if (!found.specs.startsWith('2.') || !found.authType.includes('oauth2client') || lacks.length > 0)
      throw new ConnectorError(
        'not-allowed',
        `expected CSC API 2 with client credentials from ${from}, got ${found.specs} without ${lacks.join(', ') || 'them'}`,
      );
    return found;
  }

  async function accessToken(signal?: AbortSignal): Promise<string> {
    if (token && now() < token.until) return token.text;
    info ??= askInfo(signal);
    info.catch(() => (info = null));
    const { oauth2 } = await info;
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const address = new URL('oauth2/token', oauth2 ? baseAddress(oauth2) : base);
    const got = await twice(() => callJson(address, { headers: {}, body, answer: tokenShape, signal, timeoutMs, from }), signal);
    token = { text: got.access_token, until: now() + (got.expires_in ?? 3_600) * 1000 - marginMs };
    return token.text;
  }

  return {
    async call(method, body, answer, signal) {
      for (let renewed = false; ; renewed = true) {
        const text = await accessToken(signal);
        try {
          const headers = { authorization: `Bearer ${text}` };
          return await callJson(new URL(method, base), { headers, body: JSON.stringify(body), answer, signal, timeoutMs, from });
        } catch (error) {
          if (renewed || !(error instanceof ConnectorError) || error.code !== 'not-allowed') throw error;
          token = null;
        }
      }
    },
  };
}
