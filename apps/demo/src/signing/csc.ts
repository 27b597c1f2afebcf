import { createHash, privateEncrypt, randomBytes, timingSafeEqual, constants, X509Certificate } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SigningKey } from './keys.ts';

/** What the demo's signing provider calls its one key, and the PIN that lets it be used. */
export const demoCredential = 'demo-seal';
const sha256Oid = '2.16.840.1.101.3.4.2.1';
const rsaWithSha256 = '1.2.840.113549.1.1.11';
/** DigestInfo of SHA-256 before the digest (RFC 8017, section 9.2, note 1). */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const tokenSeconds = 600;
const sadSeconds = 300;

export interface CscOptions {
  key: SigningKey;
  /** With this key it signs when it is to sign wrongly. */
  otherKey: SigningKey;
  clientId: string;
  clientSecret: string;
  pin: string;
  now: () => Date;
  fault: () => string;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const refuse = (c: Context, status: 400 | 401 | 403, error: string, description: string): Response =>
  c.json({ error, error_description: description }, status);

const tokenRequest = z.object({ grant_type: z.literal('client_credentials'), client_id: z.string(), client_secret: z.string() });
const hashes = z
  .array(z.base64().refine((each) => Buffer.from(each, 'base64').length === 32))
  .min(1)
  .max(20);
const authorizeRequest = z.object({
  credentialID: z.string(),
  numSignatures: z.number().int().min(1).max(20),
  hashes,
  hashAlgorithmOID: z.literal(sha256Oid),
  authData: z.array(z.object({ id: z.string(), value: z.string() })).optional(),
});
const signRequest = z.object({
  credentialID: z.string(),
  SAD: z.string(),
  hashes,
  hashAlgorithmOID: z.literal(sha256Oid),
  signAlgo: z.literal(rsaWithSha256),
  operationMode: z.literal('S').optional(),
});

/** The demo's signing provider: as much of the CSC API v2 as a seal needs. A permission (SAD) is for these very digests and for one time. */
export function cscRoutes(options: CscOptions): Hono {
  const { key, otherKey, now } = options;
  const tokens = new Map<string, number>();
  const permissions = new Map<string, { hashes: string; until: number }>();
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return refuse(c, 400, 'invalid_request', 'a parameter is missing or wrong');
    throw error;
  });

  app.post('/info', (c) =>
    c.json({
      specs: '2.0.0.2',
      name: 'Demo signing provider',
      region: 'CH',
      lang: 'en',
      description: 'Signs with a certificate of no legal value',
      authType: ['oauth2client'],
      methods: ['info', 'credentials/list', 'credentials/info', 'credentials/authorize', 'signatures/signHash'],
      signAlgorithms: { algos: [rsaWithSha256] },
    }),
  );
  app.post('/oauth2/token', async (c) => {
    const asked = tokenRequest.parse(await c.req.json());
    if (asked.client_id !== options.clientId || !timingSafeEqual(digest(asked.client_secret), digest(options.clientSecret)))
      return refuse(c, 401, 'invalid_client', 'unknown client or wrong secret');
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, now().getTime() + tokenSeconds * 1000);
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: tokenSeconds });
  });

  app.use(async (c, next) => {
    const until = tokens.get(/^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '');
    if (until === undefined || until <= now().getTime())
      return refuse(c, 401, 'invalid_token', 'the access token is not known or has ended');
    await next();
  });
  app.post('/credentials/list', (c) => c.json({ credentialIDs: [demoCredential] }));
  app.post('/credentials/info', async (c) => {
    const { credentialID } = z.object({ credentialID: z.string() }).parse(await c.req.json());
    if (credentialID !== demoCredential) return refuse(c, 400, 'invalid_request', 'unknown credentialID');
    const own = new X509Certificate(key.certificates[0] ?? '');
    return c.json({
      key: { status: 'enabled', algo: ['1.2.840.113549.1.1.1', rsaWithSha256], len: own.publicKey.asymmetricKeyDetails?.modulusLength },
      cert: { status: 'valid', certificates: key.certificates.map((each) => each.toString('base64')), serialNumber: own.serialNumber },
      auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN', format: 'A' }] },
      multisign: 20,
      lang: 'en',
    });
  });
  app.post('/credentials/authorize', async (c) => {
    const asked = authorizeRequest.parse(await c.req.json());
    if (asked.credentialID !== demoCredential || asked.numSignatures !== asked.hashes.length)
      return refuse(c, 400, 'invalid_request', 'unknown credentialID or wrong number of signatures');
    const pin = asked.authData?.find(({ id }) => id === 'PIN')?.value ?? '';
    if (options.fault() === 'refused' || !timingSafeEqual(digest(pin), digest(options.pin)))
      return refuse(c, 403, 'access_denied', 'the key may not be used');
    const SAD = randomBytes(24).toString('base64url');
    permissions.set(SAD, { hashes: asked.hashes.join(' '), until: now().getTime() + sadSeconds * 1000 });
    return c.json({ SAD, expiresIn: sadSeconds });
  });
  app.post('/signatures/signHash', async (c) => {
    const asked = signRequest.parse(await c.req.json());
    const permission = permissions.get(asked.SAD);
    permissions.delete(asked.SAD);
    if (!permission || permission.hashes !== asked.hashes.join(' ') || permission.until <= now().getTime())
      return refuse(c, 400, 'invalid_request', 'the permission (SAD) is not for these hashes or has ended');
    const { privateKey } = options.fault() === 'other-key' ? otherKey : key;
    const signatures = asked.hashes.map((hash) =>
      privateEncrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
        Buffer.concat([digestInfo, Buffer.from(hash, 'base64')]),
      ).toString('base64'),
    );
    return c.json({ signatures });
  });
  return app;
}
