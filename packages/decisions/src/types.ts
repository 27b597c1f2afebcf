import type { Decimal } from 'decimal.js';

/**
 * A FEEL value while it is being computed. Numbers are exact decimals (34 digits), temporal values are
 * objects of the temporal types; contexts are plain objects without prototype surprises.
 * Source: DMN 1.5, section 10.3.2.
 */
export type FeelValue = unknown;

/** Something worth telling the author about a null result. Never contains personal data. */
export interface FeelWarning {
  code: string;
  message: string;
  /** Offsets in the expression text. */
  position?: { from: number; to: number };
}

/** Result of an evaluation as plain JSON-compatible data (numbers as JS numbers or decimal strings when exactness needs it). */
export interface FeelResult<T = unknown> {
  value: T;
  warnings: FeelWarning[];
  /** Steps of the budget that were used; for callers that divide one budget among several evaluations. */
  steps?: number;
}

/** Limits counted by the evaluator itself; reaching one stops the evaluation with the warning `feel-budget-exceeded`. */
export interface FeelBudget {
  /** Elements looked at, function calls, and shares of long texts: about 0.2 µs each. Default 500,000. */
  steps: number;
  /** Function calls inside each other. Default 200. */
  depth: number;
  /** Elements of a list or range, or characters of a text, that is made. Default 100,000. */
  collection: number;
  /** Processor time of the thread, in milliseconds: waiting for other processes does not count. Default 200. */
  milliseconds: number;
}

/**
 * A function added by the caller, e.g. `due`. Arguments and result are plain JSON data as in `evaluate`: numbers as JS
 * numbers where exact, else as decimal text; dates and durations as ISO text.
 */
export type FeelFunction = (...args: FeelValue[]) => FeelValue;

/** What one evaluation may use besides its context. */
export interface EvaluateOptions {
  /** Functions lent by the caller; a built-in one of the same name wins. */
  functions?: Record<string, FeelFunction>;
  /** Limits other than the defaults. */
  budget?: Partial<FeelBudget>;
  /** "Now" for now() and today(), as ISO 8601 instant; the zone is used for local dates. */
  now?: string;
  zone?: string;
}

/** An expression compiled once, evaluated many times. */
export interface CompiledExpression {
  readonly text: string;
  /** Names read from the context: `person.officialName`, `purpose`; used by the check. */
  readonly names: readonly string[];
  /** Names inside filters (`persons[kind = wanted]`): entries of the elements or names of the context, only data can tell. */
  readonly possibleNames: readonly string[];
  /** Functions called that are neither built in nor defined in the text: `due`. */
  readonly calls: readonly string[];
  /** Context values are plain JSON data (numbers, strings, ISO dates as strings); the result is plain JSON data again. */
  evaluate(context: Record<string, unknown>, options?: EvaluateOptions): FeelResult;
}

/** Which rule fired with which inputs; kept with the case (idea: every result can be explained). */
export interface DecisionExplanation {
  decision: string;
  rules: string[];
  inputs: Record<string, unknown>;
}

/** Result of a decision, and which rules of which decisions led to it, in the order they were evaluated. */
export interface DecisionResult extends FeelResult {
  explanations: DecisionExplanation[];
}

/** A decision file compiled once, evaluated as often as needed. Immutable: any number of evaluations may share it. */
export interface CompiledDecisions {
  /** Names of the decisions in the file. */
  readonly decisions: readonly string[];
  /** Input names of a decision, with their declared types. */
  inputs(decision: string): { name: string; typeRef: string | null }[];
  /** Rule ids by decision, for coverage. */
  rules(decision: string): string[];
  /** @throws DecisionError with code `decision-unknown` */
  evaluate(decision: string, context: Record<string, unknown>, options?: EvaluateOptions): DecisionResult;
}

export type { Decimal };
