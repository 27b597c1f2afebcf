import type { Filled } from './fill.ts';
import type { Flight } from './flight.ts';
import type { InstanceBytes } from './size.ts';

/** What is measured in turn. */
export type Run = 'live' | 'cold' | 'queued' | 'peer' | 'limit';

/** All that was measured with the same number of lives in flight. */
export type Level = { inFlight: number } & Record<Run, Flight>;

/** Lives per second of one node and of two together. */
export interface Nodes {
  one: number;
  two: number;
}

export interface Figures {
  levels: Level[];
  nodes: Nodes;
  logBytes: number;
  sizes: InstanceBytes;
  commits: number;
  filled: Filled | null;
}

const TARGETS = { peer: 20, limit: 0.5, filled: 0.9 };
const WORDS = {
  live: 'engine',
  cold: 'engine, nothing kept in memory',
  queued: 'engine, commands queued',
  peer: 'bpmn-engine, state saved at each wait',
  limit: 'limit: the same commits and bytes alone',
} as const;

/** Prints tables for people and, as the last line, everything as one JSON object. */
export function report({ levels, nodes, logBytes, sizes, commits, filled }: Figures): void {
  for (const level of levels) {
    console.log(
      `\n${`${level.inFlight} in flight`.padEnd(42)}${['lives/s', 'p50 ms', 'p99 ms', 'cpu ms'].map((word) => word.padStart(10)).join('')}`,
    );
    for (const [name, words] of Object.entries(WORDS) as [keyof typeof WORDS, string][]) {
      const { perSecond, p50, p99, cpu } = level[name];
      console.log(
        words.padEnd(42) +
          [perSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), cpu?.toFixed(2) ?? ''].map((cell) => cell.padStart(10)).join(''),
      );
    }
    const ratios = ratiosOf(level);
    const beyond = beyondLimit(level);
    console.log(
      `${`  ${ratios.of_peer} x bpmn-engine (target ${TARGETS.peer})`.padEnd(68)}${beyond && ratios.of_peer < TARGETS.peer ? `impossible: ${beyond}` : verdict(ratios.of_peer >= TARGETS.peer)}`,
    );
    console.log(
      `${`  ${Math.round(100 * ratios.of_limit)} % of the limit${ratios.of_limit_by_cpu === null ? '' : `, ${Math.round(100 * ratios.of_limit_by_cpu)} % by processor time`} (target ${100 * TARGETS.limit} %)`.padEnd(68)}${verdict(ratios.of_limit >= TARGETS.limit)}`,
    );
  }
  console.log(
    `\none life: ${logBytes} bytes of write-ahead log, ${commits} acknowledged commits; one instance keeps ${sizes.finished} bytes when finished, ${sizes.open} when open`,
  );
  console.log(`16 lives in flight a node: ${round(nodes.one)} lives/s with one node, ${round(nodes.two)} with two`);
  if (filled) printFilled(filled);
  const by = <T>(pick: (level: Level) => T): Record<string, T> => Object.fromEntries(levels.map((level) => [level.inFlight, pick(level)]));
  console.log(
    JSON.stringify({
      bench: 'engine',
      lives_per_s: by((level) => round(level.live.perSecond)),
      cold_per_s: by((level) => round(level.cold.perSecond)),
      queued_per_s: by((level) => round(level.queued.perSecond)),
      peer_per_s: by((level) => round(level.peer.perSecond)),
      limit_per_s: by((level) => round(level.limit.perSecond)),
      ratios: by(ratiosOf),
      impossible: by(beyondLimit),
      p50_ms: by((level) => round(level.live.p50)),
      cpu_ms: by(({ live, peer, limit }) => ({
        live: live.cpu && round(live.cpu),
        peer: peer.cpu && round(peer.cpu),
        limit: limit.cpu && round(limit.cpu),
      })),
      p99_ms: by((level) => round(level.live.p99)),
      nodes_per_s: { 1: round(nodes.one), 2: round(nodes.two) },
      bytes: { log_per_life: logBytes, per_finished: sizes.finished, per_open: sizes.open },
      filled,
    }),
  );
}

/** Where so many times the peer is more than the database commits at all, in figures; null where it is not. */
function beyondLimit({ peer, limit }: Level): string | null {
  const wanted = TARGETS.peer * peer.perSecond;
  return wanted > limit.perSecond
    ? `${TARGETS.peer} x ${round(peer.perSecond)} = ${round(wanted)} is more than the limit of ${round(limit.perSecond)}`
    : null;
}

function printFilled({ open, finished, sizes, levels }: Filled): void {
  console.log(`\nwith ${open} open and ${finished} finished instances (${sizes.open} and ${sizes.finished} bytes each):`);
  for (const { inFlight, before, after } of levels) {
    console.log(
      `  ${String(inFlight).padStart(2)} in flight: ${round(after)} lives/s, ${round(before)} without: ${Math.round((100 * after) / before)} %  ${verdict(after >= TARGETS.filled * before)}`,
    );
  }
}

interface Ratios {
  of_peer: number;
  of_limit: number;
  /** The same by processor time, which other work on the machine does not change. */
  of_peer_by_cpu: number | null;
  of_limit_by_cpu: number | null;
}

const ratiosOf = ({ live, peer, limit }: Level): Ratios => ({
  of_peer: round(live.perSecond / peer.perSecond),
  of_limit: round(live.perSecond / limit.perSecond),
  of_peer_by_cpu: live.cpu && peer.cpu && round(peer.cpu / live.cpu),
  of_limit_by_cpu: live.cpu && limit.cpu && round(limit.cpu / live.cpu),
});
const verdict = (met: boolean): string => (met ? 'met' : 'missed');
const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);
