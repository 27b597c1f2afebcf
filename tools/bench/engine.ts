// npm run bench -- engine [--seconds 2] [--rounds 7] [--full [--open 1000000] [--finished 5000000]]: full lives of an order per second beside
// bpmn-engine and beside bare commits, all on one durable server. A figure beyond its target is printed as such and ends with 0.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createDatabase } from '../testing/database.ts';
import { DURABLE, startServer } from '../testing/server.ts';
import { processorClock, type Clock } from './engine/cpu.ts';
import { fillDatabase, type Filled } from './engine/fill.ts';
import { fly, type Flight } from './engine/flight.ts';
import { openLimit } from './engine/limit.ts';
import { openOrders, type OrderHost } from './engine/lives.ts';
import { openPeer } from './engine/peer.ts';
import { ratesOfNodes } from './engine/nodes.ts';
import { report, type Level, type Nodes, type Run } from './engine/report.ts';
import { bytesOfLog, bytesPerInstance } from './engine/size.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '7' },
    full: { type: 'boolean', default: false },
    open: { type: 'string', default: '1000000' },
    finished: { type: 'string', default: '5000000' },
  },
});
const seconds = Number(options.seconds);
const IN_FLIGHT = [1, 8, 16];
/** Started with the job leased, job done, task done: what a life alone commits, and bpmn-engine too. */
const COMMITS = 3;
/**
 * Each of those measured runs for so long before: a node runs for months. Its processor time of a life with one in flight is 0.52 ms in the
 * five seconds after three of warming, 0.34 to 0.40 later.
 */
const WARM_SECONDS = 10;
/** What nodes beside each other are measured for, each a process that warms up anew. */
const NODES = { rounds: 3, seconds: 4 };
const say = (text: string): void => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);

process.env.TEST_DATABASE_URL = process.env.BENCH_DATABASE_URL ?? (await startServer(DURABLE)).url;
const database = await createDatabase({ schema: 'engine' });
const pool = new pg.Pool({ connectionString: database.url, max: 16 });
const enginePool = new pg.Pool({ connectionString: database.url, max: 16 });
try {
  await assertDurable(pool);
  const orders = await openOrders(enginePool, 'order.price', { sender: pool });
  // A node that keeps nothing reads every instance: as when the steps of a life are done by different nodes, or days apart.
  const cold = await openOrders(enginePool, 'order.price-cold', { keep: 0 });
  const live = (no: number): Promise<void> => orders.live(no);
  say('measures bytes');
  const logBytes = await bytesOfLog(pool, orders);
  const sizes = await bytesPerInstance(pool, orders);
  const clock = await processorClock(pool);
  const peer = await openPeer(pool);
  const limit = await openLimit(pool, logBytes, COMMITS);
  const levels = await measure({ live, cold: (no) => cold.live(no), queued: (no) => orders.liveQueued(no), peer, limit }, clock);
  const nodes = await measureNodes();
  const filled = options.full ? await measureFilled(orders) : null;
  report({ levels, nodes, logBytes, sizes, commits: COMMITS, filled });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await Promise.all([pool.end(), enginePool.end()]);
  await database.drop();
}

type Runs = Record<Run, (no: number) => Promise<void>>;

/**
 * All in turn, round after round, so that whatever else the machine does touches each alike; the median round counts. Many short ones: what
 * a shared machine gives changes within seconds.
 */
async function measure(runs: Runs, clock: Clock): Promise<Level[]> {
  const levels: Level[] = [];
  // Compiled code is not what the first level is to measure more of than the others.
  for (const [name, run] of Object.entries(runs)) {
    say(`warms up ${name}`);
    await fly(16, WARM_SECONDS, run);
  }
  for (const inFlight of IN_FLIGHT) {
    const found: Record<string, Flight[]> = {};
    for (let round = 0; round < Number(options.rounds); round += 1) {
      for (const [name, run] of Object.entries(runs)) {
        say(`${inFlight} in flight, round ${round + 1}, ${name}`);
        await fly(inFlight, round === 0 ? 1 : 0.3, run);
        (found[name] ??= []).push(await fly(inFlight, seconds, run, clock));
      }
    }
    const middle = (name: string): Flight =>
      [...found[name]!].sort((one, other) => one.perSecond - other.perSecond)[found[name]!.length >> 1]!;
    const flights = Object.fromEntries(Object.keys(runs).map((name) => [name, middle(name)])) as Record<Run, Flight>;
    levels.push({ inFlight, ...flights });
  }
  return levels;
}

/** A database with many instances and one with few, in turn: of two that differ by little, twice as many turns, and each is first as often. */
async function measureFilled(few: OrderHost): Promise<Filled> {
  const [open, finished] = [Number(options.open), Number(options.finished)];
  const large = await createDatabase({ schema: 'engine' });
  const largePool = new pg.Pool({ connectionString: large.url, max: 16 });
  // Not the engine's own, whose connections wait for a lock no longer than a step may: vacuum waits for others.
  const fillPool = new pg.Pool({ connectionString: large.url, max: 1 });
  try {
    const many = await openOrders(largePool);
    say(`loads ${open} open and ${finished} finished instances`);
    const sizes = await fillDatabase(fillPool, many, { open, finished, say });
    const levels: Filled['levels'] = [];
    for (const inFlight of IN_FLIGHT) {
      const found: Record<'before' | 'after', number[]> = { before: [], after: [] };
      say(`${inFlight} in flight, few and many instances`);
      const both = [['before', few] as const, ['after', many] as const];
      for (const [, orders] of both) await fly(inFlight, 2, (no) => orders.live(no));
      for (let round = 0; round < 2 * Number(options.rounds); round += 1) {
        for (const [name, orders] of round % 2 === 0 ? both : both.toReversed()) {
          await fly(inFlight, 0.2, (no) => orders.live(no));
          found[name].push((await fly(inFlight, seconds / 2, (no) => orders.live(no))).perSecond);
        }
      }
      levels.push({ inFlight, before: median(found.before), after: median(found.after) });
    }
    return { open, finished, sizes, levels };
  } finally {
    await Promise.all([largePool.end(), fillPool.end()]);
    await large.drop();
  }
}

/** One node and two, each a process with 16 lives in flight. */
async function measureNodes(): Promise<Nodes> {
  const [one, two]: number[][] = [[], []];
  for (let round = 0; round < NODES.rounds; round += 1) {
    for (const [count, found] of [[1, one!] as const, [2, two!] as const]) {
      say(`${count} node${count > 1 ? 's' : ''}, round ${round + 1}`);
      found.push((await ratesOfNodes(database.url, count, 16, NODES.seconds)).reduce((sum, rate) => sum + rate));
    }
  }
  return { one: median(one!), two: median(two!) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1]!;
}

async function assertDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const off = rows.filter((row) => row.setting === 'off');
  if (off.length > 0) throw new Error(`expected a durable server, got ${off.map((row) => `${row.name} = off`).join(', ')}`);
}
