import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { DemoError } from '../errors.ts';

/** The operating system's account that PostgreSQL runs as; null: the one we run as. */
export type Account = { uid: number; gid: number } | null;

function idOf(flag: '-u' | '-g'): number | null {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
  } catch {
    return null;
  }
}

/**
 * PostgreSQL refuses to run as root. As root this answers the account `postgres` and makes it where it is missing;
 * as an ordinary account it answers null.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  if (idOf('-u') === null) {
    try {
      execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'ignore' });
      execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
        stdio: 'ignore',
      });
    } catch (cause) {
      throw new DemoError(
        'postgres',
        'expected to make the account "postgres" with useradd, got a failure: start as an ordinary account, or set DATABASE_URL',
        { cause },
      );
    }
  }
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === null || gid === null)
    throw new DemoError(
      'postgres',
      'expected an account "postgres" on this machine, got none: start as an ordinary account, or set DATABASE_URL',
    );
  return { uid, gid };
}

/** True when the account may pass through every folder down to `path` (which need not exist). */
export function canReach(path: string, account: Account): boolean {
  if (account === null) return true;
  const { root } = parse(path);
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (folder === root) return true;
  }
}

/** Makes the folder, owned by the account, readable by nobody else. */
export function ownFolder(path: string, account: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

/** Copies the programs to where the account can read them, once per version. Answers the copy's folder. */
export function reachableCopy(native: string, version: string, shelter: string): string {
  const target = join(shelter, `programs-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  mkdirSync(shelter, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, target);
  return target;
}
