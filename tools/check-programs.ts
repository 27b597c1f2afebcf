// The programs in the READMEs of the packages that are published on their own compile as they stand, with the options of this repository.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { lineAt, read, root } from './checking/files.ts';
import { programsOf } from './checking/programs.ts';

const faults = createFaults('check-programs');
// Below node_modules packages are found as by anybody who has installed them.
const folder = join(root, 'node_modules', '.cache', `programs-${process.pid}`);
const places = new Map<string, { path: string; line: number }>();
mkdirSync(folder, { recursive: true });
try {
  for (const path of ['packages/engine/README.md', 'packages/decisions/README.md']) {
    const text = read(path);
    for (const [index, program] of programsOf(text).entries()) {
      const file = `${path.split('/')[1]}-${index}.ts`;
      places.set(file, { path, line: lineAt(text, text.indexOf(program)) });
      writeFileSync(join(folder, file), program);
    }
  }
  const options = { extends: join(root, 'tsconfig.json'), files: [...places.keys()], include: [join(root, 'packages/*/src/**/*.d.ts')] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const { stdout, status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '--pretty', 'false', '-p', folder], {
    encoding: 'utf8',
    cwd: folder,
  });
  let told = 0;
  for (const [, file = '', line = '', message = ''] of stdout.matchAll(/^(?:.*\/)?([\w-]+\.ts)\((\d+),\d+\): error \w+: (.*)$/gm)) {
    const place = places.get(file);
    if (!place) continue;
    told += 1;
    faults.at(place.path, place.line + Number(line) - 1, `expected a program that compiles, got: ${message}`);
  }
  if (status !== 0 && told === 0) faults.at('packages/engine/README.md', 1, `expected programs that compile, got: ${stdout.slice(0, 500)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
faults.finish(`${places.size} programs`);
