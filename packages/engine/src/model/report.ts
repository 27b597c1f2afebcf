import type { ModelProblem } from '../types.ts';

/** Collects what a model is refused or doubted for while it is read. */
export class Report {
  readonly problems: ModelProblem[] = [];
  /** Characters of FEEL read so far. */
  expressions = 0;

  /** The model cannot run. The message says what was expected and what to use instead. */
  refuse(code: string, element: string | null, message: string): void {
    this.problems.push({ severity: 'refused', code, element, message });
  }

  /** The model can run, but somebody should look at it. */
  warn(code: string, element: string | null, message: string): void {
    this.problems.push({ severity: 'warning', code, element, message });
  }

  get refused(): boolean {
    return this.problems.some((problem) => problem.severity === 'refused');
  }
}
