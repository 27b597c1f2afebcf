import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.ts';
import { run } from './process.ts';

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

const checks: [name: string, command: string, args: string[]][] = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['lint', bin('oxlint'), ['--deny-warnings', 'packages', 'apps', 'tools']],
  ['format', bin('prettier'), ['--check', '--log-level=warn', '.']],
  ...globSync('tools/check-*.ts', { cwd: root, exclude: ['tools/*.test.ts'] })
    .sort()
    .map((path): [string, string, string[]] => [path, process.execPath, [path]]),
];

const failed: string[] = [];
for (const [name, command, args] of checks) {
  const began = performance.now();
  const code = await run(command, args);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`${failed.length} of ${checks.length} checks failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
