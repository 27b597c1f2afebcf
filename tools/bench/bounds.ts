// npm run bench -- bounds [--seconds 20] [--rounds 5] [--rate 25]: ordinary instances on one node, with and without attackers on the same
// node. Windows with and without attackers alternate in one run, so that whatever else the machine does touches both alike. A first window with
// attackers is told apart: the runtime compiles what is used for the first time then.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createEngine } from '../../packages/engine/src/index.ts';
import { plainHost } from '../../packages/engine/test/kit.ts';
import { createDatabase } from '../testing/database.ts';
import { attackFor, deployAttacks } from './bounds/attackers.ts';
import { longer, NONE, probeProcessor, type Block } from './bounds/block.ts';
import { ordinaryLives, type Life, type Lives } from './bounds/lives.ts';
import { percentile } from './bounds/percentile.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '25' },
  },
});
const [seconds, rounds, rate] = [Number(options.seconds), Number(options.rounds), Number(options.rate)];
const say = (text: string): void => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);

const database = await createDatabase({ schema: 'engine' });
// Connections are kept, as the worker keeps those of its engine.
const pool = new pg.Pool({ connectionString: database.url, max: 16, idleTimeoutMillis: 0 });
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
  const fresh: Life[] = [];
  const quiet: Life[] = [];
  const attacked: Life[] = [];
  const blocks = { fresh: NONE, quiet: NONE, attacked: NONE };
  say(`first round, with ${attacks.length} attackers on a node that has just begun`);
  blocks.fresh = await window(lives, fresh, () => attackFor(attacks, seconds));
  await rest();
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}, without attackers`);
    blocks.quiet = longer(blocks.quiet, await window(lives, quiet, async () => {}));
    say(`round ${round + 1} of ${rounds}, with ${attacks.length} attackers`);
    blocks.attacked = longer(blocks.attacked, await window(lives, attacked, () => attackFor(attacks, seconds)));
    await rest();
  }
  const stopped = await stoppedBy(pool);
  const wall = (lives: Life[], share: number): number =>
    percentile(
      lives.map((life) => life.wall),
      share,
    );
  const cpu = (lives: Life[], share: number): number =>
    percentile(
      lives.map((life) => life.cpu),
      share,
    );
  const ratio = (of: typeof wall, share: number): number => round1(of(attacked, share) / of(quiet, share));
  const row = (name: string, lives: Life[], block: Block): string =>
    `${name.padEnd(18)} ${String(lives.length).padStart(6)} ${[0.5, 0.9, 0.99].map((at) => wall(lives, at).toFixed(1).padStart(8)).join('')} ${block.wall.toFixed(0).padStart(13)} ${block.cpu.toFixed(0).padStart(16)}`;
  console.log(`ordinary instances     n   p50 ms  p90 ms  p99 ms  longest block  of it processor`);
  console.log(row('node just begun', fresh, blocks.fresh));
  console.log(row('without attackers', quiet, blocks.quiet));
  console.log(row('with attackers', attacked, blocks.attacked));
  console.log(`attackers stopped: ${stopped.map(({ code, cases }) => `${code} ${cases}`).join(', ')}`);
  console.log(
    JSON.stringify({
      lives: quiet.length + attacked.length,
      attackers: attacks.length * (rounds + 1),
      p99_quiet_ms: round1(wall(quiet, 0.99)),
      p99_attacked_ms: round1(wall(attacked, 0.99)),
      p99_ratio: ratio(wall, 0.99),
      p99_fresh_ms: round1(wall(fresh, 0.99)),
      p50_ratio: ratio(wall, 0.5),
      p90_ratio: ratio(wall, 0.9),
      p99_quiet_processor_ms: round1(cpu(quiet, 0.99)),
      p99_attacked_processor_ms: round1(cpu(attacked, 0.99)),
      p99_processor_ratio: ratio(cpu, 0.99),
      longest_block_ms: Math.round(Math.max(blocks.attacked.wall, blocks.fresh.wall)),
      longest_block_quiet_ms: Math.round(blocks.quiet.wall),
      longest_block_processor_ms: Math.round(Math.max(blocks.attacked.cpu, blocks.fresh.cpu)),
      longest_block_quiet_processor_ms: Math.round(blocks.quiet.cpu),
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

/** Ordinary lives for some seconds while something else goes on. @returns the longest block of the event loop. */
async function window(lives: Lives, into: Life[], meanwhile: () => Promise<void>): Promise<Block> {
  const probe = probeProcessor();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [times] = await Promise.all([lives.fly(seconds, rate), meanwhile()]);
  delay.disable();
  into.push(...times);
  // The monitor's own timer counts as delay.
  return { wall: delay.max / 1e6 - 5, cpu: probe.longest() };
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
