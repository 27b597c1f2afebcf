// npm run bench -- documents [part]: how many documents a second, sealed beside unsealed, and what else is listed in documents/parts.ts.
// The last line is one JSON object.
import { cpus } from 'node:os';
import { PARTS } from './documents/parts.ts';

const wanted = process.argv[2];
const parts = PARTS.filter(({ name }) => wanted === undefined || name === wanted);
if (parts.length === 0) {
  console.error(`expected a part (${PARTS.map(({ name }) => name).join(', ')}), got "${wanted}"`);
  process.exit(2);
}
const found: Record<string, unknown> = {};
for (const part of parts) found[part.name] = await part.run((line) => console.error(`${part.name}: ${line}`));
console.log(JSON.stringify({ ...found, machine: { processors: cpus().length, model: cpus()[0]?.model, node: process.version } }));
