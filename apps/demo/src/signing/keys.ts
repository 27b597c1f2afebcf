import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCertificate, demoRevocationList, demoRoot, derOf, type DemoKey } from '@einwohnerportal/connectors/seal';
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
  /** What the root has revoked, signed by it, DER. @param revoked serial numbers, hexadecimal */
  list(revoked: string[], now: Date): Buffer;
}

type Kept = Record<'seal' | 'timestamps', { privateKey: string; certificates: string[] }> & { root: string; rootKey?: string };

function make(now: Date, list: string): Kept {
  const root = demoRoot(now);
  const chain = ({ privateKey, certificate }: DemoKey): Kept['seal'] => ({
    privateKey: forge.pki.privateKeyToPem(privateKey),
    certificates: [certificate, root.certificate].map((each) => derOf(each).toString('base64')),
  });
  return {
    seal: chain(demoCertificate(root, { name: 'Demo Seal (no legal value)', use: 'seal', now, list })),
    timestamps: chain(demoCertificate(root, { name: 'Demo Time Stamps (no legal value)', use: 'timestamps', now, list })),
    root: forge.pki.certificateToPem(root.certificate),
    rootKey: forge.pki.privateKeyToPem(root.privateKey),
  };
}

/**
 * Keys of the demo's own certification: made once, kept in `folder/keys.json` (mode 0600); `folder` null: new ones, in memory.
 * @param address at which the root tells what it has revoked
 */
export function signingKeys(folder: string | null, now: Date, address: string): SigningKeys {
  const path = folder === null ? null : join(folder, 'keys.json');
  let kept: Kept | null = path !== null && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : null;
  // Keys of before there were lists cannot sign one.
  if (!kept?.rootKey) {
    kept = make(now, address);
    if (folder !== null && path !== null) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writePrivate(path, JSON.stringify(kept));
    }
  }
  const chain = ({ privateKey, certificates }: Kept['seal']): SigningKey => ({
    privateKey,
    certificates: certificates.map((each) => Buffer.from(each, 'base64')),
  });
  const { root, rootKey = '' } = kept;
  const certificate = new X509Certificate(root).raw;
  return {
    seal: chain(kept.seal),
    timestamps: chain(kept.timestamps),
    root,
    list: (revoked, at) => demoRevocationList({ privateKey: rootKey, certificate }, { revoked, now: at }),
  };
}
