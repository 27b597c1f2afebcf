import { availableParallelism } from 'node:os';
import { testFiles } from './files.ts';
import { run } from './process.ts';
import { withSharedDatabase } from './shared-database.ts';

const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('--'));
const files = testFiles(args.filter((arg) => !arg.startsWith('--')));
if (files.length === 0) {
  console.error(`expected at least one test file, got none for "${args.join(' ')}"`);
  process.exit(2);
}
// A third of a file's time is waiting, for browsers and starting programs above all: on two processors two files at once leave a third of
// them idle. Each file holds up to fifty connections of the database.
const atOnce = Math.min(availableParallelism() + 1, 6);
console.log(`${files.length} test files, ${atOnce} at once`);
process.exitCode = await withSharedDatabase({ durable: false }, (url) =>
  run(process.execPath, ['--test', `--test-concurrency=${atOnce}`, ...options, ...files], { TEST_DATABASE_URL: url }),
);
