/** A stretch of a text. */
export interface Stretch {
  from: number;
  to: number;
}

/** The text with a stretch replaced. */
export const spliced = (text: string, { from, to }: Stretch, by: string): string => `${text.slice(0, from)}${by}${text.slice(to)}`;

/**
 * The text with one of several stretches moved to another place among them; what stands between them stays where it is.
 * @param to place from 0
 */
export function moved(text: string, stretches: readonly Stretch[], from: number, to: number): string {
  const order = stretches.map(({ from: start, to: end }) => text.slice(start, end));
  order.splice(to, 0, ...order.splice(from, 1));
  return stretches.reduceRight((all, stretch, index) => spliced(all, stretch, order[index]!), text);
}
