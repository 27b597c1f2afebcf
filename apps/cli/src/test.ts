import { runScenarios } from '@einwohnerportal/cases';
import { UsageError } from './errors.ts';

/** Runs the scenarios of services; exit code 1 when one fails. */
export async function test(words: string[]): Promise<number> {
  if (words.length === 0) throw new UsageError('expected a folder after test, got nothing');
  let failed = 0;
  for (const folder of words) {
    const results = await runScenarios(folder);
    for (const result of results.scenarios) {
      console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${result.scenario}`);
      for (const failure of result.failures) console.log(`       ${failure}`);
    }
    failed += results.scenarios.filter((result) => !result.passed).length;
  }
  return failed === 0 ? 0 : 1;
}
