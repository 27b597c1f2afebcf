import { unsealedAndSealed } from './sealed.ts';
import { sip } from './sip.ts';

/** One measurement of `npm run bench -- documents`. */
export interface Part {
  name: string;
  /** Numbers by name; they become one entry of the JSON object. */
  run(log: (line: string) => void): Promise<Record<string, unknown>>;
}

/** The list is open: a measurement of documents is one file here and one line. */
export const PARTS: readonly Part[] = [unsealedAndSealed, sip];
