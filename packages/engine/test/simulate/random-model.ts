import { containerXml } from './random-containers.ts';
import { Drawing } from './random-drawing.ts';
import { wholeFile } from './random-parts.ts';
import type { Random } from './random.ts';

/**
 * Draws a random block-structured model of about `size` elements of all kinds that run: a whole file with one process, perhaps a second pool.
 * @param calls whether it may call the process `called`, and ask another pool.
 */
export function randomModel(random: Random, size: number, processId: string, calls: boolean): string {
  const drawing = new Drawing(random, size, calls);
  const body = containerXml(drawing, 0, false);
  return wholeFile(processId, body, drawing.neighbour);
}
