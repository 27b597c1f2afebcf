import type pg from 'pg';
import type { CasesContext } from '../types.ts';
import { localDay, plainSecret } from './scope.ts';

/** What the database says about a page that somebody kept. */
export interface Glance {
  /** The same text as when the page was made: session, person and case are unchanged, and this session may see the case. */
  stamp: string;
  /** Local date in the canton's zone, ISO. */
  today: string;
}

interface Question {
  secret: string;
  caseId: string;
  answer(stamp: string | null, at: number): void;
  fail(error: unknown): void;
}

/** Questions that wait for a place, and how many statements are on their way. */
interface Desk {
  waiting: Question[];
  asking: number;
  /** Others came along with the last question. */
  crowded: boolean;
}

/** One statement answers at most this many questions. */
const TOGETHER = 32;
/** A further statement sets out beside those on their way when this many questions wait for each of them. */
const WORTH_ANOTHER = 8;
/** Never more statements than this at the same time: the pages need connections too. */
const AT_ONCE = 4;

const desks = new WeakMap<pg.Pool, Desk>();

/**
 * Asks the database, under the rights of the session, whether a kept page of a case is still true; null when this session may not
 * see the case (any more). Questions that come while others are on their way go together in one statement, each judged
 * under its own session.
 */
export async function glance(context: CasesContext, secret: string | null, caseId: string): Promise<Glance | null> {
  const { pool, clock, catalogue } = context;
  let desk = desks.get(pool);
  if (!desk) desks.set(pool, (desk = { waiting: [], asking: 0, crowded: false }));
  const { promise, resolve, reject } = Promise.withResolvers<{ stamp: string | null; at: number }>();
  desk.waiting.push({ secret: plainSecret(secret), caseId, answer: (stamp, at) => resolve({ stamp, at }), fail: reject });
  // After what else has arrived by now: measured, twice as many questions go together. Somebody alone need not wait for others.
  if (desk.crowded || desk.asking > 0) setImmediate(ask, pool, desk);
  else ask(pool, desk);
  const { stamp, at } = await promise;
  return stamp === null
    ? null
    : { stamp, today: localDay(clock ? clock() : new Date(at).toISOString(), catalogue.authorities.canton.zone) };
}

function ask(pool: pg.Pool, desk: Desk): void {
  while (desk.waiting.length > 0 && desk.asking < AT_ONCE && desk.waiting.length >= desk.asking * WORTH_ANOTHER) {
    const questions = desk.waiting.splice(0, TOGETHER);
    desk.crowded = questions.length > 1 || desk.asking > 0;
    desk.asking++;
    void answerAll(pool, questions).finally(() => {
      desk.asking--;
      ask(pool, desk);
    });
  }
}

async function answerAll(pool: pg.Pool, questions: Question[]): Promise<void> {
  try {
    const { rows } = await pool.query<{ at: number; stamps: string }>({
      name: 'glance',
      text: 'select at, stamps from cases.glance_at_once($1, $2)',
      values: [questions.map(({ secret }) => secret).join(' '), `{${questions.map(({ caseId }) => caseId).join()}}`],
    });
    const { at, stamps } = rows[0]!;
    const lines = stamps.split('\n');
    questions.forEach((question, index) => question.answer(lines[index] || null, at));
  } catch (error) {
    for (const question of questions) question.fail(error);
  }
}
