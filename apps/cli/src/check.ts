import { checkPackage, type CatalogueProblem } from '@einwohnerportal/cases';
import { createTypstRenderer } from '@einwohnerportal/connectors';
import { UsageError } from './errors.ts';

/** One line of a problem: `file:place  code  message`. */
export function problemLine(problem: CatalogueProblem): string {
  const where = problem.place === null ? problem.file : `${problem.file}:${problem.place}`;
  return `${problem.severity === 'warning' ? 'warning  ' : ''}${where}  ${problem.code}  ${problem.message}`;
}

/** Checks folders; exit code 1 when one has an error. */
export async function check(words: string[]): Promise<number> {
  if (words.length === 0) throw new UsageError('expected a folder after check, got nothing');
  const renderer = createTypstRenderer();
  let errors = 0;
  for (const folder of words) {
    const problems = await checkPackage(folder, { renderTemplate: (request) => renderer.render(request) });
    for (const problem of problems) console.log(problemLine(problem));
    const found = problems.filter((problem) => problem.severity === 'error').length;
    console.log(found === 0 ? `${folder}: in order` : `${folder}: ${found} ${found === 1 ? 'error' : 'errors'}`);
    errors += found;
  }
  return errors === 0 ? 0 : 1;
}
