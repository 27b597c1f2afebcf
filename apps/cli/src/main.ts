import { UsageError } from './errors.ts';
import { verbs } from './verbs.ts';

const [name = 'help', ...words] = process.argv.slice(2);
try {
  const verb = verbs[name === '--help' || name === '-h' ? 'help' : name];
  if (!verb) throw new UsageError(`expected one of ${Object.keys(verbs).join(', ')}, got ${name}`);
  process.exitCode = await (await verb.load())(words);
} catch (error) {
  const known = error instanceof Error && 'code' in error;
  console.error(known ? (error as Error).message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
