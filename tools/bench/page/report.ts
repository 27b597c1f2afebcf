import type { Delivery } from './delivery.ts';
import type { FirstView } from './first-view.ts';
import type { Rates } from './rates.ts';

export type Measurement = 'bare' | 'home' | 'start' | 'case' | 'caseUnseen';

export interface Figures {
  rates: Record<Measurement, Rates>[];
  statements: { first: number; again: number };
  views: Record<string, FirstView>;
  delivery: Delivery;
  prepared: number;
}

interface Line {
  what: string;
  measured: number;
  unit: string;
  limit: number;
  ok: boolean;
}

const LIMITS = { share: 25, statements: 5, firstView: 150_000, withoutFont: 60_000, requests: 10, script: 15_000, delivery: 1_000 };
const WORDS: Record<Measurement, string> = {
  bare: 'bare "hello" route',
  home: 'home',
  start: 'start page',
  case: 'case page',
  caseUnseen: 'case page, never asked before',
};

/** Prints the tables for people and, as the last line, everything as one JSON object. */
export function report(figures: Figures): void {
  for (const rates of figures.rates) {
    console.log(
      `\n${rates.bare.connections} connection${rates.bare.connections > 1 ? 's' : ''}`.padEnd(36) +
        ['requests/s', 'of bare', 'p50 ms', 'p99 ms', 'kB'].map((word) => word.padStart(11)).join(''),
    );
    for (const [name, each] of Object.entries(rates) as [Measurement, Rates][]) {
      const cells = [
        each.rate.toFixed(0),
        `${((100 * each.rate) / rates.bare.rate).toFixed(1)} %`,
        each.p50.toFixed(2),
        each.p99.toFixed(2),
        (each.bytes / 1000).toFixed(1),
      ];
      console.log(WORDS[name].padEnd(35) + cells.map((cell) => cell.padStart(11)).join(''));
    }
  }
  const lines = judge(figures);
  console.log(`\n${'target'.padEnd(50)}${'measured'.padStart(12)}${'limit'.padStart(14)}`);
  for (const { what, measured, unit, limit, ok } of lines) {
    console.log(
      `${what.padEnd(50)}${`${round(measured)} ${unit}`.padStart(12)}${`${what.startsWith('case page, share') ? '≥' : '≤'} ${limit} ${unit}`.padStart(14)}  ${ok ? 'met' : 'missed'}`,
    );
  }
  console.log(
    `\n${figures.prepared} cases of as many people; delivery of ${figures.delivery.cases} cases: median ${round(figures.delivery.median)} ms, p90 ${round(figures.delivery.p90)} ms`,
  );
  const targets = Object.fromEntries(
    lines.map(({ what, measured, limit, unit, ok }) => [what, { measured: round(measured), limit, unit, ok }]),
  );
  console.log(
    JSON.stringify({
      bench: 'page',
      ok: lines.every((line) => line.ok),
      targets,
      rates: figures.rates,
      statements: figures.statements,
      firstViews: figures.views,
      delivery: figures.delivery,
      preparedCases: figures.prepared,
    }),
  );
}

function judge({ rates, statements, views, delivery }: Figures): Line[] {
  const below = (what: string, measured: number, unit: string, limit: number): Line => ({
    what,
    measured,
    unit,
    limit,
    ok: measured <= limit,
  });
  // A rate is what a route can take: with one connection it is only how long one visitor waits, four processes taking turns. That share
  // stands in the table and in the JSON (`rates`) and is not judged.
  const share = rates.slice(-1).map((each): Line => {
    const measured = (100 * each.case.rate) / each.bare.rate;
    return {
      what: `case page, share of the bare rate, ${each.bare.connections} conn.`,
      measured,
      unit: '%',
      limit: LIMITS.share,
      ok: measured >= LIMITS.share,
    };
  });
  const first = Object.entries(views).flatMap(([name, view]) => [
    below(`first view of ${name}`, view.bytes / 1000, 'kB', LIMITS.firstView / 1000),
    below(`first view of ${name}, without font`, view.withoutFont / 1000, 'kB', LIMITS.withoutFont / 1000),
    below(`first view of ${name}, requests`, view.requests, '', LIMITS.requests),
    below(`first view of ${name}, scripts gzip`, view.scriptGzip / 1000, 'kB', LIMITS.script / 1000),
  ]);
  return [
    ...share,
    below('case page, SQL statements, first time', statements.first, '', LIMITS.statements),
    below('case page, SQL statements, unchanged', statements.again, '', LIMITS.statements),
    ...first,
    { ...below('submit to certificate, median', delivery.median, 'ms', LIMITS.delivery), ok: delivery.median < LIMITS.delivery },
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
