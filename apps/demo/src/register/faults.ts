import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export const faultKinds = ['none', 'down', 'closed', 'slow', 'garbage', 'duplicate', 'late'] as const;

/**
 * What the register does wrong, on purpose. `none`: nothing. `down`: cuts the connection before doing anything. `closed`: lets nobody in.
 * `slow`: answers after `delayMs`. `garbage`: answers with something that is no answer. `duplicate`: does the work and cuts
 * the connection the first time it sees a key, so that the caller's repeat meets finished work. `late`: does the work and
 * answers after `delayMs` the first time it sees a key; a repeat is answered at once.
 */
export type FaultKind = (typeof faultKinds)[number];

export const faultSchema = z.object({
  kind: z.enum(faultKinds),
  /** Only for this capability; left out or empty: for all. */
  capability: z.preprocess((value) => (value === '' ? undefined : value), z.string().max(100).optional()),
  /** Only for this municipality (BFS number); left out or empty: for all. */
  municipality: z.preprocess((value) => (value === '' ? undefined : value), z.string().max(6).optional()),
  delayMs: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(0).max(120_000).optional()),
});
export type Fault = z.infer<typeof faultSchema>;

const garbage = ['<html><body>Wartungsfenster', '{"found":"vielleicht","person":17}', '{"outcome":', ''];

/** The switch: one fault for all, or one for a capability, a municipality or both; the narrower one counts first. */
export class FaultSwitch {
  readonly #faults = new Map<string, Fault>();
  #served = 0;

  set(fault: Fault): void {
    if (!fault.capability && !fault.municipality) this.#faults.clear();
    this.#faults.set(`${fault.capability ?? '*'} ${fault.municipality ?? '*'}`, fault);
  }

  all(): Fault[] {
    return [...this.#faults.values()].filter((fault) => fault.kind !== 'none');
  }

  #of(capability: string, municipality: string | null): Fault {
    const places = [`${capability} ${municipality}`, `* ${municipality}`, `${capability} *`, '* *'];
    return places.map((place) => this.#faults.get(place)).find((fault) => fault !== undefined) ?? { kind: 'none' };
  }

  /**
   * Answers what to do with one call: `cut` the connection (with the work done or not), `refuse` it, answer with other `text`,
   * or go on after the wait that has passed meanwhile. `work` is done at most once.
   */
  async apply(
    { capability, municipality }: { capability: string; municipality: string | null },
    repeated: boolean,
    work: () => unknown,
  ): Promise<{ do: 'cut' } | { do: 'refuse' } | { do: 'text'; text: string } | { do: 'answer'; answer: unknown; fault: FaultKind }> {
    const fault = this.#of(capability, municipality);
    if (fault.kind === 'down') return { do: 'cut' };
    if (fault.kind === 'closed') return { do: 'refuse' };
    if (fault.kind === 'garbage') return { do: 'text', text: garbage[this.#served++ % garbage.length] ?? '' };
    const answer = work();
    if (fault.kind === 'duplicate' && !repeated) return { do: 'cut' };
    if (fault.kind === 'slow' || (fault.kind === 'late' && !repeated))
      await sleep(fault.delayMs ?? (fault.kind === 'late' ? 60_000 : 3_000), null, { ref: false });
    return { do: 'answer', answer, fault: fault.kind };
  }
}
