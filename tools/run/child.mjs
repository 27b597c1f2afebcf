// Runs a script with the pinned Node and ends as it ends.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { nodeForTypeScript } from './install.mjs';

/**
 * Runs `script` (path from the repository root) with the pinned Node; output goes to this terminal.
 * Resolves to the exit code. Signals: the terminal sends Ctrl-C to the child itself, so here it is only not obeyed;
 * a signal sent to this process alone is passed on. A signal sent to npm alone ends npm and its shell, and nothing of it
 * arrives here: then the child is ended too.
 */
export function runScript(root, script, args, options = {}) {
  return new Promise((resolve, reject) => {
    const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
    // Keeps stripped and compiled sources between starts: a second start takes half the time.
    const cache = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node');
    const child = spawn(nodeForTypeScript(root), [join(root, script), ...args], {
      cwd: options.cwd ?? root,
      stdio: 'inherit',
      env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: cache },
    });
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (process.env.npm_lifecycle_event !== undefined) endWithShell(child);
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

function endWithShell(child) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}
