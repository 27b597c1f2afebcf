// npm run bench -- durability [kills] [seed]: nodes killed, frozen and cut off under load, the database restarted; what was acknowledged
// must be there once. The server is one of its own with durable commits. The last line is one JSON object; exit 1 means a fault.
import { cpus, totalmem } from 'node:os';
import { planOf } from './durability/plan.ts';
import { runDurability } from './durability/run.ts';

const kills = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
const begun = performance.now();
const log = (line: string): void => console.error(`${String(Math.round((performance.now() - begun) / 1000)).padStart(5)} s  ${line}`);
log(`${kills} kills, seed ${seed}`);
const { lost, twice, wrong, unowned, late, accidents, ...figures } = await runDurability({
  seed,
  plan: planOf(kills),
  nodes: 3,
  perSecond: 4,
  log,
});
const found = { lost, twice, wrong, unowned, late, accidents };
for (const [name, list] of Object.entries(found)) for (const each of list.slice(0, 10)) console.error(`${name}: ${each}`);
const faults = Object.values(found).reduce((sum, list) => sum + list.length, 0);
console.log(
  JSON.stringify({
    seed,
    ...figures,
    ...Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.length])),
    seconds: Math.round((performance.now() - begun) / 1000),
    machine: { processors: cpus().length, model: cpus()[0]!.model, gigabytes: Math.round(totalmem() / 2 ** 30), node: process.version },
    faults,
  }),
);
if (faults > 0) process.exitCode = 1;
