import { readFileSync } from 'node:fs';
import type { DocumentSealer } from '@einwohnerportal/cases';
import {
  ConnectorError,
  createCscSigner,
  createKeySigner,
  createRevocation,
  createSealer,
  createTimestampAuthority,
  demoSeal,
  type Sealer,
  type Signer,
} from '@einwohnerportal/connectors';
import { z } from 'zod';
import type { WorkerConfig } from './config.ts';

type SealSettings = Pick<
  WorkerConfig,
  | 'SEAL_FOLDER'
  | 'SEALS'
  | 'SIGNING_URL'
  | 'SIGNING_CLIENT_ID'
  | 'SIGNING_CLIENT_SECRET'
  | 'SIGNING_CREDENTIAL'
  | 'SIGNING_PIN'
  | 'TIMESTAMP_URL'
  | 'TIMESTAMP_ROOTS'
>;

/** A key of the file SEALS: at a signing provider, or a PKCS #12 file of this machine. Secrets stand in files of their own. */
const entry = z.union([
  z.strictObject({
    url: z.url(),
    clientId: z.string(),
    clientSecretFile: z.string(),
    credential: z.string().optional(),
    pinFile: z.string().optional(),
  }),
  z.strictObject({ p12File: z.string(), passwordFile: z.string() }),
]);
const shape = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), entry);

export interface OpenSealer extends DocumentSealer {
  /** Every key by name (the platform's is `platform`), and when its certificate ends; `code` where that cannot be told now. */
  ends(): Promise<{ key: string; until: Date | null; code: string | null }[]>;
}

/**
 * The seals of the configuration: that of the platform, a key in a folder or at a signing provider, and those that authorities name; with time
 * stamps and the data to check them for long when an authority for them is named.
 * @throws Error `config-invalid` that names the places at fault, never a value
 */
export function openSealer(settings: SealSettings): OpenSealer {
  const { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: file } = settings;
  const roots = file === undefined ? [] : (readFileSync(file, 'utf8').match(/-----BEGIN[\s\S]+?-----END [^-]+-----/g) ?? []);
  const timestamps = url === undefined ? null : createTimestampAuthority({ url, roots });
  const revocation = timestamps ? createRevocation() : null;
  const open = (signer: Signer): Sealer => createSealer({ signer, timestamps, revocation, now: () => new Date() });
  const platform = open(signerOf(settings));
  const others = new Map(Object.entries(readSeals(settings.SEALS)).map(([name, given]) => [name, open(namedSigner(given))]));
  return {
    async seal({ pdf, authority, key, ...wish }) {
      const sealer = key === null ? platform : others.get(key);
      // The case waits and shows it: another authority's key is never taken instead.
      if (!sealer) throw new ConnectorError('not-allowed', `expected the key ${key} among those of SEALS, got none of that name`);
      return (await sealer.seal(pdf, { ...wish, name: authority })).file;
    },
    ends: () =>
      Promise.all(
        [['platform', platform] as const, ...others].map(async ([key, sealer]) => {
          try {
            return { key, until: await sealer.validUntil(AbortSignal.timeout(20_000)), code: null };
          } catch (error) {
            return { key, until: null, code: (error as { code?: string }).code ?? 'failed' };
          }
        }),
      ),
  };
}

function readSeals(path: string | undefined): z.infer<typeof shape> {
  if (path === undefined) return {};
  const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw Object.assign(new Error(`expected keys in SEALS, got faults at ${places.join('; ')}`), { code: 'config-invalid' });
}

const secret = (path: string): string => readFileSync(path, 'utf8').trim();

function namedSigner(given: z.infer<typeof entry>): Signer {
  if ('p12File' in given) return createKeySigner({ p12: readFileSync(given.p12File), password: secret(given.passwordFile) });
  const { url, clientId, clientSecretFile, credential, pinFile } = given;
  return createCscSigner({
    url,
    clientId,
    clientSecret: secret(clientSecretFile),
    ...(credential === undefined ? {} : { credential }),
    ...(pinFile === undefined ? {} : { pin: secret(pinFile) }),
  });
}

function signerOf(settings: SealSettings): Signer {
  if (settings.SIGNING_URL === undefined) return createKeySigner(demoSeal(settings.SEAL_FOLDER ?? '', () => new Date()));
  return createCscSigner({
    url: settings.SIGNING_URL,
    clientId: settings.SIGNING_CLIENT_ID,
    clientSecret: settings.SIGNING_CLIENT_SECRET ?? '',
    ...(settings.SIGNING_CREDENTIAL === undefined ? {} : { credential: settings.SIGNING_CREDENTIAL }),
    ...(settings.SIGNING_PIN === undefined ? {} : { pin: settings.SIGNING_PIN }),
  });
}
