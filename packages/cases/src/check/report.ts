import type { CatalogueProblem } from '../catalogue/types.ts';

/** Collects what the checks find, once each. */
export interface Report {
  /** `place` is a key path, element id, component id or line. */
  error(code: string, file: string, place: string | null, message: string): void;
  warning(code: string, file: string, place: string | null, message: string): void;
  add(problems: readonly CatalogueProblem[]): void;
  /** Sorted by file, place and code, without repetitions. */
  problems(): CatalogueProblem[];
}

export function createReport(): Report {
  const found = new Map<string, CatalogueProblem>();
  const keep = (problem: CatalogueProblem): void => {
    found.set(`${problem.file}\n${problem.place ?? ''}\n${problem.code}\n${problem.message}`, problem);
  };
  return {
    error: (code, file, place, message) => keep({ severity: 'error', code, file, place, message }),
    warning: (code, file, place, message) => keep({ severity: 'warning', code, file, place, message }),
    add: (problems) => problems.forEach(keep),
    problems: () => [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, problem]) => problem),
  };
}
