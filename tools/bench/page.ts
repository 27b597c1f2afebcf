// npm run bench -- page: how fast pages are beside a bare route, what a first view costs, how long a certificate takes.
// A figure beyond its limit is printed as such and ends with 0; exit 1 means that something could not be measured.
import { once } from 'node:events';
import { startSystem, type System } from '../../tests/support/system.ts';
import { openDomain, prepareCases, type PreparedCase } from './page/cases.ts';
import { measureDelivery } from './page/delivery.ts';
import { measureFirstViews } from './page/first-view.ts';
import { beside, measureRates, type Target } from './page/rates.ts';
import { report, type Measurement } from './page/report.ts';
import { countStatements } from './page/statements.ts';

const EACH_KIND = 100;
const DELIVERIES = 30;
const START = '/de/services/residence-certificate';
const say = (text: string): void => console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);

const bare = beside('./bare.ts');
let counter: Awaited<ReturnType<typeof countStatements>> | null = null;
let system: System | null = null;
try {
  const [{ port: barePort }] = (await once(bare, 'message')) as [{ port: number }];
  say('starts the product');
  const counted = (name: string, own: Record<string, string>): Record<string, string> =>
    counter && name === 'portal' ? { DATABASE_URL: counter.through(own['DATABASE_URL']!) } : {};
  system = await startSystem(['portal', 'worker'], { further: counted });
  const domain = await openDomain(system);
  say(`prepares ${3 * EACH_KIND} cases`);
  const cases = await prepareCases(system, domain, EACH_KIND);
  await system.database.pool.query('analyze');
  say('measures from submission to certificate');
  const delivery = await measureDelivery(system, domain, DELIVERIES);
  say('measures rates');
  const rates = [];
  for (const connections of [1, 16])
    rates.push(await measureRates(targets(system, cases, barePort), { connections, rounds: 3, seconds: 1.5 }));
  say('measures first views');
  const views = await measureFirstViews(system.url.portal, {
    home: { path: '/de', cookie: null },
    'start page': { path: START, cookie: null },
    'case page': { path: `/de/cases/${cases[0]!.reference}`, cookie: cases[0]!.secret },
  });
  say('counts statements');
  await system.kill('portal');
  counter = await countStatements(new URL(system.database.url));
  await system.start('portal');
  const statements = await statementsOf(system, cases, counter.taken);
  await domain.close();
  report({ rates, statements, views, delivery, prepared: cases.length });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  bare.disconnect();
  await system?.stop();
  counter?.close();
}

function targets({ url }: System, cases: PreparedCase[], barePort: number): Record<Measurement, Target> {
  const port = Number(new URL(url.portal).port);
  const ofCases = {
    port,
    expects: 'id="route"',
    requests: cases.map(({ reference, secret }) => ({ path: `/de/cases/${reference}`, cookie: `session=${secret}` })),
  };
  const page = (path: string, expects: string): Target => ({ port, expects, requests: [{ path, cookie: null }] });
  return {
    bare: { port: barePort, expects: 'hello', requests: [{ path: '/hello', cookie: null }] },
    home: page('/de', '</html>'),
    start: page(START, '</html>'),
    case: ofCases,
    caseUnseen: { ...ofCases, unseen: true },
  };
}

/** Statements of the case page for somebody who opens it, and for the same page opened again; the most of several cases. */
async function statementsOf({ url }: System, cases: PreparedCase[], taken: () => string[]): Promise<{ first: number; again: number }> {
  const open = async ({ reference, secret }: PreparedCase): Promise<number> => {
    taken();
    const answer = await fetch(`${url.portal}/de/cases/${reference}`, { headers: { cookie: `session=${secret}` } });
    if (answer.status !== 200) throw new Error(`expected the case page, got ${answer.status}`);
    await answer.text();
    const statements = taken();
    if (statements.length === 0)
      throw new Error('expected statements of the case page, got none: is the database asked through the counter?');
    return statements.length;
  };
  // The catalogue is looked after every two seconds beside the requests; the middle one of many is the request's own.
  const counts = { first: [] as number[], again: [] as number[] };
  for (const each of cases.slice(0, 15)) {
    counts.first.push(await open(each));
    counts.again.push(await open(each));
  }
  const middle = (of: number[]): number => of.sort((a, b) => a - b)[of.length >> 1]!;
  return { first: middle(counts.first), again: middle(counts.again) };
}
