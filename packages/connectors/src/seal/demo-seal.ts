import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { demoCertificate, demoRoot } from './demo-authority.ts';

const { asn1, pkcs12, pki } = forge;

/**
 * The seal of a demonstration: a root and a seal certificate, made in `folder` on first use and read from there later.
 * Proves nothing to anyone who does not trust this root on purpose. `root` is its certificate as PEM.
 */
export function demoSeal(folder: string, clock: () => Date): { p12: Uint8Array; password: string; root: string } {
  const files = { p12: join(folder, 'seal.p12'), password: join(folder, 'seal-password'), root: join(folder, 'root.pem') };
  if (!existsSync(files.p12)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const root = demoRoot(clock());
    const seal = demoCertificate(root, { name: 'Demo Seal (no legal value)', use: 'seal', now: clock() });
    const password = randomBytes(24).toString('base64url');
    const p12 = asn1
      .toDer(pkcs12.toPkcs12Asn1(seal.privateKey, [seal.certificate, root.certificate], password, { algorithm: 'aes256' }))
      .getBytes();
    writeFileSync(files.password, password, { mode: 0o600 });
    writeFileSync(files.root, pki.certificateToPem(root.certificate));
    // Last and at once, so that a process killed half-way leaves no half seal.
    writeFileSync(`${files.p12}.new`, Buffer.from(p12, 'latin1'), { mode: 0o600 });
    renameSync(`${files.p12}.new`, files.p12);
  }
  return { p12: readFileSync(files.p12), password: readFileSync(files.password, 'utf8'), root: readFileSync(files.root, 'utf8') };
}
