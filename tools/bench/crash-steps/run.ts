import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import type { FileStore } from '../../../packages/files/src/index.ts';
import { Random } from '../../../packages/engine/test/simulate/random.ts';
import { closedCases, judgeArchived } from './archived.ts';
import { carryCase, carryRecords, type Order } from './carry.ts';
import { endsOf } from './ends.ts';
import { INVARIANTS } from './invariants.ts';
import { Lives } from './lives.ts';
import type { Surroundings } from './rounds.ts';

export interface CrashOptions extends Order {
  stage: Stage;
  /** Address of the database under the role of the machine. */
  url: string;
  around: Surroundings;
  points: number;
  seed: number;
  /** Points before this one are left out: goes on with a run of the same seed that was cut off. */
  from?: number;
  log?: (line: string) => void;
}

export interface CrashResult {
  /** Lives that ended at a boundary, by the name of the boundary. */
  killed: Record<string, number>;
  /** Boundaries of one whole case, and of one whole way from its end to its destruction. */
  boundaries: { case: number; records: number };
  /** Cases that were ordered, packages that the archive got. */
  cases: number;
  packages: number;
  /** Tries to destroy a case before the archive had answered. */
  early: number;
  /** Contents without a row after everything. */
  loose: number;
  /** Mails that left twice. */
  doubledMails: number;
  faults: string[];
}

/** Every so many points the worker ends on the way to the archive, with all cases that closed since the last time. */
const RECORDS_EVERY = 4;
const TOLD_EVERY = 10;

/** Carries cases to their end and to the archive, each with a worker that ends somewhere on the way and another that goes on, and judges all of them. */
export async function runCrashSteps(options: CrashOptions): Promise<CrashResult> {
  const { stage, url, around, points, seed, from = 1, log = () => {} } = options;
  const lives = new Lives(stage, url);
  const random = new Random(seed);
  const result: CrashResult = {
    killed: {},
    boundaries: { case: 0, records: 0 },
    cases: 1,
    packages: 1,
    early: 0,
    loose: 0,
    doubledMails: 0,
    faults: [],
  };
  const whole = await carryCase(stage, lives, null, options);
  result.faults.push(...(await judge(stage, whole.reference, 'without an end')));
  const archived = await toArchive(stage, lives, null, around, 'without an end');
  result.faults.push(...archived.faults);
  result.boundaries = { case: whole.passed.length, records: archived.passed.length };
  const forRecords = Math.floor(points / RECORDS_EVERY);
  const ends = { case: endsOf(whole.passed, points - forRecords, random), records: endsOf(archived.passed, forRecords, random) };
  for (let point = 1; point <= points; point += 1) {
    const records = point % RECORDS_EVERY === 0;
    const end = records ? ends.records[point / RECORDS_EVERY - 1]! : ends.case[point - Math.floor(point / RECORDS_EVERY) - 1]!;
    if (point < from) continue;
    const where = `point ${point}, ended ${end.at} (${end.nth})`;
    const done = records ? await toArchive(stage, lives, end, around, where) : await toEnd(options, lives, end, where);
    result.faults.push(...done.faults);
    if (done.died) result.killed[end.at] = (result.killed[end.at] ?? 0) + 1;
    if (records) result.packages += 1;
    else result.cases += 1;
    if (point % TOLD_EVERY === 0 || done.faults.length > 0) log(`${point} of ${points}, ${result.faults.length} faults`);
  }
  if ((await closedCases(stage)).length > 0) {
    result.faults.push(...(await toArchive(stage, lives, null, around, 'at the end')).faults);
    result.packages += 1;
  }
  await lives.end();
  const mails = stage.mail.sent.map((mail) => (mail as { messageId?: string }).messageId ?? '');
  return { ...result, early: around.early.count, loose: await looseContents(stage), doubledMails: mails.length - new Set(mails).size };
}

interface Done {
  passed: string[];
  died: boolean;
  faults: string[];
}

async function toEnd(options: CrashOptions, lives: Lives, end: Parameters<typeof carryCase>[2], where: string): Promise<Done> {
  const { reference, ...carried } = await carryCase(options.stage, lives, end, options);
  return { ...carried, faults: await judge(options.stage, reference, where) };
}

async function toArchive(
  stage: Stage,
  lives: Lives,
  end: Parameters<typeof carryRecords>[2],
  around: Surroundings,
  where: string,
): Promise<Done> {
  const cases = await closedCases(stage);
  const carried = await carryRecords(stage, lives, end, around);
  return { ...carried, faults: (await judgeArchived(stage, around.folder, cases)).map((fault) => `${where}: ${fault}`) };
}

async function judge(stage: Stage, reference: string, where: string): Promise<string[]> {
  const found = await Promise.all(INVARIANTS.map((invariant) => invariant(stage, { reference })));
  return found.flat().map((fault) => `${where}: ${fault}`);
}

/** Contents in the store that no row names: after the last clean-up there are none. */
async function looseContents(stage: Stage): Promise<number> {
  const { rows } = await stage.owner.query<{ hash: string }>(
    'select content_hash as hash from cases.contents union select content_hash from cases.files',
  );
  const known = new Set(rows.map(({ hash }) => hash));
  let loose = 0;
  for await (const hash of (stage.world.files as FileStore).older(-1)) if (!known.has(hash)) loose += 1;
  return loose;
}
