// Looks at every page in every state, language, width and scheme, and at every place's look, with axe, IBM Equal Access, html-validate and
// our own checks. What was looked at without a finding is noted in .data/accessibility.jsonl and not looked at again, so a run may end at
// any time and be gone on with; once nothing is left and no page of a route was forgotten, the figures are written to
// docs/conformance/accessibility.md.
//   --minutes 12   look for so long, then end        --part 2/3   look at every third state, the second of them
//   --fresh        forget what was looked at         all          every place's look in every language too (hours)
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readLooks, type Look } from '../../tests/support/looks-record.ts';
import { pagesWithoutLook } from '../../tests/support/route-coverage.ts';
import { writeFigures } from '../write-figures.ts';
import { root, testFiles } from './files.ts';
import { run } from './process.ts';
import { withSharedDatabase } from './shared-database.ts';

const REPORT = join(root, 'docs', 'conformance', 'accessibility.md');
const { resolve } = createRequire(import.meta.url);
const version = (name: string): string =>
  (JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')) as { version: string }).version;

const given = process.argv.slice(2);
const option = (name: string): string | undefined => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined);
const all = given.includes('all');
const part = option('--part');
const minutes = option('--minutes');
if (part && !/^[1-9]\d*\/[1-9]\d*$/.test(part)) throw new Error(`expected a part like 2/3 after --part, got ${part}`);
if (minutes && !(Number(minutes) > 0)) throw new Error(`expected minutes after --minutes, got ${minutes}`);

const record = join(root, '.data', all ? 'accessibility-all.jsonl' : 'accessibility.jsonl');
mkdirSync(join(root, '.data'), { recursive: true });
if (given.includes('--fresh')) rmSync(record, { force: true });
const began = Date.now();
const until = minutes ? began + Number(minutes) * 60_000 : null;
const before = readLooks(record).length;
const code = await withSharedDatabase({ durable: false }, (url) =>
  run(process.execPath, ['--test', '--test-concurrency=3', ...testFiles(['journeys/every-'])], {
    TEST_DATABASE_URL: url,
    ACCESSIBILITY_RECORD: record,
    ACCESSIBILITY_MATRIX: all ? 'all' : 'places-once',
    ...(part ? { ACCESSIBILITY_PART: part } : {}),
    ...(until ? { ACCESSIBILITY_UNTIL: String(until) } : {}),
  }),
);
const looks = readLooks(record);
const figures = table(looks);
console.log(figures);
const faulty = looks.filter(({ faults }) => faults > 0);
for (const { state, lang, faults } of faulty) console.log(`${faults} findings: ${state} (${lang})`);
// Cut short, nobody knows what is left; a whole run that had nothing new to look at has seen everything.
const done = code === 0 && !part && (until === null || Date.now() < until);
const forgotten = done ? pagesWithoutLook(looks) : [];
for (const page of forgotten) console.log(`never looked at: ${page}`);
const whole = done && forgotten.length === 0;
if (whole) await writeFigures(REPORT, figures);
console.log(
  `${looks.length - before} looks more in ${Math.round((Date.now() - began) / 60_000)} minutes; ${done ? 'all are done' : 'not all are done'}`,
);
process.exitCode = code === 0 && faulty.length === 0 && forgotten.length === 0 ? 0 : 1;

function table(of: readonly Look[]): string {
  const sum = (rows: readonly Look[], what: (look: Look) => number): number => rows.reduce((total, row) => total + what(row), 0);
  const states = new Set(of.map(({ state }) => state));
  const languages = Map.groupBy(of, ({ lang }) => lang);
  const line = (name: string, rows: readonly Look[]): string =>
    `| ${name} | ${rows.length} | ${sum(rows, (row) => row.views)} | ${sum(rows, (row) => row.faults)} |`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${states.size} pages and states; axe-core ${version('axe-core')}, IBM Equal Access ${version('accessibility-checker-engine')}, html-validate ${version('html-validate')}${all ? '; every place in every language' : ''}.`,
    '',
    '| Language | Pages and states looked at | Views (width, scheme, place) judged by both engines | Findings |',
    '| --- | --- | --- | --- |',
    ...[...languages].sort(([one], [other]) => (one < other ? -1 : 1)).map(([lang, rows]) => line(lang, rows)),
    line('all', of),
  ].join('\n');
}
