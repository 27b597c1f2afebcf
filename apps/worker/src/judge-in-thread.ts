import type { CatalogueFiles, CatalogueProblem } from '@einwohnerportal/cases';
import { Worker } from 'node:worker_threads';

/** Longer than any package takes; a template or a table that never ends is ended then. */
const PATIENCE_MS = 60_000;
const MEMORY_MB = 512;

/**
 * Checks a package in a thread of its own, so that nothing else of this node waits for it, with a limit of time and memory.
 * @throws Error with code `check-too-long` or the code of the thread's failure
 */
export function judgeInThread(files: CatalogueFiles, folder: string, patienceMs: number = PATIENCE_MS): Promise<CatalogueProblem[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./judge-thread.ts', import.meta.url), {
      workerData: { files, folder },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const tooLong = setTimeout(() => {
      reject(Object.assign(new Error(`expected a check of at most ${patienceMs} ms, got a longer one`), { code: 'check-too-long' }));
      void thread.terminate();
    }, patienceMs);
    const done = (): void => clearTimeout(tooLong);
    thread.once('message', (found: CatalogueProblem[]) => {
      done();
      resolve(found);
      void thread.terminate();
    });
    thread.once('error', (error) => (done(), reject(error)));
    thread.once(
      'exit',
      () => (done(), reject(Object.assign(new Error('expected findings of the check, got none'), { code: 'check-failed' }))),
    );
  });
}
