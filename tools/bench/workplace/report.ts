import { QUESTIONS, type Question, type Round } from './ask.ts';

/** Longest that one of a hundred pages may take, one caseworker at a time. */
const LIMIT_MS = 100;

export interface Figures {
  tasks: number;
  authorities: number;
  /** Milliseconds in which the migration carries over all tasks. */
  carriedOver: number;
  rounds: Round[];
}

const at = (times: number[], share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;
const cells = (each: readonly (string | number)[]): string => each.map((one) => String(one).padStart(11)).join('');

/** Prints a table for people and, as the last line, everything as one JSON object; `met` tells of one at a time. */
export function report({ tasks, authorities, carriedOver, rounds }: Figures): void {
  const questions = Object.keys(QUESTIONS) as Question[];
  const figures = rounds.map(({ inFlight, times, processor }) => ({
    inFlight,
    processor: round(processor),
    pages: Object.fromEntries(
      questions.map((question) => [
        question,
        { asked: times[question].length, p50: round(at(times[question], 0.5)), p99: round(at(times[question], 0.99)) },
      ]),
    ) as Record<Question, { asked: number; p50: number; p99: number }>,
  }));
  for (const { inFlight, pages, processor } of figures) {
    console.log(
      `\n${tasks} open tasks, ${authorities} authorities, ${inFlight} at once`.padEnd(55) +
        cells(['asked', 'p50 ms', 'p99 ms', 'limit', 'plain p50', 'plain p99']),
    );
    for (const question of questions) {
      const { asked, p50, p99 } = pages[question];
      const beside = question === 'plain' ? [] : [inFlight === 1 ? LIMIT_MS : '–', pages.plain.p50, pages.plain.p99];
      console.log(QUESTIONS[question].padEnd(54) + cells([asked, p50, p99, ...beside]));
    }
    console.log(`processor time of the workplace for each answer: ${processor} ms`);
  }
  const over = figures.flatMap(({ inFlight, pages }) =>
    inFlight === 1 ? questions.filter((question) => !(pages[question].p99 < LIMIT_MS)) : [],
  );
  console.log(`\nevery page p99 < ${LIMIT_MS} ms: ${over.length === 0 ? 'met' : `missed by ${over.join(', ')}`}`);
  console.log(`carried over by the migration in ${round(carriedOver / 1000)} s\n`);
  console.log(
    JSON.stringify({
      bench: 'workplace',
      tasks,
      authorities,
      limit: LIMIT_MS,
      met: over.length === 0,
      carriedOver: round(carriedOver),
      figures,
    }),
  );
}
