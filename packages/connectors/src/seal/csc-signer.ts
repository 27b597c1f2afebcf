import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError } from '../types.ts';
import { createCscClient, type CscOptions } from './csc-client.ts';
import { oids, sha256 } from './der.ts';
import type { Signer } from './signer.ts';

export interface CscSignerOptions extends CscOptions {
  /** Which key; default the only one that the provider lists. */
  credential?: string;
  /** Authorises the use of the key where the provider asks for it. */
  pin?: string;
}

const base64 = z.base64().min(1);
const listShape = z.object({ credentialIDs: z.array(z.string()) });
const infoShape = z.object({
  key: z.object({ status: z.enum(['enabled', 'disabled']), algo: z.array(z.string()).min(1) }),
  cert: z.object({ status: z.enum(['valid', 'expired', 'revoked', 'suspended']).optional(), certificates: z.array(base64).min(1) }),
});
const authorizeShape = z.object({ SAD: z.string().min(1) });
const signShape = z.object({ signatures: z.array(base64).length(1) });

/** Plain key algorithms and the signature algorithms that we ask for with them. */
const algorithms: Record<string, string> = {
  '1.2.840.113549.1.1.1': oids.rsaWithSha256,
  [oids.rsaWithSha256]: oids.rsaWithSha256,
  '1.2.840.10045.2.1': oids.ecdsaWithSha256,
  [oids.ecdsaWithSha256]: oids.ecdsaWithSha256,
};
/** How long the certificates of a key are taken from memory. */
const keepMs = 600_000;

interface Credential {
  id: string;
  algorithm: string;
  certificates: Buffer[];
  until: number;
}

/**
 * A signer whose key lies with a signing provider (CSC API v2: credentials/list, credentials/info, credentials/authorize,
 * signatures/signHash). Only digests leave; each signature is verified with the certificate before it is used. Throws ConnectorError:
 * `not-available` while the provider is down, `not-allowed` when it refuses or the key is not usable, `bad-answer` for everything else.
 */
export function createCscSigner(options: CscSignerOptions): Signer {
  const client = createCscClient(options);
  const now = options.now ?? Date.now;
  let kept: Credential | null = null;

  async function find(signal?: AbortSignal): Promise<string> {
    if (options.credential) return options.credential;
    const { credentialIDs } = await client.call('credentials/list', { onlyValid: true }, listShape, signal);
    const [only, ...others] = credentialIDs;
    if (only === undefined || others.length > 0)
      throw new ConnectorError('not-allowed', `expected one key of the signing provider, got ${credentialIDs.length}: name one`);
    return only;
  }

  async function credential(signal?: AbortSignal): Promise<Credential> {
    if (kept && now() < kept.until) return kept;
    const id = await find(signal);
    const { key, cert } = await client.call(
      'credentials/info',
      { credentialID: id, certificates: 'chain', certInfo: true, authInfo: true },
      infoShape,
      signal,
    );
    const algorithm = key.algo.map((each) => algorithms[each]).find((each) => each !== undefined);
    if (key.status !== 'enabled' || (cert.status !== undefined && cert.status !== 'valid'))
      throw new ConnectorError('not-allowed', `expected a usable key of the signing provider, got one ${key.status} and ${cert.status}`);
    if (!algorithm)
      throw new ConnectorError('not-allowed', 'expected RSA or ECDSA with SHA-256 of the signing provider, got other algorithms');
    const certificates = cert.certificates.map((each) => Buffer.from(each, 'base64'));
    kept = { id, algorithm, certificates, until: now() + keepMs };
    return kept;
  }

  return {
    certificates: async (signal) => (await credential(signal)).certificates,
    async sign(bytes, signal) {
      const { id, algorithm, certificates } = await credential(signal);
      const hashes = [sha256(bytes).toString('base64')];
      const about = { credentialID: id, hashes, hashAlgorithmOID: oids.sha256 };
      const authData = options.pin === undefined ? {} : { authData: [{ id: 'PIN', value: options.pin }] };
      const { SAD } = await client.call('credentials/authorize', { ...about, numSignatures: 1, ...authData }, authorizeShape, signal);
      const { signatures } = await client.call(
        'signatures/signHash',
        { ...about, SAD, signAlgo: algorithm, operationMode: 'S' },
        signShape,
        signal,
      );
      const signature = Buffer.from(signatures[0] ?? '', 'base64');
      const [own] = certificates;
      if (!own || !verify('sha256', bytes, new X509Certificate(own).publicKey, signature)) {
        // The key may have been changed for another since the certificate was asked for.
        kept = null;
        throw new ConnectorError('bad-answer', 'expected a signature by the certificate of the signing provider, got another');
      }
      return signature;
    },
  };
}
