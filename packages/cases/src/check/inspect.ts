import * as engine from '@einwohnerportal/engine';
import type { ModelProblem } from '@einwohnerportal/engine';
import type { CatalogueProblem } from '../catalogue/types.ts';

/** What the engine says about a BPMN file: refused elements are errors. */
export async function inspect(xml: string, file: string): Promise<CatalogueProblem[]> {
  const inspectModel = (engine as unknown as { inspectModel?: (xml: string) => unknown }).inspectModel;
  if (!inspectModel) return [];
  const result = await inspectModel(xml);
  const processes = (Array.isArray(result) ? result : [result]) as { problems?: ModelProblem[] }[];
  return processes.flatMap((each) => each.problems ?? []).map((problem) => ({
    severity: problem.severity === 'refused' ? 'error' : 'warning',
    code: problem.code,
    file,
    place: problem.element,
    message: problem.message,
  }));
}
