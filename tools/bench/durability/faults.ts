import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../packages/engine/test/simulate/random.ts';
import type { Fleet, Place } from './fleet.ts';
import type { Outside } from './outside.ts';
import type { Cut } from './proxy.ts';
import type { DurableServer, Restart } from './server.ts';

/** How often each fault happens in a run. */
export interface Plan {
  kills: number;
  /** Nodes frozen for longer than their leases. */
  freezes: number;
  restarts: Record<Restart, number>;
  cuts: Record<Cut, number>;
}

/** Longer than a lease (20 s) and than the server waits for an open transaction (15 s). */
const FREEZE_MS = 24_000;

/** Does everything of a plan, in an order that the seed decides; kills fill the time that a frozen node sleeps. */
export async function doFaults(
  plan: Plan,
  parts: { random: Random; server: DurableServer; fleet: Fleet; outside: Outside; log: (line: string) => void },
): Promise<void> {
  const { random, fleet, server, log } = parts;
  const deck = Object.entries({ kill: plan.kills, ...plan.restarts, ...plan.cuts }).flatMap(([what, times]) =>
    Array<string>(times).fill(what),
  );
  for (let index = deck.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    [deck[index], deck[other]] = [deck[other]!, deck[index]!];
  }
  const freezing = freezeNow(plan.freezes, parts);
  for (const [index, what] of deck.entries()) {
    while (fleet.ready().length === 0) await pause(10);
    await pause(random.below(500));
    const place = random.pick(fleet.places);
    if (what in plan.restarts) await server.restart(what as Restart);
    else if (what in plan.cuts) place.proxy.arm(what as Cut);
    else {
      fleet.kill(await victim(parts, index % 2 === 0));
    }
    if (index % 50 === 49) log(`${index + 1} of ${deck.length} faults`);
  }
  await freezing;
}

/**
 * A node, as long as another one works by now: it is to pick up what the victim held. Any, or `busy`: one that holds a job at this moment,
 * as long as one does within a second.
 */
async function victim({ random, fleet, outside }: { random: Random; fleet: Fleet; outside: Outside }, busy: boolean): Promise<Place> {
  const begun = performance.now();
  for (;;) {
    const ready = fleet.ready();
    const chosen = ready[random.below(ready.length)];
    const idle = busy && performance.now() - begun < 1_000 && chosen && !outside.busyFor(chosen.name);
    if (chosen && !idle && ready.some((place) => place !== chosen && outside.knows(place.name))) return chosen;
    await pause(idle ? 1 : 10);
  }
}

/**
 * One node after the other sleeps while it holds a job that the outside has done, every second one inside a transaction besides; it
 * wakes when others have long gone on.
 */
async function freezeNow(times: number, { fleet, outside }: { fleet: Fleet; outside: Outside }): Promise<void> {
  for (let time = 0; time < times;) {
    const place = fleet.ready().find((each) => outside.busyFor(each.name) && (time % 2 === 0 || each.proxy.insideTransaction > 0));
    if (!place) {
      await pause(1);
      continue;
    }
    time += 1;
    outside.freeze(place.name);
    const { name } = place;
    const fault = fleet.freeze(place);
    await pause(FREEZE_MS);
    fleet.thaw(place, fault);
    outside.thaw(name);
  }
}
