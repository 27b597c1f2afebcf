// No file over 500 lines; those over 300 are listed; the median is shown.
import { createFaults } from './checking/faults.ts';
import { files, read } from './checking/files.ts';

const faults = createFaults('check-size');
const most = 500;
const watched = 300;

const sizes = files(/^(packages|apps|tools|tests)\/.*\.(ts|mts|mjs|js|css|sql)$/)
  .filter((path) => !/\.min\.js$|\/vendor\//.test(path))
  .map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }))
  .sort((one, other) => other.lines - one.lines);

for (const { path, lines } of sizes) {
  if (lines > most) faults.at(path, lines, `expected at most ${most} lines, got ${lines}`);
  else if (lines > watched) console.log(`${path}  ${lines} lines`);
}
const sources = sizes.filter(({ path }) => !path.endsWith('.test.ts'));
const median = sources[Math.floor(sources.length / 2)]?.lines ?? 0;
if (median > 120) faults.at('packages', 1, `expected a median of at most 120 lines, got ${median}`);
faults.finish(`${sizes.length} files, median ${median} lines, longest ${sizes[0]?.lines ?? 0}`);
