// npm run bench -- simulate [histories] [first seed] [stored]: random models and histories against the engine's core, without a database;
// with `stored` against a database, with several nodes that die at any round trip. The last line is one JSON object.
import { createDatabase } from '../testing/database.ts';
import { simulate } from '../../packages/engine/test/simulate/simulate.ts';
import { simulateStored } from '../../packages/engine/test/simulate/simulate-stored.ts';

const stored = process.argv.includes('stored');
const histories = Number(process.argv[2] ?? (stored ? 500 : 10_000));
const first = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
console.error(`seeds ${first} to ${first + histories - 1}`);
const begun = performance.now();
const database = stored ? await createDatabase({ schema: 'engine' }) : null;
let [commands, crashes] = [0, 0];
let fault = '';
for (let seed = first; seed < first + histories && fault === ''; seed += 1) {
  try {
    if (!database) commands += (await simulate(seed)).commands;
    else {
      const run = await simulateStored(database.pool, seed, { together: seed % 2 === 1, crashes: 0.04, cases: 4 });
      commands += run.commands;
      crashes += run.crashes;
    }
  } catch (error) {
    fault = (error as Error).message;
    console.error(fault);
  }
}
await database?.drop();
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(JSON.stringify({ histories, first, stored, commands, ...(stored ? { crashes } : {}), seconds, faults: Number(fault !== '') }));
if (fault !== '') process.exitCode = 1;
