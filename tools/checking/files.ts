import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository; tests of the checks give another folder. */
export const root: string = resolve(process.env.CHECK_ROOT ?? fileURLToPath(new URL('../..', import.meta.url)));

let known: string[] | null = null;

/** Files of the repository that belong to it, sorted, relative to the root: what git keeps or would keep. */
export function files(matching: RegExp = /./): string[] {
  known ??= listed().sort();
  return known.filter((path) => matching.test(path));
}

function listed(): string[] {
  try {
    const out = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const gone = new Set(execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\0'));
    return out.split('\0').filter((path) => path !== '' && !gone.has(path));
  } catch {
    const outside = /(^|\/)(node_modules|\.git|\.data)(\/|$)/;
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => !outside.test(path));
  }
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Our own code: no tests, no data. */
export const code = /^(packages|apps|tools)\/.*\.(ts|mts|mjs)$/;
export const isTest = (path: string): boolean => /\.(test|testing)\.m?ts$|\/test\/|^tools\/testing\/|\.fixture\./.test(path);

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
