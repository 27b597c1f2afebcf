import type { Random } from '../../../packages/engine/test/simulate/random.ts';
import type { End } from './life.ts';

/**
 * Ends far apart among the boundaries that a life without an end has passed: half of the points at effects (seal, content, mail, payment,
 * archive), each effect in turn, half anywhere.
 */
export function endsOf(passed: readonly string[], points: number, random: Random): End[] {
  const nth = (index: number): End => ({
    at: passed[index]!,
    nth: passed.slice(0, index + 1).filter((each) => each === passed[index]).length,
  });
  const effects = [...new Set(passed)].filter((each) => !each.endsWith('statement'));
  return Array.from({ length: points }, (_, point) => {
    if (point % 2 === 1) return nth(random.below(passed.length));
    const name = effects[(point / 2) % effects.length]!;
    const places = passed.flatMap((each, index) => (each === name ? [index] : []));
    return nth(places[random.below(places.length)]!);
  });
}
