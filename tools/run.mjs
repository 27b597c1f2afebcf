// Entry of every npm script. Plain JavaScript: runs on Node 20 with nothing installed, installs what is missing,
// then hands over to the pinned Node.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from './run/child.mjs';
import { ensureDependencies } from './run/install.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const verbs = {
  start: ['apps/demo/src/start.ts', 'starts the whole demo; Ctrl-C stops it'],
  test: ['tools/run/test.ts', 'runs the tests; words after it choose files whose path contains one of them'],
  check: ['tools/run/check.ts', 'types, lint, format and the rules of this repository'],
  bench: ['tools/run/bench.ts', 'measures: npm run bench -- page'],
  pictures: ['tools/pictures.ts', 'takes the pictures of the README from the running system'],
  accessibility: ['tools/run/accessibility.ts', 'looks at every page in every state with two engines and writes down the figures'],
  texts: ['tools/run/texts.ts', 'writes the types of the text keys of the interface from its text files'],
  format: ['tools/run/format.ts', 'formats the files as `check` wants them'],
};

const [verb, ...args] = process.argv.slice(2);
if (!verb || !Object.hasOwn(verbs, verb)) {
  const list = Object.entries(verbs).map(([name, [, what]]) => `  ${name.padEnd(13)} ${what}`);
  console.error(`expected one of these verbs, got ${verb ? `"${verb}"` : 'none'}:\n${list.join('\n')}`);
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`expected Node 20 or newer to begin with, got ${process.versions.node}`);
  process.exit(2);
}

try {
  await ensureDependencies(root);
  process.exitCode = await runScript(root, verbs[verb][0], args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
