import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Below the ports that systems give to outgoing connections and to whoever listens on port 0: nobody gets one of these by chance. */
const FIRST = 20_000;
const COUNT = 12_000;
/** Whoever listens here on a port has claimed that of 127.0.0.1. Where the system has no such address, the port of 127.0.0.1 alone is looked at. */
const CLAIMS = '127.0.0.2';

/** A port of 127.0.0.1 on which nobody listens, and that no other test process is given as long as this one runs. */
export async function freePort(): Promise<number> {
  return (await freePorts([0]))[0]!;
}

/**
 * Ports of 127.0.0.1 at these distances from the first, given out like `freePort`: a program that is started later, or again, finds its
 * port free, however many tests run at the same time.
 */
export async function freePorts(distances: readonly number[]): Promise<number[]> {
  for (;;) {
    const base = FIRST + randomInt(COUNT);
    const ports = distances.map((distance) => base + distance);
    const claims = await Promise.all(ports.map((port) => listen(port, CLAIMS)));
    const free = await Promise.all(ports.map((port) => listen(port, '127.0.0.1')));
    await Promise.all(free.map(close));
    if (!claims.includes('taken') && !free.includes('taken')) return ports;
    await Promise.all(claims.map(close));
  }
}

/** A server on a port, which keeps no process alive; none where the system has no such address. */
function listen(port: number, host: string): Promise<Server | 'taken' | 'no address'> {
  return new Promise((resolve) => {
    const server = createServer().unref();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRNOTAVAIL' ? 'no address' : 'taken'));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server | string): Promise<void> {
  return new Promise((resolve) => (typeof server === 'string' ? resolve() : server.close(() => resolve())));
}
