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
console.log(`${files.length} test files`);
process.exitCode = await withSharedDatabase({ durable: false }, (url) =>
  run(process.execPath, ['--test', '--test-concurrency=2', ...options, ...files], { TEST_DATABASE_URL: url }),
);
