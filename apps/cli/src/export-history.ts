import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { exportHistory, HISTORY_FORMATS, type HistoryFormat } from '@einwohnerportal/cases';
import { UsageError } from './errors.ts';

const OPTIONS = {
  format: { type: 'string', default: 'jsonl' },
  service: { type: 'string' },
  authority: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  out: { type: 'string' },
  variables: { type: 'boolean', default: false },
  reason: { type: 'string' },
  who: { type: 'string' },
} as const;

/** `einwohnerportal export-history`: writes what happened to cases; the database is that of DATABASE_URL. */
export async function exportHistoryVerb(words: string[]): Promise<number> {
  const given = options(words);
  const databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) throw new UsageError('expected the database in DATABASE_URL, got nothing');
  const format = Object.keys(HISTORY_FORMATS).find((each) => each === given.format) as HistoryFormat | undefined;
  if (!format) throw new UsageError(`expected --format ${Object.keys(HISTORY_FORMATS).join(' or ')}, got ${given.format}`);
  const filter = {
    service: given.service ?? null,
    authority: given.authority ?? null,
    from: day('--from', given.from),
    until: day('--until', given.until),
  };
  const out = given.out === undefined ? process.stdout : createWriteStream(given.out, { mode: 0o600 });
  const cases = await exportHistory({ databaseUrl, format, filter, names: names(given) }, out);
  if (out !== process.stdout) {
    out.end();
    await once(out, 'finish');
  }
  console.error(`${cases} ${cases === 1 ? 'case' : 'cases'}`);
  return 0;
}

function options(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`expected the options of export-history, got: ${(error as Error).message}`);
  }
}

/** Names of cases leave only with who takes them and why; the database keeps both. */
function names({ variables, reason = '', who = '' }: ReturnType<typeof options>) {
  if (!variables) return null;
  if (reason.trim().length < 10 || who.trim() === '')
    throw new UsageError('expected --who and a --reason of ten letters with --variables, which holds personal data; got less');
  return { who: who.trim(), reason: reason.trim() };
}

function day(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new UsageError(`expected a day like 2026-11-22 after ${option}, got ${text}`);
  return text;
}
