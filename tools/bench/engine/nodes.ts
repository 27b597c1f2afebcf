import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Lives per second of as many processes as asked for, all on one database at the same time. */
export async function ratesOfNodes(url: string, count: number, inFlight: number, seconds: number): Promise<number[]> {
  const program = fileURLToPath(new URL('./node.ts', import.meta.url));
  const nodes = Array.from({ length: count }, () => fork(program, [url, String(inFlight), '2', String(seconds)]));
  const told = nodes.map((node) => listen(node));
  await Promise.all(told.map(({ ready }) => ready));
  for (const node of nodes) node.send('go');
  return Promise.all(told.map(({ rate }) => rate));
}

function listen(node: ChildProcess): { ready: Promise<void>; rate: Promise<number> } {
  const ready = Promise.withResolvers<void>();
  const rate = Promise.withResolvers<number>();
  node.on('message', (message) => {
    if (message === 'ready') ready.resolve();
    else rate.resolve((message as { perSecond: number }).perSecond);
  });
  node.on('exit', (code) => {
    const error = new Error(`expected a node to measure until its end, got exit ${code}`);
    ready.reject(error);
    rate.reject(error);
  });
  rate.promise.catch(() => {});
  return { ready: ready.promise, rate: rate.promise };
}
