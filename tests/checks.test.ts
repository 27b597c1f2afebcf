import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const page = read('docs/conformance/checks.md');

interface Row {
  check: number;
  file: string;
  holds: string;
}

const rows: Row[] = [...page.matchAll(/^\|\s*(\d+)\s*\|[^|]*\|\s*`([^`]+)`\s*\|\s*([^|]*?)\s*\|$/gm)].map(([, check, file, holds]) => ({
  check: Number(check),
  file: file!,
  holds: holds!,
}));

/** Numbers of the checks with which titles of tests in a file begin: «check 7:», «check 7, with JavaScript:», «checks 6 and 7:». */
function titled(file: string): Set<number> {
  const titles = read(file).matchAll(/['"`]checks? (\d+)(?: and (\d+))?[:,]/g);
  return new Set([...titles].flatMap(([, one, other]) => [Number(one), ...(other ? [Number(other)] : [])]));
}

test('each of the forty checks has one row, in order', () => {
  assert.deepEqual(
    rows.map((row) => row.check),
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
});

test('the file of each row has a test that begins with the number of the check', () => {
  const missing = rows.filter(({ check, file }) => !titled(file).has(check)).map(({ check, file }) => `check ${check} in ${file}`);
  assert.deepEqual(missing, []);
});

test('what does not hold wholly says so in a sentence, and nothing else does', () => {
  const told = /## What does not hold\n([\s\S]*?)\n## /.exec(page)![1]!;
  const numbers = [...told.matchAll(/^- \*\*(\d+)\*\* \S/gm)].map(([, check]) => Number(check));
  for (const { holds } of rows) assert.match(holds, /^(yes|in part|no)$/);
  assert.deepEqual(
    numbers,
    rows.filter((row) => row.holds !== 'yes').map((row) => row.check),
  );
});
