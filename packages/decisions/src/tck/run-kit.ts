import { opendir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { IsolatedRunner } from './isolated.ts';
import { readTestFile } from './read-test-file.ts';
import type { KitFailure, KitResult, Score, TestCase } from './types.ts';

export interface KitOptions {
  /** Threads; by default 2. */
  threads?: number;
  /** Milliseconds without progress after which a file is given up; by default 20,000. */
  silence?: number;
  /** Entry of the threads, for tests. */
  entry?: URL;
}

const emptyScore = (): Score => ({ passed: 0, total: 0, nonNull: { passed: 0, total: 0 } });

/**
 * Runs all test files below a folder in the layout of the DMN conformance kit (`compliance-level-2/0001-…/…-test-01.xml`
 * with the models beside them). Files are found and run one by one; a file that crashes or hangs counts as failed
 * with the cases it did not finish. A case passes when all its results are as expected.
 * @throws Error of the file system when the folder cannot be read
 */
export async function runKit(folder: string, { threads = 2, silence = 20_000, entry }: KitOptions = {}): Promise<KitResult> {
  const result: KitResult = { files: 0, all: emptyScore(), levels: {}, failures: [] };
  const paths = testFiles(folder);
  const work = async () => {
    const runner = new IsolatedRunner(silence, entry);
    try {
      for (;;) {
        const next = await paths.next();
        if (next.done === true) return;
        await runFile(next.value, folder, runner, result);
      }
    } finally {
      await runner.close();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  result.failures.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  result.levels = Object.fromEntries(Object.entries(result.levels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return result;
}

async function* testFiles(folder: string): AsyncGenerator<string, void, undefined> {
  const below: string[] = [];
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) below.push(path);
    else if (entry.isFile() && entry.name.endsWith('.xml')) yield path;
  }
  for (const path of below.sort()) yield* testFiles(path);
}

/** The cases as far as they can be told without running anything; none for a file that is no test. */
async function casesOf(path: string): Promise<{ level: string | null; cases: Pick<TestCase, 'id' | 'nonNull' | 'results'>[] }> {
  const text = await readFile(path, 'utf8');
  try {
    return readTestFile(text) ?? { level: null, cases: [] };
  } catch {
    const found = [...text.matchAll(/<(?:[\w.-]+:)?testCase\b(?:[^>]*?\bid\s*=\s*["']([^"']*)["'])?/g)];
    return { level: null, cases: found.map(([, id], index) => ({ id: id ?? String(index + 1), nonNull: true, results: [] })) };
  }
}

/** The level says the folder, whatever the labels say; non-compliant tests are a level of their own. */
function levelOf(path: string, label: string | null): string {
  const folders = resolve(path).split(/[/\\]/).reverse();
  for (const folder of folders) {
    const level = /^compliance-level-(\w+)$/i.exec(folder)?.[1] ?? (/^non-compliant$/i.test(folder) ? 'non-compliant' : undefined);
    if (level !== undefined) return level;
  }
  return label ?? 'none';
}

async function runFile(path: string, folder: string, runner: IsolatedRunner, result: KitResult): Promise<void> {
  const { level: label, cases } = await casesOf(path);
  if (cases.length === 0) return;
  const file = relative(folder, path);
  const failed = new Map<number, Omit<KitFailure, 'file'>[]>();
  const ending = await runner.run(path, (report) => {
    if (report.kind === 'case') failed.set(report.index, report.failures);
  });
  const level = levelOf(path, label);
  const scores = [result.all, (result.levels[level] ??= emptyScore())];
  result.files++;
  for (const [index, testCase] of cases.entries()) {
    const failures = failed.get(index) ?? [unfinished(testCase, ending)];
    for (const failure of failures) result.failures.push({ file, ...failure });
    for (const score of scores) count(score, failures.length === 0, testCase.nonNull);
  }
}

function unfinished({ id, results }: Pick<TestCase, 'id' | 'results'>, got: string): Omit<KitFailure, 'file'> {
  return { case: id, node: results.map(({ name }) => name).join(', '), expected: 'a result', got, code: null };
}

function count(score: Score, passed: boolean, nonNull: boolean): void {
  score.total++;
  if (nonNull) score.nonNull.total++;
  if (!passed) return;
  score.passed++;
  if (nonNull) score.nonNull.passed++;
}
