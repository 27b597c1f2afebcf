import { once } from 'node:events';
import pg from 'pg';
import { readHistory } from './read-history.ts';
import { toJsonLines } from './to-json-lines.ts';
import { toXes } from './to-xes.ts';
import type { HistoryFilter, NamesReason } from './types.ts';

export const HISTORY_FORMATS = { jsonl: toJsonLines, xes: toXes } as const;
export type HistoryFormat = keyof typeof HISTORY_FORMATS;

export interface HistoryExport {
  /** Address under the role for reports; with names under that of the machine. */
  databaseUrl: string;
  format: HistoryFormat;
  filter: HistoryFilter;
  names: NamesReason | null;
}

/** Texts are sent on in pieces of about this many characters. */
const PIECE = 64 * 1024;

/** Writes the history of cases as a stream; waits whenever the receiver is slower. Gives the number of cases. */
export async function exportHistory(wanted: HistoryExport, out: NodeJS.WritableStream): Promise<number> {
  const pool = new pg.Pool({ connectionString: wanted.databaseUrl, max: 1 });
  pool.on('error', () => {});
  let cases = 0;
  async function* counted(): ReturnType<typeof readHistory> {
    for await (const piece of readHistory(pool, wanted.filter, wanted.names)) {
      if ('case' in piece) cases += 1;
      yield piece;
    }
  }
  let gathered = '';
  const send = async (): Promise<void> => {
    if (!out.write(gathered)) await once(out, 'drain');
    gathered = '';
  };
  try {
    for await (const text of HISTORY_FORMATS[wanted.format](counted())) {
      gathered += text;
      if (gathered.length >= PIECE) await send();
    }
    if (gathered) await send();
    return cases;
  } finally {
    await pool.end();
  }
}
