import type { OfficeWorker, OpenWorkplace } from './open.ts';

/** What is asked: a page of the list, or beside it a plain indexed select of the same rows, without rights and without a page. */
export const QUESTIONS = ['list', 'deep', 'mine', 'late', 'service', 'text', 'plain'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Round {
  inFlight: number;
  /** Milliseconds of each answer, sorted. */
  times: Record<Question, number[]>;
}

const PATHS: Record<Exclude<Question, 'plain' | 'deep'>, string> = {
  list: '/de/tasks',
  mine: '/de/tasks?view=mine',
  late: '/de/tasks?deadline=late',
  service: '/de/tasks?service=residence-certificate',
  text: '/de/tasks?text=favre',
};
/** Pages that somebody has gone on by the next one before `deep` is asked. */
const DEPTH = 20;
/** Of ten questions: how often each is asked. A search in words is rarer than looking at the list. */
const MIX: readonly Question[] = ['list', 'list', 'list', 'list', 'deep', 'mine', 'late', 'service', 'text', 'plain', 'plain', 'plain'];

/** Asks for some seconds, as many at once as told; each time as another caseworker. */
export async function askRound(workplace: OpenWorkplace, { inFlight, seconds }: { inFlight: number; seconds: number }): Promise<Round> {
  const times = Object.fromEntries(QUESTIONS.map((question) => [question, [] as number[]])) as Round['times'];
  const until = performance.now() + seconds * 1000;
  let turn = 0;
  const asker = async (): Promise<void> => {
    while (performance.now() < until) {
      const at = turn++;
      const question = MIX[at % MIX.length]!;
      const worker = workplace.people[(at * 7) % workplace.people.length]!;
      const path = question === 'deep' ? await deepPath(workplace, worker) : question === 'plain' ? null : PATHS[question];
      const begin = performance.now();
      await (path === null ? plain(workplace, worker) : page(workplace, worker, path));
      times[question].push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, asker));
  for (const each of Object.values(times)) each.sort((a, b) => a - b);
  return { inFlight, times };
}

async function page({ app }: OpenWorkplace, { secret }: OfficeWorker, path: string): Promise<string> {
  const answer = await app.request(`http://workplace.test${path}`, { headers: { cookie: `workplace-session=${secret}` } });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('class="what"')) throw new Error(`expected the work list at ${path}, got ${answer.status}`);
  return text;
}

const deep = new Map<string, string>();

/** Address far down the list of a caseworker; the way there is not measured. */
async function deepPath(workplace: OpenWorkplace, worker: OfficeWorker): Promise<string> {
  let path = deep.get(worker.office);
  if (path === undefined) {
    path = '/de/tasks';
    for (let pages = 0; pages < DEPTH; pages++) {
      path = /<a rel="next" href="([^"]+)"/.exec(await page(workplace, worker, path))?.[1]?.replaceAll('&amp;', '&') ?? path;
    }
    deep.set(worker.office, path);
  }
  return path;
}

async function plain({ owner }: OpenWorkplace, { office }: OfficeWorker): Promise<void> {
  const { rows } = await owner.query({
    name: 'plain',
    text: 'select case_id, token_no, element, due_at from engine.user_task where group_id = $1 order by due_at, case_id limit 50',
    values: [office],
  });
  if (rows.length !== 50) throw new Error(`expected 50 rows, got ${rows.length}`);
}
