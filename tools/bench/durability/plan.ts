import type { Plan } from './faults.ts';

/** Every other fault in proportion to the kills, each at least once. */
export function planOf(kills: number): Plan {
  const share = (part: number): number => Math.max(1, Math.round(kills / part));
  return {
    kills,
    freezes: share(25),
    restarts: { fast: share(50), immediate: share(50), crash: share(50) },
    cuts: { answer: share(5), racing: share(10), commit: share(10) },
  };
}
