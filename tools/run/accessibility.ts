// Looks at every page in every state, language, width and scheme, and at every place's look, with axe, IBM Equal Access, html-validate and
// our own checks; writes the figures to docs/conformance/accessibility.md. `all`: every place's look in every language too (hours).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, testFiles } from './files.ts';
import { run } from './process.ts';
import { withSharedDatabase } from './shared-database.ts';

interface Look {
  name: string;
  lang: string;
  views: number;
  faults: number;
}

const REPORT = join(root, 'docs', 'conformance', 'accessibility.md');
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];
const { resolve } = createRequire(import.meta.url);
const version = (name: string): string =>
  (JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')) as { version: string }).version;

const all = process.argv.includes('all');
const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-accessibility-'));
const record = join(folder, 'looks');
writeFileSync(record, '');
const began = performance.now();
const code = await withSharedDatabase({ durable: false }, (url) =>
  run(process.execPath, ['--test', '--test-concurrency=3', ...testFiles(['journeys/every-'])], {
    TEST_DATABASE_URL: url,
    ACCESSIBILITY_RECORD: record,
    ACCESSIBILITY_MATRIX: all ? 'all' : 'places-once',
  }),
);
const looks = readFileSync(record, 'utf8')
  .trim()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Look);
rmSync(folder, { recursive: true, force: true });
const figures = table(looks, (performance.now() - began) / 60_000);
console.log(figures);
if (code === 0)
  writeFileSync(REPORT, readFileSync(REPORT, 'utf8').replace(new RegExp(`${BEGIN}[\\s\\S]*${END}`), `${BEGIN}\n\n${figures}\n\n${END}`));
process.exitCode = code;

function table(of: readonly Look[], minutes: number): string {
  const sum = (rows: readonly Look[], what: (look: Look) => number): number => rows.reduce((total, row) => total + what(row), 0);
  const states = new Set(of.map((look) => look.name));
  const languages = Map.groupBy(of, (look) => look.lang);
  const line = (name: string, rows: readonly Look[]): string =>
    `| ${name} | ${rows.length} | ${sum(rows, (row) => row.views)} | ${sum(rows, (row) => row.faults)} |`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${states.size} pages and states, ${Math.round(minutes)} minutes; axe-core ${version('axe-core')}, IBM Equal Access ${version('accessibility-checker-engine')}, html-validate ${version('html-validate')}${all ? '; every place in every language' : ''}.`,
    '',
    '| Language | Pages and states looked at | Views (width, scheme, place) judged by both engines | Findings |',
    '| --- | --- | --- | --- |',
    ...[...languages].map(([lang, rows]) => line(lang, rows)),
    line('all', of),
  ].join('\n');
}
