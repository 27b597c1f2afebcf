// npm run bench -- workplace: the work list with 1,000,000 open tasks over 80 authorities, beside a plain indexed select.
// Optional argument: how many tasks. A figure beyond its limit is printed as such and ends with 0.
import { createDatabase } from '../testing/database.ts';
import { askRound, type Round } from './workplace/ask.ts';
import { fill } from './workplace/fill.ts';
import { openWorkplace } from './workplace/open.ts';
import { report } from './workplace/report.ts';

const TASKS = Number(process.argv[2] ?? 1_000_000);
const AUTHORITIES = 80;
const say = (text: string): void => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);

const database = await createDatabase({ schema: 'cases' });
try {
  const workplace = await openWorkplace(database, AUTHORITIES);
  say(`fills ${TASKS} tasks of ${workplace.people.length} offices`);
  const { carriedOver } = await fill(database.pool, workplace, TASKS);
  say('asks');
  const rounds: Round[] = [];
  // The first round fills caches, as a morning in an office does.
  await askRound(workplace, { inFlight: 4, seconds: 8 });
  for (const inFlight of [1, 4]) rounds.push(await askRound(workplace, { inFlight, seconds: 40 }));
  report({ tasks: TASKS, authorities: AUTHORITIES, carriedOver, rounds });
  await workplace.close();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await database.drop();
}
