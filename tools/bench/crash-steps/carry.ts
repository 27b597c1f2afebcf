import { ACTS, type Memory } from '../../../packages/cases/src/scenario/acts.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import type { End, Life } from './life.ts';
import type { Lives } from './lives.ts';
import { ROUNDS, type Surroundings } from './rounds.ts';

export interface Carried {
  /** Boundaries that the first life has passed. */
  passed: string[];
  /** The first life came to its end. */
  died: boolean;
}

/** What a person orders; the case must end with the outcome `issued`. */
export interface Order {
  answers: Record<string, unknown>;
  person: string;
}

const LATER_MS = 60_000;
const MOST_TRIES = 20;

/** One life after the other: when one ends, the next takes up what it left. */
class Relay {
  readonly #stage: Stage;
  readonly #lives: Lives;
  readonly #first: Life;
  life: Life;

  constructor(stage: Stage, lives: Lives, first: Life) {
    this.#stage = stage;
    this.#lives = lives;
    this.#first = first;
    this.life = first;
  }

  /** Does something with the worker there is; true when it was done, false when the worker ended before. */
  async go(work: () => Promise<unknown>): Promise<boolean> {
    const done = await Promise.race([work().then(() => true), this.life.ended.then(() => false)]);
    if (done) return true;
    this.life = await this.#lives.begin(null);
    // What the ended one held is free again.
    this.#stage.moveTo(new Date(Date.parse(this.#stage.now()) + LATER_MS).toISOString());
    return false;
  }

  get carried(): Carried {
    return { passed: this.#first.passed, died: this.#first.dead };
  }
}

/** One case from its submission to its end. */
export async function carryCase(
  stage: Stage,
  lives: Lives,
  end: End | null,
  { answers, person }: Order,
): Promise<Carried & { reference: string }> {
  const relay = new Relay(stage, lives, await lives.begin(end));
  const memory: Memory = { reference: null, applicant: null, draftId: null, refused: null, eligibility: null, language: 'de' };
  const go = async (work: () => Promise<unknown>): Promise<void> => {
    if (!(await relay.go(work))) await stage.settle();
  };
  const before = await references(stage);
  await go(() => ACTS.submit!(stage, memory, { as: person, answers }));
  // The worker may have ended while the person waited for it: what was sent is there all the same.
  while (memory.reference === null) {
    const sent = (await references(stage)).find((each) => !before.includes(each));
    if (sent === undefined) await go(() => ACTS.submit!(stage, memory, { as: person, answers }));
    else memory.reference = sent;
  }
  await go(() => stage.settle());
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    await ACTS.pay!(stage, memory, { outcome: 'settled' });
    // First as things go, then as they go when something is asked again after a while.
    await go(() => (tries === 0 ? stage.settle() : ACTS.wait!(stage, memory, { period: '10 minutes' })));
    if (await isClosed(stage, memory.reference)) break;
  }
  return { reference: memory.reference, ...relay.carried };
}

/** What is done with closed cases, all there are together: the rounds one after the other until nothing is left of them. */
export async function carryRecords(stage: Stage, lives: Lives, end: End | null, around: Surroundings): Promise<Carried> {
  const relay = new Relay(stage, lives, await lives.begin(end));
  for (let tries = 0; tries < MOST_TRIES && (await references(stage)).length > 0; tries += 1) {
    for (const round of ROUNDS) await relay.go(() => round(stage, relay.life, around));
    stage.moveTo(new Date(Date.parse(stage.now()) + LATER_MS * 2 ** Math.min(tries, 6)).toISOString());
  }
  // A life that ended in the very last round left it half done.
  for (const round of ROUNDS) await relay.go(() => round(stage, relay.life, around));
  return relay.carried;
}

async function references(stage: Stage): Promise<string[]> {
  return (await stage.owner.query<{ reference: string }>('select reference from cases.cases')).rows.map(({ reference }) => reference);
}

async function isClosed(stage: Stage, reference: string): Promise<boolean> {
  const { rows } = await stage.owner.query('select 1 from cases.cases where reference = $1 and closed_at is not null', [reference]);
  return rows.length > 0;
}
