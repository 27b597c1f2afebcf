import { spawn } from 'node:child_process';
import { root } from './files.ts';

/**
 * Runs a command in the repository's root with its output on this terminal and resolves to its exit code.
 * Ctrl-C reaches the command itself; a SIGTERM sent to this process alone is passed on.
 */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    const passOn = (): void => void child.kill('SIGTERM');
    const wait = (): void => {};
    process.on('SIGTERM', passOn);
    process.on('SIGINT', wait);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGTERM', passOn);
      process.off('SIGINT', wait);
      resolve(code ?? 1);
    });
  });
}
