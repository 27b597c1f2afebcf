import { QUESTIONS, type Question, type Round } from './ask.ts';

const LIMIT_MS = 100;
const WORDS: Record<Question, string> = {
  list: 'work list, whole page',
  deep: 'work list, 21st page',
  mine: 'tasks one has',
  late: 'over the period',
  service: 'one service',
  text: 'words in person, task, reference',
  plain: 'plain indexed select … limit 50',
};

export interface Figures {
  tasks: number;
  authorities: number;
  rounds: Round[];
}

const at = (times: number[], share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Prints a table for people and, as the last line, everything as one JSON object. */
export function report({ tasks, authorities, rounds }: Figures): void {
  const figures = rounds.map(({ inFlight, times }) => ({
    inFlight,
    ...Object.fromEntries(
      QUESTIONS.map((question) => [
        question,
        { asked: times[question].length, p50: round(at(times[question], 0.5)), p99: round(at(times[question], 0.99)) },
      ]),
    ),
  })) as ({ inFlight: number } & Record<Question, { asked: number; p50: number; p99: number }>)[];
  for (const figure of figures) {
    console.log(
      `\n${tasks} open tasks, ${authorities} authorities, ${figure.inFlight} at once`.padEnd(60) +
        ['asked', 'p50 ms', 'p99 ms'].map((word) => word.padStart(10)).join(''),
    );
    for (const question of QUESTIONS) {
      const { asked, p50, p99 } = figure[question];
      console.log(WORDS[question].padEnd(59) + [asked, p50, p99].map((each) => String(each).padStart(10)).join(''));
    }
  }
  const met = figures.every((figure) => figure.list.p99 < LIMIT_MS && figure.deep.p99 < LIMIT_MS);
  console.log(`\nwork list, p99 < ${LIMIT_MS} ms at every place of the list: ${met ? 'met' : 'missed'}\n`);
  console.log(JSON.stringify({ bench: 'workplace', tasks, authorities, limit: LIMIT_MS, met, figures }));
}
