import { createStage, type Stage } from '../../packages/cases/src/scenario/stage.ts';
import { ACTS, type Memory } from '../../packages/cases/src/scenario/acts.ts';
import { createScenarioWorld } from '../../apps/cli/src/scenario-world.ts';
import { createDatabase } from '../../tools/testing/database.ts';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Told extends Stage {
  memory: Memory;
  /** Does one act of a scenario and lets the machine work. */
  act(verb: string, args: Record<string, unknown>): Promise<void>;
}

/**
 * A portal and a worker in this process on their own database, with the fictional canton and a clock that stands still.
 * @param over roots of a catalogue that lie over the repository's
 */
export async function fictionalStage(
  bindings: Record<string, Record<string, string>>,
  service = 'residence-certificate',
  over: readonly string[] = [],
): Promise<Told> {
  const scenario = { scenario: 'test', about: '', given: { clock: '2027-03-01T09:00:00+01:00', canton: '_example', bindings }, steps: [] };
  const stage = await createStage(scenario, service, {
    roots: [root, ...over],
    createWorld: createScenarioWorld,
    async createDatabase() {
      const database = await createDatabase({ schema: 'cases' });
      return { owner: database.pool, roleUrl: database.roleUrl, drop: database.drop };
    },
  });
  const memory: Memory = { reference: null, applicant: null, draftId: null, refused: null, eligibility: null, language: 'de' };
  return Object.assign(stage, {
    memory,
    async act(verb: string, args: Record<string, unknown>) {
      await ACTS[verb]!(stage, memory, args);
      await stage.settle();
    },
  });
}

export const CONFIRM = 'residents-register.confirm-residence';
/** Answers of a person of the connected municipality. */
export const ORDER = { persons: ['mira'], purpose: 'none', documentLanguage: 'de', delivery: 'inbox' };
