import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCertificate, demoRoot, derOf, type DemoKey } from '@einwohnerportal/connectors/seal';
import forge from 'node-forge';
import { writePrivate } from '../start/secrets.ts';

/** A key as PEM with its certificates as DER, its own first. */
export interface SigningKey {
  privateKey: string;
  certificates: Buffer[];
}

export interface SigningKeys {
  seal: SigningKey;
  timestamps: SigningKey;
  /** Certificate of the demonstration's own root, PEM. */
  root: string;
}

type Kept = Record<'seal' | 'timestamps', { privateKey: string; certificates: string[] }> & { root: string };

function make(now: Date): Kept {
  const root = demoRoot(now);
  const chain = ({ privateKey, certificate }: DemoKey): Kept['seal'] => ({
    privateKey: forge.pki.privateKeyToPem(privateKey),
    certificates: [certificate, root.certificate].map((each) => derOf(each).toString('base64')),
  });
  return {
    seal: chain(demoCertificate(root, { name: 'Demo Seal (no legal value)', use: 'seal', now })),
    timestamps: chain(demoCertificate(root, { name: 'Demo Time Stamps (no legal value)', use: 'timestamps', now })),
    root: forge.pki.certificateToPem(root.certificate),
  };
}

/** Keys of the demo's own certification: made once, kept in `folder/keys.json` (mode 0600); `folder` null: new ones, in memory. */
export function signingKeys(folder: string | null, now: Date): SigningKeys {
  const path = folder === null ? null : join(folder, 'keys.json');
  let kept: Kept;
  if (path !== null && existsSync(path)) kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  else {
    kept = make(now);
    if (folder !== null && path !== null) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writePrivate(path, JSON.stringify(kept));
    }
  }
  const chain = ({ privateKey, certificates }: Kept['seal']): SigningKey => ({
    privateKey,
    certificates: certificates.map((each) => Buffer.from(each, 'base64')),
  });
  return { seal: chain(kept.seal), timestamps: chain(kept.timestamps), root: kept.root };
}
