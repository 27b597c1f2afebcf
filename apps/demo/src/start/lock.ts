import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DemoError } from '../errors.ts';
import { isAlive } from '../postgres/pid-file.ts';
import { writePrivate } from './secrets.ts';

/** True when the process is a running demo and not another program that got the same id later. */
function isDemo(pid: number): boolean {
  const path = `/proc/${pid}/cmdline`;
  return !existsSync('/proc/self/cmdline') || (existsSync(path) && readFileSync(path, 'utf8').includes('start.ts'));
}

/**
 * Lets only one demo run on a data folder. Answers how to let go.
 * Throws DemoError `already-running` with the address of the one that runs.
 */
export function lockDataFolder(dataDir: string, portalUrl: string): () => void {
  const path = join(dataDir, 'running.json');
  if (existsSync(path)) {
    const { pid, url } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; url: string };
    if (pid !== process.pid && isAlive(pid) && isDemo(pid)) {
      throw new DemoError(
        'already-running',
        `expected nobody to use ${dataDir}, got a demo that runs already: ${url} (process ${pid}). End it with Ctrl-C there, or choose another folder: DATA_DIR=… PORT_BASE=… npm start`,
      );
    }
  }
  writePrivate(path, JSON.stringify({ pid: process.pid, url: portalUrl }));
  return () => rmSync(path, { force: true });
}
