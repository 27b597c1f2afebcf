import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './files.ts';
import { run } from './process.ts';
import { withSharedDatabase } from './shared-database.ts';

const [name, ...args] = process.argv.slice(2);
const file = join('tools', 'bench', `${name ?? ''}.ts`);
if (!name || !/^[a-z0-9-]+$/.test(name) || !existsSync(join(root, file))) {
  const names = globSync('tools/bench/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }).map((path) => basename(path, '.ts'));
  console.error(`expected the name of a measurement (${names.join(', ') || 'none there yet'}), got ${name ? `"${name}"` : 'none'}`);
  process.exit(2);
}
process.exitCode = await withSharedDatabase({ durable: true }, (url) => run(process.execPath, [file, ...args], { TEST_DATABASE_URL: url }));
