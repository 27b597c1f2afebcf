import type { Clock } from './cpu.ts';

/** What was reached with a number of lives in flight. */
export interface Flight {
  perSecond: number;
  /** Of one life, ms. */
  p50: number;
  p99: number;
  /** Processor time of one life in ms, of client and server together; null where it cannot be told. */
  cpu: number | null;
}

/**
 * Lives one after another, always `inFlight` at the same time, for so long. Those still in flight at the end are finished, and count by the
 * share of their time before it: else whoever is slow would lose more than whoever is fast.
 */
export async function fly(
  inFlight: number,
  seconds: number,
  live: (no: number) => Promise<void>,
  clock: Clock = () => null,
): Promise<Flight> {
  const times: number[] = [];
  const used = clock();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let no = 0;
  let lives = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      await live((no += 1));
      const finished = performance.now();
      lives += Math.min(1, (end - started) / (finished - started));
      if (finished <= end) times.push(finished - started);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const cpu = used === null ? null : (clock()! - used) / no;
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { perSecond: lives / seconds, p50: at(0.5), p99: at(0.99), cpu };
}
