import { runKit } from '@einwohnerportal/decisions/tck';
import type { Count, Score } from '@einwohnerportal/decisions/tck';
import { UsageError } from './errors.ts';

/**
 * Runs a folder in the layout of the DMN conformance kit and prints what passed, by compliance level and separately for
 * the cases that expect something other than null, then the failures by name. Exit code 0 whatever fails, 2 if the
 * folder cannot be read. With `--json`, one JSON object.
 */
export async function tck(words: string[]): Promise<number> {
  const folders = words.filter((word) => !word.startsWith('--'));
  const flags = words.filter((word) => word.startsWith('--'));
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) throw new UsageError(`expected one folder after tck, got ${folders.length}`);
  const unknown = flags.find((flag) => flag !== '--json');
  if (unknown !== undefined) throw new UsageError(`expected --json or nothing, got ${unknown}`);
  let result;
  try {
    result = await runKit(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    throw new UsageError(`expected a folder that can be read at ${folder}, got ${code}`);
  }
  if (flags.includes('--json')) {
    console.log(JSON.stringify({ folder, ...result }));
    return 0;
  }
  for (const { file, case: id, node, expected, got, code } of result.failures) {
    console.log(`${file}  case ${id}  ${node}  expected ${expected}, got ${got}${code === null ? '' : ` (${code})`}`);
  }
  for (const [level, score] of Object.entries(result.levels)) console.log(line(level === 'none' ? 'no level' : `level ${level}`, score));
  console.log(line('all', result.all));
  return 0;
}

function line(name: string, { nonNull, ...all }: Score): string {
  return `${name}: passed ${share(all)}; expecting other than null: passed ${share(nonNull)}`;
}

function share({ passed, total }: Count): string {
  return `${passed} of ${total}${total === 0 ? '' : ` (${((100 * passed) / total).toFixed(1)} %)`}`;
}
