// Every theme of every canton keeps its distances: text at least 4.5:1, controls and focus 3:1, no lead like a sign; in both schemes.
import { checkThemeContrast, DEFAULT_THEME, themePairs, type Theme } from '@einwohnerportal/ui';
import { parse } from 'yaml';
import { createFaults } from './checking/faults.ts';
import { files, read } from './checking/files.ts';

const faults = createFaults('check-themes');
const paths = files(/^authorities\/[^/]+\/themes\/[^/]+\.yaml$/);
const themes: [path: string, theme: Theme][] = [
  ['packages/ui/src/theme.ts', DEFAULT_THEME],
  ...paths.map((path): [string, Theme] => [
    path,
    { ...(parse(read(path)) as Theme), id: path.split('/').at(-1)!.slice(0, -'.yaml'.length) },
  ]),
];

let [text, control, pairs] = [Infinity, Infinity, 0];
for (const [path, theme] of themes) {
  try {
    for (const { message } of checkThemeContrast(theme)) faults.at(path, 1, message);
    for (const { needed, ratio } of themePairs(theme)) {
      pairs++;
      if (needed === 4.5) text = Math.min(text, ratio);
      else control = Math.min(control, ratio);
    }
  } catch (error) {
    faults.at(path, 1, error instanceof Error ? error.message : String(error));
  }
}

faults.finish(`${themes.length} themes, ${pairs} pairs, lowest text ${text}:1, lowest control ${control}:1`);
