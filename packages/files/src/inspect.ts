import { Worker } from 'node:worker_threads';
import type { FileProblem } from './types.ts';

/** What the content of a file is; `type` null: nothing known, `text` true: it could be plain text. */
export interface Inspection {
  type: string | null;
  text: boolean;
  problem: Extract<FileProblem, 'protected' | 'damaged' | 'inside'> | null;
}

/** A file that takes longer or needs more memory has too much inside. Seconds are generous: a thread starts in 0.1–0.3 s. */
const LONGEST_MS = 20_000;
const MOST_MB = 160;
/** Threads at the same time; further files wait. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Looks into a file on the disk in a thread of its own, within limits of time and memory, so that no file stops the process. */
export async function inspectFile(path: string): Promise<Inspection> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await inThread(path);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

function inThread(path: string): Promise<Inspection> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./inspect-thread.ts', import.meta.url), {
      workerData: { path },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB, maxYoungGenerationSizeMb: 16 },
      stdout: true,
      stderr: true,
    });
    const done = (inspection: Inspection): void => {
      clearTimeout(timer);
      resolve(inspection);
      void thread.terminate();
    };
    const timer = setTimeout(() => done({ type: null, text: false, problem: 'inside' }), LONGEST_MS);
    thread.once('message', done);
    thread.once('error', (error: { code?: string }) =>
      done({ type: null, text: false, problem: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'inside' : 'damaged' }),
    );
    thread.once('exit', () => done({ type: null, text: false, problem: 'damaged' }));
  });
}
