import { readFileSync } from 'node:fs';
import type { DocumentSealer } from '@einwohnerportal/cases';
import {
  createCscSigner,
  createKeySigner,
  createSealer,
  createTimestampAuthority,
  demoSeal,
  type Signer,
} from '@einwohnerportal/connectors';
import type { WorkerConfig } from './config.ts';

type SealSettings = Pick<
  WorkerConfig,
  | 'SEAL_FOLDER'
  | 'SIGNING_URL'
  | 'SIGNING_CLIENT_ID'
  | 'SIGNING_CLIENT_SECRET'
  | 'SIGNING_CREDENTIAL'
  | 'SIGNING_PIN'
  | 'TIMESTAMP_URL'
  | 'TIMESTAMP_ROOTS'
>;

/** The seal of the configuration: a key in a folder, or one at a signing provider; with time stamps when an authority for them is named. */
export function openSealer(settings: SealSettings): DocumentSealer {
  const { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: file } = settings;
  const roots = file === undefined ? [] : (readFileSync(file, 'utf8').match(/-----BEGIN[\s\S]+?-----END [^-]+-----/g) ?? []);
  const timestamps = url === undefined ? null : createTimestampAuthority({ url, roots });
  const sealer = createSealer({ signer: signerOf(settings), timestamps });
  return { seal: async ({ pdf, authority, ...wish }) => (await sealer.seal(pdf, { ...wish, name: authority })).file };
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
