import type { Definition } from '../types.ts';
import { readRange } from './date-range.ts';
import { takePrice } from './money.ts';

const plain: Record<string, Definition> = {
  '***': { kind: 'password' },
  '@@@': { kind: 'email' },
  'http://': { kind: 'url' },
  'https://': { kind: 'url' },
  'video-url': { kind: 'video' },
  'HH:MM': { kind: 'time' },
  '<markdown>': { kind: 'markdown' },
  'chip-nr': { kind: 'chip' },
  '': { kind: 'choice' },
};

/** What each kind of definition looks like, for messages. */
export const definitionsThereAre =
  '___, ..., @@@, ***, http://, video-url, YYYY.MM.DD, YYYY.MM.DD HH:MM, HH:MM, 0..99, 0.00..99.00, <markdown>, *.pdf, # iban, chip-nr, or options below';

function text(given: string): Definition | null {
  const found = /^_{3,}(?:\[(\d{1,6})\])?(?:\/(.*))?$/.exec(given);
  if (!found) return null;
  const pattern = found[2] === undefined || found[2] === '' ? null : found[2];
  return { kind: 'text', maxLength: found[1] === undefined ? null : Number(found[1]), pattern };
}

function area(given: string): Definition | null {
  const found = /^(?:\.{3,}|…)(?:\[(\d{1,6})\])?$/.exec(given);
  return found && { kind: 'area', rows: found[1] === undefined ? null : Number(found[1]) };
}

function date(given: string): Definition | null {
  const found = /^YYYY\.MM\.DD( +HH:MM)?(?:\s*\((.*)\))?$/.exec(given);
  if (!found) return null;
  const kind = found[1] === undefined ? 'date' : 'datetime';
  if (found[2] === undefined) return { kind, range: null };
  const range = readRange(found[2]);
  return range && { kind, range };
}

function number(given: string): Definition | null {
  const { text: range, price } = takePrice(given.replace(/\s+/g, ' '));
  const found = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(range);
  if (!found) return null;
  const [min, max] = [found[1] ?? '', found[2] ?? ''];
  const digits = Math.max(...[min, max].map((end) => end.split('.')[1]?.length ?? 0));
  return digits === 0 ? { kind: 'integer', min, max, price } : { kind: 'decimal', min, max, digits, price };
}

function file(given: string): Definition | null {
  const found = /^(\*\.[\w*.+-]+(?:\s*\|\s*\*\.[\w*.+-]+)*)(?:\s*\(\s*(multiple)\s*\))?$/i.exec(given);
  if (!found) return null;
  const extensions = (found[1] ?? '').split('|').map((ending) => ending.trim().slice(2).toLowerCase());
  return { kind: 'file', extensions: extensions.includes('*') ? [] : extensions, multiple: found[2] !== undefined };
}

function standard(given: string): Definition | null {
  const found = /^# ?([A-Za-z]+(?:\.[A-Za-z_]+)*)$/.exec(given);
  return found && { kind: 'number-of-standard', standard: (found[1] ?? '').toLowerCase() };
}

/** Reads what stands right of `=`. Text that is no definition comes back as `unknown`. */
export function readDefinition(given: string): Definition {
  const trimmed = given.trim();
  if (Object.hasOwn(plain, trimmed)) return plain[trimmed] as Definition;
  for (const read of [text, area, date, number, file, standard]) {
    const found = read(trimmed);
    if (found) return found;
  }
  return { kind: 'unknown', text: trimmed };
}
