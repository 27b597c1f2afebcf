import { inspectModel, type ModelProblem } from '@einwohnerportal/engine';
import type { CatalogueProblem } from '../catalogue/types.ts';
import { readModel, type ModelProcess } from './model.ts';

/** What the engine says about a BPMN file: refused elements are errors. */
export async function inspect(xml: string, file: string): Promise<CatalogueProblem[]> {
  const unreadable = (error: Error): { problems: ModelProblem[] }[] => [
    { problems: [{ severity: 'refused', code: 'bpmn-invalid', element: null, message: error.message }] },
  ];
  const processes = await inspectModel(xml).catch(unreadable);
  return processes
    .flatMap((each) => each.problems)
    .map((problem) => ({
      severity: problem.severity === 'refused' ? 'error' : 'warning',
      code: problem.code,
      file,
      place: problem.element,
      message: problem.message,
    }));
}

/**
 * What a BPMN file says, for people and programs.
 * @throws Error of the parser when it is no BPMN
 */
export async function inspectFile(xml: string, file: string): Promise<{ processes: ModelProcess[]; problems: CatalogueProblem[] }> {
  const model = await readModel(xml);
  const warnings = model.warnings.map((message): CatalogueProblem => ({
    severity: 'warning',
    code: 'bpmn-warning',
    file,
    place: null,
    message,
  }));
  return { processes: model.processes, problems: [...warnings, ...(await inspect(xml, file))] };
}
