// npm run bench -- bounds [--seconds 20] [--rounds 3] [--rate 25]: ordinary instances on one node, with and without attackers on the same
// node. Windows with and without attackers alternate in one run, so that whatever else the machine does touches both alike.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createEngine } from '../../packages/engine/src/index.ts';
import { plainHost } from '../../packages/engine/test/kit.ts';
import { createDatabase } from '../testing/database.ts';
import { attackFor, deployAttacks } from './bounds/attackers.ts';
import { ordinaryLives, type Lives } from './bounds/lives.ts';
import { percentile } from './bounds/percentile.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '25' },
  },
});
const [seconds, rounds, rate] = [Number(options.seconds), Number(options.rounds), Number(options.rate)];
const say = (text: string): void => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);

const database = await createDatabase({ schema: 'engine' });
const pool = new pg.Pool({ connectionString: database.url, max: 16 });
const engine = createEngine({ pool, host: plainHost() });
const state = { running: true };
/** As the worker does: executes what is due, looks again soon. */
const node = (async () => {
  while (state.running) if ((await engine.drain()) === 0) await pause(2);
})();

try {
  const attacks = await deployAttacks(engine, pool);
  const lives = await ordinaryLives(engine);
  await lives.fly(3, rate);
  const quiet: number[] = [];
  const attacked: number[] = [];
  const blocks = { quiet: 0, attacked: 0 };
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}, without attackers`);
    blocks.quiet = Math.max(blocks.quiet, await window(lives, quiet, async () => {}));
    say(`round ${round + 1} of ${rounds}, with ${attacks.length} attackers`);
    blocks.attacked = Math.max(blocks.attacked, await window(lives, attacked, () => attackFor(attacks, seconds)));
    await rest();
  }
  const stopped = await stoppedBy(pool);
  const p99 = { quiet: percentile(quiet, 0.99), attacked: percentile(attacked, 0.99) };
  const row = (name: string, times: number[], block: number): string =>
    `${name.padEnd(18)} ${String(times.length).padStart(6)} ${[0.5, 0.9, 0.99].map((at) => percentile(times, at).toFixed(1).padStart(8)).join('')} ${block.toFixed(0).padStart(12)}`;
  console.log(`ordinary instances     n    p50 ms  p90 ms  p99 ms  longest block ms`);
  console.log(row('without attackers', quiet, blocks.quiet));
  console.log(row('with attackers', attacked, blocks.attacked));
  console.log(`attackers stopped: ${stopped.map(({ code, cases }) => `${code} ${cases}`).join(', ')}`);
  console.log(
    JSON.stringify({
      lives: quiet.length + attacked.length,
      attackers: attacks.length * rounds,
      p99_quiet_ms: round1(p99.quiet),
      p99_attacked_ms: round1(p99.attacked),
      p99_ratio: round1(p99.attacked / p99.quiet),
      longest_block_ms: Math.round(blocks.attacked),
      longest_block_quiet_ms: Math.round(blocks.quiet),
      still_running: await stillRunning(pool),
      targets: { p99_ratio: 2, longest_block_ms: 250 },
    }),
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  state.running = false;
  await node.catch(() => {});
  await pool.end();
  await database.drop();
}

/** Ordinary lives for some seconds while something else goes on. @returns the longest block of the event loop in milliseconds. */
async function window(lives: Lives, into: number[], meanwhile: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [times] = await Promise.all([lives.fly(seconds, rate), meanwhile()]);
  delay.disable();
  into.push(...times);
  // The monitor's own timer counts as delay.
  return delay.max / 1e6 - 5;
}

/** Lets what attackers left in the queue come to its end, so that it does not fall into the next window. */
async function rest(): Promise<void> {
  const quietSince = async (): Promise<boolean> => {
    const { rows } = await pool.query('select count(*)::integer as due from engine.work');
    return (rows[0] as { due: number }).due === 0;
  };
  for (let turn = 0; turn < 600 && !(await quietSince()); turn += 1) await pause(100);
}

async function stoppedBy(client: pg.Pool): Promise<{ code: string; cases: number }[]> {
  const { rows } = await client.query(
    'select code, count(distinct case_id)::integer as cases from engine.incident group by code order by code',
  );
  return rows as { code: string; cases: number }[];
}

/** Attackers that are neither over nor stopped by an incident. */
async function stillRunning(client: pg.Pool): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::integer as cases from engine.instance i where state = 'active' and not exists (select 1 from engine.incident x where x.case_id = i.case_id)`,
  );
  return (rows[0] as { cases: number }).cases;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
