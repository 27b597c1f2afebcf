import { readSignedData } from './cms.ts';
import { fill, signedBytes, withPlaceholder } from './placeholder.ts';
import { appended } from './pdf-append.ts';
import { entry, extended, objectBody, readIndex, withReference } from './pdf-objects.ts';
import type { Revocation } from './revocation.ts';
import type { TimestampAuthority } from './timestamp.ts';

/** What a check needs years later: certificates and lists of revoked ones, DER. */
export interface LongTermData {
  certificates: readonly Buffer[];
  lists: readonly Buffer[];
}

/**
 * Appends a document security store (ETSI EN 319 142-1, section 5.4): with it a signature is B-LT. What a store before it holds stays in it.
 * Throws ConnectorError `bad-inputs` when the file is no PDF with a plain cross-reference table.
 */
export function withStore(pdf: Uint8Array, { certificates, lists }: LongTermData): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const index = readIndex(text);
  const rootNumber = Number(entry(index.trailer, /\/Root\s+(\d+)\s+0\s+R/, 'Root'));
  const catalog = objectBody(text, index, rootNumber);
  const before = /\/DSS\s+(\d+)\s+0\s+R/.exec(catalog)?.[1];
  const objects: [number, string][] = [];
  let next = index.size;
  const add = (der: Buffer): string => {
    objects.push([next, `<<\n  /Length ${der.length}\n>>\nstream\n${der.toString('latin1')}\nendstream`]);
    return `${(next += 1) - 1} 0 R`;
  };
  let store = before ? objectBody(text, index, Number(before)) : '<<\n  /Type /DSS\n>>';
  for (const der of certificates) store = withReference(store, 'Certs', add(der));
  for (const der of lists) store = withReference(store, 'CRLs', add(der));
  const number = before ? Number(before) : next;
  objects.push([number, store]);
  if (!before) objects.push([rootNumber, extended(catalog, `/DSS ${number} 0 R`)]);
  return new Uint8Array(appended(pdf, text, index, objects));
}

/** Certificates of a time-stamp token, DER. */
export const certificatesOf = (token: Buffer): Buffer[] => readSignedData(token).certificates;

/**
 * Puts a document time stamp over the whole file (ETSI EN 319 142-1, section 5.4.3): with it a B-LT signature is B-LTA. Repeated before the
 * certificate of the last one ends, it prolongs how long the file can be checked. The data to check the stamp come with it where they are at hand.
 * Throws ConnectorError as `stamp` and `withStore`.
 */
export async function withDocumentTimestamp(
  pdf: Uint8Array,
  { timestamps, revocation, signal }: { timestamps: TimestampAuthority; revocation: Revocation; signal?: AbortSignal },
): Promise<Uint8Array> {
  const prepared = withPlaceholder(pdf, 'timestamp');
  const token = await timestamps.stamp(signedBytes(prepared), signal);
  const file = fill(prepared, token);
  const certificates = certificatesOf(token);
  const lists = await revocation.listsFor(certificates, signal);
  return lists ? withStore(file, { certificates, lists }) : file;
}
