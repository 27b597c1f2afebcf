import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import { ACTS, type Memory } from '../../../packages/cases/src/scenario/acts.ts';
import { Random } from '../../../packages/engine/test/simulate/random.ts';
import { removeUnneeded } from '../../../apps/worker/src/file-duties.ts';
import type { FileStore } from '../../../packages/files/src/index.ts';
import { INVARIANTS } from './invariants.ts';
import type { End } from './life.ts';
import { Lives } from './lives.ts';
import { ROUNDS } from './rounds.ts';

export interface CrashOptions {
  stage: Stage;
  /** Address of the database under the role of the machine. */
  url: string;
  points: number;
  seed: number;
  /** What the person writes; the case must end with the outcome `issued`. */
  answers: Record<string, unknown>;
  person: string;
  log?: (line: string) => void;
}

export interface CrashResult {
  /** Cases whose worker ended at a boundary, by the name of the boundary. */
  killed: Record<string, number>;
  /** Boundaries of one whole case. */
  boundaries: number;
  /** Contents without a row after everything, and how many the clean-up took. */
  loose: number;
  cleaned: number;
  /** Mails that left twice. */
  doubledMails: number;
  faults: string[];
}

/** Ends far apart: half of the points at effects (seal, content, mail, payment), half anywhere. */
function endsOf(passed: string[], points: number, random: Random): End[] {
  const nth = (index: number): End => ({
    at: passed[index]!,
    nth: passed.slice(0, index + 1).filter((each) => each === passed[index]).length,
  });
  const effects = [...new Set(passed)].filter((each) => !each.endsWith('statement'));
  return Array.from({ length: points }, (_, point) => {
    if (point % 2 === 1) return nth(random.below(passed.length));
    const name = effects[(point / 2) % effects.length]!;
    const places = passed.flatMap((each, index) => (each === name ? [index] : []));
    return nth(places[random.below(places.length)]!);
  });
}

/** Carries cases to their end, each with a worker that ends somewhere on the way and another that goes on, and judges all of them. */
export async function runCrashSteps({ stage, url, points, seed, answers, person, log = () => {} }: CrashOptions): Promise<CrashResult> {
  const lives = new Lives(stage, url);
  const random = new Random(seed);
  const faults: string[] = [];
  const killed: Record<string, number> = {};
  const first = await carry(stage, lives, null, { answers, person });
  const { passed } = first;
  faults.push(...(await judge(stage, first.reference, 'without an end')));
  for (const [index, end] of endsOf(passed, points, random).entries()) {
    const { reference, died } = await carry(stage, lives, end, { answers, person });
    if (died) killed[end.at] = (killed[end.at] ?? 0) + 1;
    faults.push(...(await judge(stage, reference, `${end.at} (${end.nth})`)));
    if (index % 25 === 24) log(`${index + 1} of ${points}, ${faults.length} faults`);
  }
  await lives.begin(null);
  const store = stage.world.files as FileStore;
  const cleaned = await removeUnneeded({ pool: stage.worker.pool, store, scanner: null, log: stage.worker.log }, -1);
  const loose = await looseContents(stage, store);
  await lives.end();
  const mails = stage.mail.sent.map((mail) => (mail as { messageId?: string }).messageId ?? '');
  return { killed, boundaries: passed.length, loose, cleaned, doubledMails: mails.length - new Set(mails).size, faults };
}

interface Carried {
  reference: string;
  passed: string[];
  died: boolean;
}

/** One case from its submission to its end. */
async function carry(
  stage: Stage,
  lives: Lives,
  end: End | null,
  { answers, person }: Pick<CrashOptions, 'answers' | 'person'>,
): Promise<Carried> {
  let life = await lives.begin(end);
  const [mortal] = [life];
  const memory: Memory = { reference: null, applicant: null, draftId: null, refused: null, eligibility: null, language: 'de' };
  /** Does something with the worker there is; when it ends, another one takes up what it left. */
  const go = async (work: () => Promise<unknown>): Promise<void> => {
    const done = await Promise.race([work().then(() => true), life.ended.then(() => false)]);
    if (done) return;
    life = await lives.begin(null);
    // What it held is free again.
    stage.moveTo(new Date(Date.parse(stage.now()) + 60_000).toISOString());
    await stage.settle();
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
  for (let tries = 0; tries < 20; tries += 1) {
    await ACTS.pay!(stage, memory, { outcome: 'settled' });
    // First as things go, then as they go when something is asked again after a while.
    await go(() => (tries === 0 ? stage.settle() : ACTS.wait!(stage, memory, { period: '10 minutes' })));
    for (const round of ROUNDS) await go(() => round(stage, life));
    if (await isClosed(stage, memory.reference)) break;
  }
  return { reference: memory.reference, passed: mortal!.passed, died: mortal!.dead };
}

async function references(stage: Stage): Promise<string[]> {
  return (await stage.owner.query<{ reference: string }>('select reference from cases.cases')).rows.map(({ reference }) => reference);
}

async function isClosed(stage: Stage, reference: string): Promise<boolean> {
  const { rows } = await stage.owner.query('select 1 from cases.cases where reference = $1 and closed_at is not null', [reference]);
  return rows.length > 0;
}

async function judge(stage: Stage, reference: string, where: string): Promise<string[]> {
  const found = await Promise.all(INVARIANTS.map((invariant) => invariant(stage, { reference })));
  return found.flat().map((fault) => `ended ${where}: ${fault}`);
}

/** Contents in the store that no row names. */
async function looseContents(stage: Stage, store: FileStore): Promise<number> {
  const { rows } = await stage.owner.query<{ hash: string }>(
    'select content_hash as hash from cases.contents union select content_hash from cases.files',
  );
  const known = new Set(rows.map(({ hash }) => hash));
  let loose = 0;
  for await (const hash of store.older(-1)) if (!known.has(hash)) loose += 1;
  return loose;
}
