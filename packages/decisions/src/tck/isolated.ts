import { Worker } from 'node:worker_threads';
import type { Report } from './types.ts';

/** How a file ended: `done`, or before its end by an error, a full memory or silence. */
export type Ending = 'done' | 'crashed' | 'timeout';

const memory = { maxOldGenerationSizeMb: 512, stackSizeMb: 4 };

/** A thread that runs test files one after the other; it is replaced after one that crashed it or fell silent. */
export class IsolatedRunner {
  readonly #silence: number;
  readonly #entry: URL;
  #worker: Worker | null = null;

  /** `silence` is the longest time without a report in milliseconds. */
  constructor(silence: number, entry = new URL('./worker.ts', import.meta.url)) {
    this.#silence = silence;
    this.#entry = entry;
  }

  /** Runs a file and hands over its reports; never rejects. */
  async run(path: string, report: (report: Report) => void): Promise<Ending> {
    const worker = (this.#worker ??= new Worker(this.#entry, { resourceLimits: memory }));
    const ending = await new Promise<Ending>((resolve) => {
      let timer = setTimeout(() => resolve('timeout'), this.#silence);
      worker.on('message', (message: Report) => {
        clearTimeout(timer);
        if (message.kind === 'done') return resolve('done');
        timer = setTimeout(() => resolve('timeout'), this.#silence);
        report(message);
      });
      const crashed = () => {
        clearTimeout(timer);
        resolve('crashed');
      };
      worker.on('error', crashed);
      worker.on('exit', crashed);
      worker.postMessage(path);
    });
    if (ending === 'done') for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    else await this.close();
    return ending;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
