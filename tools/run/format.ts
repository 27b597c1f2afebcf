import { join } from 'node:path';
import { root } from './files.ts';
import { run } from './process.ts';

process.exitCode = await run(join(root, 'node_modules', '.bin', 'prettier'), [
  '--write',
  '--log-level=warn',
  ...(process.argv.length > 2 ? process.argv.slice(2) : ['.']),
]);
