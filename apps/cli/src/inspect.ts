import { readFile } from 'node:fs/promises';
import { inspectFile } from '@einwohnerportal/cases';
import { UsageError } from './errors.ts';

/** Prints as JSON what of a BPMN file would run, what is refused and why; exit code 1 when it would not run. */
export async function inspect(words: string[]): Promise<number> {
  const [file] = words;
  if (file === undefined) throw new UsageError('expected a .bpmn file after inspect, got nothing');
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`expected a .bpmn file to read, got ${cause.code ?? 'an error'} for ${file}`);
  });
  const report = await inspectFile(bytes);
  console.log(JSON.stringify({ file, ...report }, null, 2));
  return report.runs ? 0 : 1;
}
