import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createEngine, migrate } from '../../../packages/engine/src/index.ts';
import { Random } from '../../../packages/engine/test/simulate/random.ts';
import { audit, LONGEST_PICKUP, type Audit } from './audit.ts';
import { prepareBook } from './book.ts';
import { Client } from './client.ts';
import { doFaults, type Plan } from './faults.ts';
import { Fleet } from './fleet.ts';
import { Load } from './lives.ts';
import { host, models } from './model.ts';
import { Outside } from './outside.ts';
import type { Cut } from './proxy.ts';
import { DurableServer } from './server.ts';

const SQL = new URL('../../../packages/engine/sql/', import.meta.url);

export interface DurabilityOptions {
  seed: number;
  plan: Plan;
  nodes: number;
  /** Cases that begin in a second. */
  perSecond: number;
  /** Seconds after which a job that was picked up is late; more than usual where the machine does other work. */
  longestPickup?: number;
  log: (line: string) => void;
}

/** What happened, and what was found wrong. */
export interface DurabilityResult extends Audit {
  lives: number;
  open: number;
  messages: number;
  acknowledged: number;
  duplicates: number;
  retries: number;
  kills: number;
  /** Fast shutdowns that had to be pressed on. */
  pressed: number;
  freezes: number;
  cuts: Record<Cut, number>;
  /** Looks at the open cases while faults happened, in each of which all had an owner. */
  looks: number;
  /** Nodes that ended without our doing. */
  accidents: string[];
  /** Seconds from the last fault to the end of the last case. */
  drained: number;
}

/** Keeps nodes busy, does all faults of the plan, lets the cases end and compares all books. Its processes are its own and end with it. */
export async function runDurability(options: DurabilityOptions): Promise<DurabilityResult> {
  const { seed, plan, log, longestPickup = LONGEST_PICKUP } = options;
  const random = new Random(seed);
  const server = await DurableServer.start();
  const outside = await Outside.open(refusals(new Random(seed + 1)), () => random.below(30));
  const definitions = await prepare(server);
  const fleet = await Fleet.start(options.nodes, server, outside.url);
  const client = new Client(fleet, new Random(seed + 2));
  const load = new Load(client, new Random(seed + 3), definitions);
  try {
    while (fleet.ready().length < options.nodes) await pause(20);
    const watch = new Watch(server, load);
    load.start(options.perSecond);
    await doFaults(plan, { random: new Random(seed + 4), server, fleet, outside, log });
    const begun = performance.now();
    log('faults are over');
    await load.stop();
    await untilEnded(server, load);
    const drained = (performance.now() - begun) / 1000;
    client.stopped = true;
    await watch.stop();
    const found = await audit(server, { client, load, outside, killed: fleet.killed, frozen: fleet.frozen, longestPickup });
    const cuts = { answer: 0, racing: 0, commit: 0 };
    for (const { proxy } of fleet.places) for (const cut of Object.keys(cuts) as Cut[]) cuts[cut] += proxy.cuts[cut];
    return {
      ...found,
      unowned: [...watch.unowned, ...found.unowned],
      lives: load.lives.length,
      open: load.stays.length,
      messages: client.published.size,
      acknowledged: [...client.ledger.values()].filter((entry) => entry.acknowledged).length,
      duplicates: client.duplicates,
      retries: client.retries,
      kills: fleet.killed.length,
      pressed: server.pressed,
      freezes: fleet.frozen.length,
      cuts,
      looks: watch.looks,
      accidents: fleet.accidents,
      drained,
    };
  } finally {
    client.stopped = true;
    await fleet.close();
    await outside.close();
    await server.stop();
  }
}

/** One in twelve jobs fails once, one in forty for good until an operator repairs it. */
function refusals(random: Random): (call: { key: string }, before: number) => 'again' | 'for good' | null {
  return (_call, before) => (before > 0 ? null : random.chance(0.08) ? 'again' : random.chance(0.025) ? 'for good' : null);
}

async function prepare(server: DurableServer): Promise<Record<string, string>> {
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  try {
    await migrate(pool, new URL(SQL), 'engine');
    await prepareBook(server);
    const engine = createEngine({ pool, host, zone: 'UTC' });
    const definitions: Record<string, string> = {};
    for (const model of models) {
      const calls = { ...definitions };
      ({ definitionId: definitions[model.processId] } = await engine.deploy({ ...model, calls }));
    }
    await engine.openStarts(pool, definitions['visit']!);
    return definitions;
  } finally {
    await pool.end();
  }
}

/** Looks at the lists as people and operators do, and at every moment asks who will go on with each open case. */
class Watch {
  readonly unowned: string[] = [];
  looks = 0;
  #stopped = false;
  readonly #loop: Promise<void>;

  constructor(server: DurableServer, load: Load) {
    const given = new Set<string>();
    this.#loop = (async () => {
      while (!this.#stopped) {
        await pause(200);
        await this.#look(server, load, given).catch(() => {});
      }
    })();
  }

  async #look(server: DurableServer, load: Load, given: Set<string>): Promise<void> {
    const { rows } = await server.query(
      `select case_id as "caseId", token_no as token, 'task' as what, '' as visit from engine.user_task where element = 'check'
       union all select case_id, token_no, 'incident', token_no || ' ' || created_at from engine.incident`,
    );
    for (const row of rows as { caseId: string; token: number; what: 'task' | 'incident'; visit: string }[]) {
      const key = `${row.caseId} ${row.token} ${row.what} ${row.visit}`;
      if (given.has(key)) continue;
      given.add(key);
      void load.answer(row).catch(() => {});
    }
    const { rows: unowned } = await server.query('select * from engine.unowned_tokens()');
    this.looks += 1;
    this.unowned.push(...unowned.map((row) => JSON.stringify(row)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }
}

/** A minute in which nothing ends is a failure that the audit will tell. */
async function untilEnded(server: DurableServer, load: Load): Promise<void> {
  let [before, still] = [-1, 0];
  while (still < 120) {
    const { rows } = await server.query(
      `select (select count(*)::integer from engine.instance where state = 'active') as open, (select count(*)::integer from engine.work) as work`,
    );
    const { open, work } = rows[0] as { open: number; work: number };
    if (open <= load.stays.length && work === 0) return;
    still = open + work === before ? still + 1 : 0;
    before = open + work;
    await pause(500);
  }
}
