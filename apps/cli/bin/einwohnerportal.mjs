#!/usr/bin/env node
// `npx einwohnerportal <verb>`: hands over to the pinned Node, which runs the TypeScript.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../../tools/run/child.mjs';
import { ensureDependencies } from '../../../tools/run/install.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
try {
  await ensureDependencies(root);
  process.exitCode = await runScript(root, 'apps/cli/src/main.ts', process.argv.slice(2), { cwd: process.cwd() });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
