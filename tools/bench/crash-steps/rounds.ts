import type { Life } from './life.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';

/** Work of a node besides the rounds of its worker, as duties of its process do it. Goes through `stage.worker`, so that it can end anywhere. */
export type Round = (stage: Stage, life: Life) => Promise<void>;

/** The list is open: whoever adds a duty that touches documents adds it here. */
export const ROUNDS: readonly Round[] = [];
