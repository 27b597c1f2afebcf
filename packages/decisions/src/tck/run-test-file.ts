import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileModel } from '../dmn/decisions.ts';
import type { DecisionModel } from '../dmn/decisions.ts';
import { importsAmong } from '../dmn/imports-among.ts';
import type { ResolveImport } from '../dmn/imports.ts';
import { DecisionError } from '../errors.ts';
import { kindOf } from '../feel/values/kind.ts';
import type { Value } from '../feel/values/kind.ts';
import { isExpected } from './compare-result.ts';
import { readTestFile } from './read-test-file.ts';
import type { ExpectedResult, KitFailure, Report, TestCase } from './types.ts';

/** Steps are counted as ever; time is not, for a busy machine must not change the score. */
const options = { budget: { milliseconds: 10_000 } };

type Failure = Omit<KitFailure, 'file'>;

/** Runs the cases of a test file against the model beside it, reporting each as it is done. */
export function runTestFile(path: string, report: (report: Report) => void): void {
  const test = readTestFile(readFileSync(path, 'utf8'));
  const model = test === null ? null : compiled(modelPath(dirname(path), test.model));
  for (const [index, testCase] of (test?.cases ?? []).entries()) {
    report({ kind: 'case', index, failures: runCase(testCase, model) });
  }
  report({ kind: 'done' });
}

/** The model a test names, with or without its ending; where there is none of that name, the only one of the folder. */
function modelPath(folder: string, name: string): string | null {
  const models = readdirSync(folder).filter((file) => file.toLowerCase().endsWith('.dmn'));
  const wanted = basename(name.replaceAll('\\', '/')).toLowerCase();
  const found =
    models.find((file) => [wanted, `${wanted}.dmn`].includes(file.toLowerCase())) ?? (models.length === 1 ? models[0] : undefined);
  return found === undefined ? null : join(folder, found);
}

function compiled(path: string | null): DecisionModel | DecisionError | null {
  if (path === null) return null;
  try {
    return compileModel(readFileSync(path, 'utf8'), { lenient: true, resolveImport: besides(dirname(path)) });
  } catch (error) {
    if (error instanceof DecisionError) return error;
    throw error;
  }
}

/** Finds imported files among those of the folder, by their namespace. */
function besides(folder: string): ResolveImport {
  return importsAmong(() =>
    readdirSync(folder)
      .filter((name) => name.toLowerCase().endsWith('.dmn'))
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
}

function runCase(testCase: TestCase, model: DecisionModel | DecisionError | null): Failure[] {
  return testCase.results.flatMap((wanted) => {
    const { value, code } = evaluated(testCase, wanted, model);
    if (value !== undefined && isExpected(value, wanted.expected)) return [];
    const [expected, got] = [kindOf(wanted.expected), value === undefined ? 'error' : kindOf(value)];
    return [{ case: testCase.id, node: wanted.name, expected, got: got === expected ? `another ${got}` : got, code }];
  });
}

function evaluated(
  { invocable, inputs }: TestCase,
  { name }: ExpectedResult,
  model: DecisionModel | DecisionError | null,
): { value: Value | undefined; code: string | null } {
  if (model === null) return { value: undefined, code: 'dmn-read' };
  if (model instanceof DecisionError) return { value: undefined, code: model.code };
  try {
    const { value, run } = invocable === null ? model.evaluate(name, inputs, options) : model.invoke(invocable, inputs, options);
    const outputs = invocable === null ? [] : model.outputsOf(invocable);
    const isOutput = value instanceof Map && outputs.length > 1 && outputs.includes(name);
    return { value: isOutput ? (value.get(name) ?? null) : value, code: run.warnings[0]?.code ?? null };
  } catch (error) {
    return { value: undefined, code: error instanceof DecisionError ? error.code : 'failed' };
  }
}
