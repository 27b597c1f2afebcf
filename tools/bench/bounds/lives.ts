import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../../packages/engine/src/index.ts';
import { ORDINARY } from '../../../packages/engine/test/bounds/attacks.ts';
import { bpmn, newCaseId } from '../../../packages/engine/test/kit.ts';

/** Milliseconds of one life from when it was due to begin until its end: by the clock, and of processor time of the node meanwhile. */
export interface Life {
  wall: number;
  cpu: number;
}

/** Ordinary instances of the node under attack. */
export interface Lives {
  /** Begins so many a second for some seconds, whether the node keeps up or not. */
  fly(seconds: number, rate: number): Promise<Life[]>;
}

/** Full lives: start → service job → gateway → user task → end, one command after the other. */
export async function ordinaryLives(engine: Engine): Promise<Lives> {
  const { definitionId } = await engine.deploy({ xml: bpmn(ORDINARY), processId: 'main' });
  const live = async (): Promise<void> => {
    const caseId = newCaseId();
    await engine.run(caseId, 'start', { type: 'start', definitionId, variables: { amount: 5 } });
    await engine.run(caseId, 'job', { type: 'complete-job', token: 2, fence: null, variables: { done: true } });
    const outcome = await engine.run(caseId, 'task', { type: 'complete-task', token: 4, actor: 'person:bench', variables: { well: true } });
    if (outcome.state !== 'completed') throw new Error(`expected an ordinary instance at its end, got ${JSON.stringify(outcome)}`);
  };
  await live();
  return {
    async fly(seconds, rate) {
      const begun = performance.now();
      const flying: Promise<Life>[] = [];
      for (let no = 0; no < seconds * rate; no += 1) {
        const due = begun + (no * 1000) / rate;
        await pause(Math.max(0, due - performance.now()));
        flying.push(timed(live, due));
      }
      return Promise.all(flying);
    },
  };
}

async function timed(live: () => Promise<void>, due: number): Promise<Life> {
  const before = process.threadCpuUsage();
  await live();
  const { user, system } = process.threadCpuUsage(before);
  return { wall: performance.now() - due, cpu: (user + system) / 1000 };
}
