import type { EvidenceEntry } from '@einwohnerportal/forms';
import type { ServiceVersion } from '../catalogue/types.ts';

/** Until when another file is wanted in place of a refused one. A wish: later it is taken as well. */
export const REPLACE_WITHIN = '10 working days';

/** Largest file where a service says nothing, and the largest any service may ask for. */
const USUAL = 20_000_000;
const MOST = 1_000_000_000;
const UNITS: Record<string, number> = { kb: 1000, mb: 1_000_000, gb: 1_000_000_000 };

/** Requested documents of a service as its forms need them. */
export function evidenceOf(version: ServiceVersion): Record<string, EvidenceEntry> {
  return Object.fromEntries(
    version.manifest.evidence.map((entry) => [
      String(entry.id),
      {
        ...(entry.accept === undefined ? {} : { accept: [entry.accept].flat().flatMap((each) => String(each).split(/[\s,]+/)) }),
        maxSize: sizeWords(entry.maxSize),
        ...(entry.count === undefined ? {} : { count: countOf(entry.count) }),
        ...(entry.missing === undefined ? {} : { missing: entry.missing as 'warn' | 'block' }),
      },
    ]),
  );
}

/** Bytes of a size in words (`20 MB`, `500 kB`) or of a number of MB; the usual size for anything else. */
export function sizeOf(words: unknown): number {
  const found = /^\s*(\d+(?:\.\d+)?)\s*(kb|mb|gb)?\s*$/i.exec(String(words ?? ''));
  if (!found) return USUAL;
  return Math.min(MOST, Math.round(Number(found[1]) * UNITS[(found[2] ?? 'mb').toLowerCase()]!));
}

function sizeWords(words: unknown): string {
  const bytes = sizeOf(words);
  const unit = bytes >= 1_000_000_000 ? 'gb' : bytes >= 1_000_000 ? 'mb' : 'kb';
  return `${Math.round(bytes / UNITS[unit]!)} ${{ kb: 'kB', mb: 'MB', gb: 'GB' }[unit]}`;
}

/** `3`, `"3"` and `1..3` stand for at most 3. */
function countOf(count: unknown): number {
  const found = /(\d+)\s*$/.exec(String(count));
  return found ? Math.max(1, Number(found[1])) : 1;
}
