import { writeCursor } from '../../../packages/cases/src/tasks/task-cursor.ts';
import type { OfficeWorker, OpenWorkplace } from './open.ts';

/** What is asked: a page of the list, or beside it a plain indexed select of the same rows, without rights and without a page. */
export const QUESTIONS = {
  list: 'work list, first page',
  deep: 'work list, 21st page',
  last: 'work list, last page',
  mine: 'tasks one has',
  free: 'tasks nobody has',
  late: 'over the period',
  service: 'one service',
  rare: 'one service, 1 task in 2,500',
  text: 'a name, 1 task in 4',
  person: 'name and first name, 1 task in 10,000',
  reference: 'a reference',
  nothing: 'words that nothing holds',
  together: 'service, deadline, office and words',
  plain: 'plain indexed select … limit 50',
} as const;
export type Question = keyof typeof QUESTIONS;

export interface Round {
  inFlight: number;
  /** Milliseconds of each answer, sorted. */
  times: Record<Question, number[]>;
  /** Milliseconds of processor time of this process for each answer, the asking included. */
  processor: number;
}

const PATHS: Partial<Record<Question, string>> = {
  list: '/de/tasks',
  mine: '/de/tasks?view=mine',
  free: '/de/tasks?view=free',
  late: '/de/tasks?deadline=late',
  service: '/de/tasks?service=residence-certificate',
  rare: '/de/tasks?service=invented-rare',
  text: '/de/tasks?text=favre',
  person: '/de/tasks?text=zora+zeltner',
  reference: '/de/tasks?text=2027-4711',
  nothing: '/de/tasks?text=keinesfalls',
};
/** Pages that somebody has gone on by the next one before `deep` is asked. */
const DEPTH = 20;

/** Asks everything in turn for some seconds, as many at once as told; each time as another caseworker. The plain select stands between. */
export async function askRound(workplace: OpenWorkplace, { inFlight, seconds }: { inFlight: number; seconds: number }): Promise<Round> {
  const questions = Object.keys(QUESTIONS) as Question[];
  const times = Object.fromEntries(questions.map((question) => [question, [] as number[]])) as Round['times'];
  const until = performance.now() + seconds * 1000;
  const used = process.cpuUsage();
  let turn = 0;
  const asker = async (): Promise<void> => {
    while (performance.now() < until) {
      const at = turn++;
      const question = questions[at % questions.length]!;
      const worker = workplace.people[(at * 7) % workplace.people.length]!;
      const path = await pathOf(workplace, worker, question);
      const begin = performance.now();
      await (path === null ? plain(workplace, worker) : page(workplace, worker, path));
      times[question].push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, asker));
  const { user, system } = process.cpuUsage(used);
  for (const each of Object.values(times)) each.sort((a, b) => a - b);
  return { inFlight, times, processor: (user + system) / 1000 / turn };
}

async function pathOf(workplace: OpenWorkplace, worker: OfficeWorker, question: Question): Promise<string | null> {
  if (question === 'plain') return null;
  if (question === 'deep' || question === 'last') return farPath(workplace, worker, question);
  if (question === 'together')
    return `/de/tasks?text=favre&service=invented-permit&deadline=week&office=${encodeURIComponent(worker.office.slice('office:'.length))}`;
  return PATHS[question]!;
}

async function page({ app }: OpenWorkplace, { secret }: OfficeWorker, path: string): Promise<string> {
  const answer = await app.request(`http://workplace.test${path}`, { headers: { cookie: `workplace-session=${secret}` } });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('href="/de/absences"'))
    throw new Error(`expected the work list at ${path}, got ${answer.status}`);
  return text;
}

const far = new Map<string, string>();

/** Address far down the list of a caseworker; the way there is not measured. */
async function farPath(workplace: OpenWorkplace, worker: OfficeWorker, question: 'deep' | 'last'): Promise<string> {
  const kept = far.get(`${question} ${worker.office}`);
  if (kept !== undefined) return kept;
  let path = '/de/tasks';
  if (question === 'last') {
    const { rows } = await workplace.owner.query<{ due: string | null; priority: number; caseId: string; token: number }>(
      `select due_at::text as due, priority, case_id as "caseId", token_no as token from engine.user_task where group_id = $1
       order by due_at desc, priority, case_id desc offset 30 limit 1`,
      [worker.office],
    );
    path = `/de/tasks?after=${writeCursor(rows[0]!)}`;
  } else {
    for (let pages = 0; pages < DEPTH; pages++)
      path = /<a rel="next" href="([^"]+)"/.exec(await page(workplace, worker, path))?.[1]?.replaceAll('&amp;', '&') ?? path;
  }
  far.set(`${question} ${worker.office}`, path);
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
