// npm run bench -- simulate [histories] [first seed]: random models and histories against the engine's core, without a database.
import { simulate } from '../../packages/engine/test/simulate/simulate.ts';

const histories = Number(process.argv[2] ?? 10_000);
const first = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
console.error(`seeds ${first} to ${first + histories - 1}`);
const begun = performance.now();
let commands = 0;
try {
  for (let seed = first; seed < first + histories; seed += 1) commands += (await simulate(seed)).commands;
  console.log(JSON.stringify({ histories, first, commands, seconds: Math.round((performance.now() - begun) / 1000), faults: 0 }));
} catch (error) {
  console.error((error as Error).message);
  console.log(JSON.stringify({ histories, first, commands, faults: 1 }));
  process.exitCode = 1;
}
