import type { HistoryPiece } from './types.ts';

/** One JSON object a line: `{"case": {…}}`, then one `{"event": {…}}` for each of its steps. */
export async function* toJsonLines(pieces: AsyncIterable<HistoryPiece>): AsyncGenerator<string> {
  for await (const piece of pieces) yield `${JSON.stringify(piece)}\n`;
}
