import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Processor time used up to now by this process and the whole server in milliseconds; null where it cannot be read. */
export type Clock = () => number | null;

/** Ticks of the kernel a second; fixed for Linux on the usual processors. */
const TICKS = 100;

/** Processor time does not change with what else the machine does, as rates do. Linux, server on this machine; resolution 10 ms. */
export async function processorClock(pool: pg.Pool): Promise<Clock> {
  const { rows } = await pool.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`);
  const { pid } = rows[0]!;
  return () => {
    const own = process.cpuUsage();
    const server = ticksOf(pid);
    return server === null ? null : (own.user + own.system) / 1000 + (server * 1000) / TICKS;
  };
}

/** Of a process with its children, ended ones included. */
function ticksOf(pid: string): number | null {
  let ticks = 0;
  try {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const fields = statOf(entry);
      if (!fields) continue;
      if (entry === pid) ticks += sum(fields.slice(11, 15));
      else if (fields[1] === pid) ticks += sum(fields.slice(11, 13));
    }
  } catch {
    return null;
  }
  return ticks > 0 ? ticks : null;
}

/** What follows the name: state, parent …; times are fields 14 to 17 of proc(5). */
function statOf(entry: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${entry}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const sum = (numbers: string[]): number => numbers.reduce((total, number) => total + Number(number), 0);
