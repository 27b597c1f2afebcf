import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** True when a process with this id runs, whoever owns it; one that ended and only waits to be collected does not run. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when the process is a PostgreSQL server of this data folder; process ids are used again after a restart of the machine. */
function servesFolder(pid: number, dataDir: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  if (!existsSync(commandLine)) return false;
  const words = readFileSync(commandLine, 'utf8').split('\0');
  return (words[0] ?? '').includes('postgres') && words.includes(dataDir);
}

/**
 * Reads `postmaster.pid` of a data folder. Answers the server that still runs there (left over after its supervisor was killed),
 * or null; then a stale file is gone.
 */
export function runningServer(dataDir: string): { pid: number; port: number } | null {
  const path = join(dataDir, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && servesFolder(pid, dataDir)) return { pid, port };
  rmSync(path, { force: true });
  return null;
}

/** True when a PostgreSQL server answers on the port: it says yes or no to a question for encryption (protocol 3.0, SSLRequest). */
export function answersAsPostgres(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const end = (answered: boolean): void => {
      socket.destroy();
      done(answered);
    };
    socket.on('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f])));
    socket.on('data', (chunk) => end(chunk[0] === 0x53 || chunk[0] === 0x4e));
    for (const event of ['error', 'timeout', 'close'] as const) socket.on(event, () => end(false));
  });
}
