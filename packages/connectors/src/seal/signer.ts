import { createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';

/** Who can sign: a key of this machine, or a signing provider that holds it. */
export interface Signer {
  /** The signer's own certificate first, then its issuers; DER. Throws ConnectorError when a provider does not tell. */
  certificates(signal?: AbortSignal): Promise<Buffer[]>;
  /** Signature with SHA-256 over the bytes. Throws ConnectorError when a provider does not give one. */
  sign(bytes: Buffer, signal?: AbortSignal): Promise<Buffer>;
}

/** Key and certificates from a PKCS #12 file with one RSA key. Throws TypeError when it or its password is wrong. */
function readKey(p12: Uint8Array, password: string): { privateKey: KeyObject; certificates: Buffer[] } {
  let bags: forge.pkcs12.Pkcs12Pfx;
  try {
    bags = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(Buffer.from(p12).toString('latin1')), password);
  } catch (cause) {
    throw new TypeError('expected the PKCS #12 file of the seal and its password, got others', { cause });
  }
  const { certBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids;
  const key = bags.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag]?.[0]?.key;
  if (!key) throw new TypeError('expected an RSA key in the PKCS #12 file of the seal, got none');
  const privateKey = createPrivateKey(forge.pki.privateKeyToPem(key));
  const certificates = (bags.getBags({ bagType: certBag })[certBag] ?? []).flatMap(({ cert }) =>
    cert ? [Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(cert)).getBytes(), 'latin1')] : [],
  );
  const isOwn = (certificate: Buffer): boolean => new X509Certificate(certificate).checkPrivateKey(privateKey);
  if (!certificates.some(isOwn)) throw new TypeError('expected a certificate of the key in the PKCS #12 file of the seal, got others');
  certificates.sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)));
  return { privateKey, certificates };
}

/** A signer with the authority's key in a PKCS #12 file. Throws TypeError when the file or its password is wrong. */
export function createKeySigner({ p12, password }: { p12: Uint8Array; password: string }): Signer {
  const { privateKey, certificates } = readKey(p12, password);
  return {
    certificates: () => Promise.resolve(certificates),
    sign: (bytes) => Promise.resolve(sign('sha256', bytes, privateKey)),
  };
}

/** Who a certificate is for: its common name, empty when it has none. */
export function commonName(certificate: Buffer): string {
  return /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
}
