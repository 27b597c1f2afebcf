import type { DecisionExplanation, EvaluateOptions, FeelBudget, FeelFunction, FeelWarning } from '../types.ts';
import type { Position } from './ast.ts';

/** Thrown inside an evaluation when its budget is used up; never leaves this package. */
export class BudgetExceeded extends Error {
  readonly limit: keyof FeelBudget;

  constructor(limit: keyof FeelBudget) {
    super(`budget of ${limit} used up`);
    this.limit = limit;
  }
}

const standard: FeelBudget = { steps: 500_000, depth: 200, collection: 100_000, milliseconds: 200 };
const maximumWarnings = 50;
const stepsPerClockCheck = 256;
const noFunctions: Record<string, FeelFunction> = {};

/** Processor time of this thread: a machine that is busy with something else takes nothing from the budget. */
function usedMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** One evaluation: its budget, its warnings, its clock and the functions lent by the caller. */
export class Run {
  readonly warnings: FeelWarning[] = [];
  /** Fired rules of decision tables, in order of evaluation. */
  readonly explanations: DecisionExplanation[] = [];
  readonly functions: Record<string, FeelFunction>;
  readonly now: string | null;
  readonly zone: string | null;
  #options: EvaluateOptions;
  #steps: number;
  #depth: number;
  #collection: number;
  #deadline = 0;
  #untilClock = stepsPerClockCheck;

  constructor(options: EvaluateOptions = {}) {
    this.#options = options;
    this.functions = options.functions ?? noFunctions;
    this.now = options.now ?? null;
    this.zone = options.zone ?? null;
    this.#steps = options.budget?.steps ?? standard.steps;
    this.#depth = options.budget?.depth ?? standard.depth;
    this.#collection = options.budget?.collection ?? standard.collection;
    // Reading the clock costs more than most expressions; it starts after the first steps.
  }

  /** Counts work: one per function call and per element looked at. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw new BudgetExceeded('steps');
    this.#untilClock -= count;
    if (this.#untilClock < 0) this.#checkClock();
  }

  #checkClock(): void {
    this.#untilClock = stepsPerClockCheck;
    const used = usedMilliseconds();
    if (this.#deadline === 0) this.#deadline = used + this.#milliseconds;
    else if (used > this.#deadline) throw new BudgetExceeded('milliseconds');
  }

  get #milliseconds(): number {
    return this.#options.budget?.milliseconds ?? standard.milliseconds;
  }

  /** Steps used so far. */
  get used(): number {
    return (this.#options.budget?.steps ?? standard.steps) - this.#steps;
  }

  /** Counts one level of function call, as dear as four elements; pair with `leave`. */
  enter(): void {
    if (--this.#depth < 0) throw new BudgetExceeded('depth');
    this.step(4);
  }

  leave(): void {
    this.#depth++;
  }

  /** Refuses a list, range or text of this size, and counts the work of making it at once. */
  size(count: number): void {
    this.bound(count);
    this.step(Math.ceil(count / 16));
  }

  /** Refuses a list, range or text of this size that grows element by element. */
  bound(count: number): void {
    if (count > this.#collection) throw new BudgetExceeded('collection');
  }

  warn(code: string, message: string, position?: Position): null {
    if (this.warnings.length < maximumWarnings) {
      this.warnings.push(
        position === undefined ? { code, message } : { code, message, position: { from: position.from, to: position.to } },
      );
    }
    return null;
  }
}
