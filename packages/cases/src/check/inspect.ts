import { decodeModel, inspectModel, type ModelProblem, type ModelReport } from '@einwohnerportal/engine';
import type { CatalogueProblem } from '../catalogue/types.ts';

/** Characters of a file that `inspectFile` reads; deployment takes less. */
const LONGEST_FILE = 40_000_000;

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

/** Why an element or the whole file is refused, or doubted. */
export interface InspectedProblem {
  /** Element id; null: the file. */
  element: string | null;
  code: string;
  reason: string;
  /** What to use in its place. */
  instead: string | null;
}

export interface InspectedProcess extends Omit<ModelReport, 'processId' | 'problems' | 'elements'> {
  id: string | null;
  /** Elements that would run, with the kind of the engine. */
  run: ModelReport['elements'];
  refused: InspectedProblem[];
  warnings: InspectedProblem[];
}

export interface InspectedFile {
  encoding: string;
  /** Every executable process of the file would run, and there is one. */
  runs: boolean;
  processes: InspectedProcess[];
  /** What concerns the file as a whole. */
  problems: InspectedProblem[];
}

/** What a BPMN file of any tool says, for people and programs: what would run, what is refused and why. Never throws for what is in it. */
export async function inspectFile(bytes: Uint8Array): Promise<InspectedFile> {
  const { xml, encoding, damaged } = decodeModel(bytes);
  const problems: InspectedProblem[] = [];
  const problem = (code: string, message: string): void =>
    void problems.push(explain({ code, element: null, message, severity: 'refused' }));
  if (damaged) problem('encoding', `expected text in ${encoding} as the file says, got other bytes; use UTF-8`);
  const reports = await inspectModel(xml, { longest: LONGEST_FILE }).catch((error: Error) => {
    problem('bpmn-invalid', error.message);
    return [];
  });
  if (reports.length === 0 && problems.length === 0) {
    problem('process-missing', 'expected a process, got a file without one; use a pool with a process, or a process with message events');
  }
  const processes = reports.map(({ processId, problems: found, elements, ...report }) => ({
    ...report,
    id: processId,
    run: elements,
    refused: found.filter(({ severity }) => severity === 'refused').map(explain),
    warnings: found.filter(({ severity }) => severity === 'warning').map(explain),
  }));
  const meant = processes.filter(({ executable }) => executable);
  return { encoding, runs: problems.length === 0 && meant.length > 0 && meant.every(({ runs }) => runs), processes, problems };
}

/** Messages say `expected …, got …; use …`. */
function explain({ code, element, message }: ModelProblem): InspectedProblem {
  const [, reason = message, use] = /^(.*?); use (.*)$/s.exec(message) ?? [];
  // Where nothing else is named, what was expected is what to use.
  const [, expected = null] = /^expected (.*?), got\b/s.exec(reason) ?? [];
  return { element, code, reason, instead: use ?? expected };
}
