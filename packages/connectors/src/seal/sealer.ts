import { createHash, createPrivateKey } from 'node:crypto';
import forge from 'node-forge';
import { detachedSignature, type SealKey } from './cms.ts';
import { fill, signedBytes, withPlaceholder } from './placeholder.ts';

export interface SealerOptions {
  /** PKCS #12 file with one RSA key and its certificates. */
  p12: Uint8Array;
  password: string;
  clock: () => Date;
}

export interface Sealed {
  file: Uint8Array;
  /** ISO instant, as written into the file. */
  sealedAt: string;
  /** SHA-256 of the sealed file, hexadecimal: what a check of genuineness compares. */
  sha256: string;
}

export interface Sealer {
  /** Who seals: common name of the certificate. */
  readonly name: string;
  /**
   * Adds a detached signature to a PDF as an incremental update (PAdES, ETSI EN 319 142-1). The same file at the same time gives
   * the same bytes. Throws ConnectorError `bad-inputs` when the file is no PDF with a plain cross-reference table.
   */
  seal(pdf: Uint8Array, about: { reason: string; name?: string }): Sealed;
}

function readKey(options: SealerOptions): SealKey {
  const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(Buffer.from(options.p12).toString('latin1')), options.password);
  const { certBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids;
  const key = p12.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag]?.[0]?.key as forge.pki.rsa.PrivateKey | undefined;
  const certificates = (p12.getBags({ bagType: certBag })[certBag] ?? []).flatMap(({ cert }) => (cert ? [cert] : []));
  if (!key) throw new TypeError('expected an RSA key in the PKCS #12 file of the seal, got none');
  const isOwn = (certificate: forge.pki.Certificate): boolean => (certificate.publicKey as forge.pki.rsa.PublicKey).n.equals(key.n);
  if (!certificates.some(isOwn)) throw new TypeError('expected a certificate of the key in the PKCS #12 file of the seal, got others');
  certificates.sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)));
  return { privateKey: createPrivateKey(forge.pki.privateKeyToPem(key)), certificates };
}

/** A sealer with the authority's seal key. Throws when the PKCS #12 file or its password is wrong. */
export function createSealer(options: SealerOptions): Sealer {
  const key = readKey(options);
  const commonName = String((key.certificates[0]?.subject.getField('CN') as { value?: string } | null)?.value ?? '');
  return {
    name: commonName,
    seal(pdf, { reason, name }) {
      const at = options.clock();
      const prepared = withPlaceholder(pdf, { at, reason, name: name ?? commonName });
      const file = fill(prepared, detachedSignature(signedBytes(prepared), key));
      return { file, sealedAt: at.toISOString(), sha256: createHash('sha256').update(file).digest('hex') };
    },
  };
}
