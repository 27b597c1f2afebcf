// npm run bench -- crash-steps [points] [seed] [from]: the worker ends between any two steps of a case (seal, content, alert, payment, package for the
// archive, destruction, statement); another one goes on with what it left. Nothing may be doubled, lost, loose or destroyed before the archive has it.
// A run that was cut off goes on with its seed and the next point. The last line is one JSON object; exit 1 means a fault.
import { crashStage } from './crash-steps/stage.ts';
import { runCrashSteps } from './crash-steps/run.ts';

const points = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
const from = Number(process.argv[4] ?? 1);
const begun = performance.now();
const log = (line: string): void => console.error(`${String(Math.round((performance.now() - begun) / 1000)).padStart(5)} s  ${line}`);
log(`${points} points, seed ${seed}`);
const { options, end } = await crashStage();
const { faults, ...figures } = await runCrashSteps({ ...options, points, seed, from, log });
await end();
for (const fault of faults.slice(0, 20)) console.error(fault);
const wrong = faults.length + figures.loose + figures.doubledMails;
console.log(JSON.stringify({ points, seed, ...figures, seconds: Math.round((performance.now() - begun) / 1000), faults: wrong }));
if (wrong > 0) process.exitCode = 1;
