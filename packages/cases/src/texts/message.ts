import { IntlMessageFormat } from 'intl-messageformat';
import { Temporal } from 'temporal-polyfill';
import { beginsWithWeekday, daysInSentence } from './typography.ts';

interface MessageElement {
  type: number;
  value?: string;
  options?: Record<string, { value: MessageElement[] }>;
  children?: MessageElement[];
}

/** A message ready to be filled. */
export interface Message {
  /** Arguments by name with their kind: `date`, `time`, `number`, `plural`, `select`, `text`. */
  readonly arguments: ReadonlyMap<string, string>;
  format(args: Record<string, unknown>): string;
}

const kinds = ['literal', 'text', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'];

function collectArguments(elements: MessageElement[], into: Map<string, string>): void {
  for (const element of elements) {
    const kind = kinds[element.type] ?? 'text';
    if (kind !== 'literal' && kind !== 'pound' && kind !== 'tag' && element.value !== undefined) into.set(element.value, kind);
    for (const option of Object.values(element.options ?? {})) collectArguments(option.value, into);
    if (element.children) collectArguments(element.children, into);
  }
}

/** Locale whose formats a language uses here: easy German and German count as Swiss German, `fr` as Swiss French and so on. */
export function formatLocale(lang: string): string {
  const base = lang.split('-')[0] ?? lang;
  return `${base}-CH`;
}

function namedFormats(zone: string) {
  const timeZone = zone;
  return {
    date: {
      short: { day: '2-digit', month: '2-digit', year: 'numeric', timeZone },
      medium: { day: 'numeric', month: 'short', year: 'numeric', timeZone },
      long: { day: 'numeric', month: 'long', year: 'numeric', timeZone },
      full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone },
    },
    time: { short: { hour: '2-digit', minute: '2-digit', timeZone }, medium: { hour: '2-digit', minute: '2-digit', timeZone } },
    number: { money: { style: 'currency', currency: 'CHF' } },
  } as const;
}

/** An ISO date or instant as a Date; a plain date stands for noon in the zone, so that no zone shows its neighbour. */
function asDate(value: unknown, zone: string): unknown {
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const noon = Temporal.PlainDate.from(value).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
    return new Date(noon.epochMilliseconds);
  }
  return new Date(value);
}

/**
 * Compiles an ICU message (ICU MessageFormat as in `intl-messageformat`; a straight apostrophe escapes).
 * @throws SyntaxError when the text is no ICU message
 */
export function compileMessage(text: string, lang: string, zone: string): Message {
  if (!text.includes('{') && !text.includes("'")) return { arguments: new Map(), format: () => text };
  const compiled = new IntlMessageFormat(text, formatLocale(lang), namedFormats(zone), { ignoreTag: true });
  const found = new Map<string, string>();
  collectArguments(compiled.getAst() as MessageElement[], found);
  const dated = [...found.values()].includes('date');
  return {
    arguments: found,
    format(args) {
      const filled: Record<string, unknown> = {};
      for (const [name, kind] of found) {
        const value = args[name];
        if (value === undefined || value === null) filled[name] = kind === 'number' || kind === 'plural' ? 0 : '';
        else filled[name] = kind === 'date' || kind === 'time' ? asDate(value, zone) : value;
      }
      for (const [name, kind] of found) if ((kind === 'date' || kind === 'time') && filled[name] === '') return text;
      const said = String(compiled.format(filled as never));
      return dated || (lang === 'it' && Object.values(filled).some(beginsWithWeekday)) ? daysInSentence(said, lang) : said;
    },
  };
}
