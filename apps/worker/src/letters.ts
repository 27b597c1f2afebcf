import { runLetters, type WorkerContext } from '@einwohnerportal/cases';

const RUN_MS = 3_600_000;

/** Hands waiting letters to the printer at the start and every hour, until it is stopped with the function it gives. */
export function runEveryHour(context: WorkerContext): () => void {
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    running = running
      .then(() => runLetters(context, context.clock?.() ?? new Date().toISOString()))
      .then((count) => (count > 0 ? context.log.info({ count }, 'letters handed over to be printed') : undefined))
      .catch((error: unknown) => context.log.error({ code: (error as { code?: string }).code ?? 'failed' }, 'letters not handed over'));
  };
  run();
  const timer = setInterval(run, RUN_MS);
  return () => clearInterval(timer);
}
