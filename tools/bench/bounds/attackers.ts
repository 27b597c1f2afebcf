import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Engine } from '../../../packages/engine/src/index.ts';
import { BOMBS, MODELS, ORDINARY, type Attack } from '../../../packages/engine/test/bounds/attacks.ts';
import { deployAttack } from '../../../packages/engine/test/bounds/deploy.ts';
import { bpmn, newCaseId } from '../../../packages/engine/test/kit.ts';

/** Begins one instance that wants more than it may have. */
type Attacker = () => Promise<unknown>;

/** One attacker for each model and each FEEL expression of the tests, and three that bring 100 MB. */
export async function deployAttacks(engine: Engine, pool: pg.Pool): Promise<Attacker[]> {
  const attackers: Attacker[] = [];
  for (const attack of [...MODELS, ...BOMBS]) attackers.push(begin(engine, pool, attack, await deployAttack(engine, pool, attack)));
  const { definitionId } = await engine.deploy({ xml: bpmn(ORDINARY), processId: 'main' });
  const variables = { blob: 'x'.repeat(100_000_000) };
  attackers.push(
    () => engine.run(newCaseId(), 'start', { type: 'start', definitionId, variables }),
    () => engine.enqueue(pool, newCaseId(), 'start', { type: 'start', definitionId, variables }).catch(() => {}),
    async () => {
      const caseId = newCaseId();
      await engine.run(caseId, 'start', { type: 'start', definitionId, variables: {} });
      await engine.run(caseId, 'job', { type: 'complete-job', token: 2, fence: null, variables });
    },
  );
  return attackers;
}

function begin(engine: Engine, pool: pg.Pool, { variables = {} }: Attack, definitionId: string): Attacker {
  return () => engine.enqueue(pool, newCaseId(), 'start', { type: 'start', definitionId, variables });
}

/** Begins every attacker once, spread over some seconds. */
export async function attackFor(attackers: readonly Attacker[], seconds: number): Promise<void> {
  for (const attack of attackers) {
    await attack();
    await pause((seconds * 1000) / (attackers.length + 1));
  }
}
