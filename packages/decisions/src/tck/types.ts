import type { Value } from '../feel/values/kind.ts';

/** One expected result of a test case. */
export interface ExpectedResult {
  /** The decision, or the output of a decision service. */
  name: string;
  expected: Value;
}

/** One test case of a file in the format of the DMN conformance kit. */
export interface TestCase {
  id: string;
  /** Set when a decision service or knowledge model is called instead of a decision. */
  invocable: string | null;
  inputs: Record<string, Value>;
  results: ExpectedResult[];
  /** Whether at least one result is something other than null. */
  nonNull: boolean;
}

/** A test file, read. */
export interface TestFile {
  model: string;
  /** Compliance level of the file's labels, null if none says. */
  level: string | null;
  cases: TestCase[];
}

/** A result that was not as expected; types only, never values. */
export interface KitFailure {
  /** Path below the folder of the kit. */
  file: string;
  case: string;
  node: string;
  expected: string;
  got: string;
  /** Code of the error or of the first warning, if there was one. */
  code: string | null;
}

export interface Count {
  passed: number;
  total: number;
}

/** Counts of test cases; `nonNull` are those that expect something other than null. */
export interface Score extends Count {
  nonNull: Count;
}

export interface KitResult {
  files: number;
  all: Score;
  /** By compliance level (`2`, `3`), `non-compliant`, or `none` for files of which neither folder nor label says. */
  levels: Record<string, Score>;
  failures: KitFailure[];
}

/** What a worker says of one case; `done` ends a file. */
export type Report = { kind: 'case'; index: number; failures: Omit<KitFailure, 'file'>[] } | { kind: 'done' };
