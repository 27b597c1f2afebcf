import { readFileSync } from 'node:fs';
import type { Tree } from '../names/tree.ts';
import { formatLocale } from '../texts/message.ts';
import { daysInSentence } from '../texts/typography.ts';

/** Template of what somebody sent and of the receipts for what they did later. */
export const PAPER = readFileSync(new URL('./submission.typ', import.meta.url), 'utf8');

/** A file that came from a person. */
export interface SubmittedFile {
  filename: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hex. */
  content_hash: string;
}

/** Files with their sizes in words and their checksums, as the template takes them. */
export function fileRows(files: readonly SubmittedFile[], lang: string): Tree[] {
  return files.map((file) => ({
    name: breakable(file.filename),
    size: sizeWords(file.size, lang),
    checksum: `SHA-256 ${file.content_hash}`,
  }));
}

/** Day, time and zone: «22. November 2026 um 13:05 MEZ». */
export function instantWithZone(instant: string, lang: string, timeZone: string): string {
  const words = new Intl.DateTimeFormat(formatLocale(lang), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(instant));
  return daysInSentence(words, lang);
}

function sizeWords(bytes: number, lang: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(formatLocale(lang), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** A word longer than a line may break: a sign of no width after every forty letters. */
export function breakable(text: string): string {
  return text.replace(/\S{40}(?=\S)/gu, '$&\u200b');
}

/** The main colour of a place, where its theme says one. */
export function leadColour(theme: Record<string, unknown> | null): Tree {
  const lead = theme?.lead;
  return Array.isArray(lead) && typeof lead[0] === 'string' ? { lead: lead[0] } : {};
}
