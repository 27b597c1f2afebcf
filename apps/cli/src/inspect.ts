import { readFile } from 'node:fs/promises';
import { inspectFile } from '@einwohnerportal/cases';
import { UsageError } from './errors.ts';

/** Prints processes, steps and problems of a BPMN file as JSON; exit code 1 when the engine refuses something. */
export async function inspect(words: string[]): Promise<number> {
  const [file] = words;
  if (file === undefined) throw new UsageError('expected a .bpmn file after inspect, got nothing');
  const { processes, problems } = await inspectFile(await readFile(file, 'utf8'), file);
  console.log(JSON.stringify({ file, processes, problems }, null, 2));
  return problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}
