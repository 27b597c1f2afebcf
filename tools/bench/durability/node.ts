// One node of the durability run: `node node.ts` with DATABASE_URL, OUTSIDE_URL and NODE_NAME; tells its port by a message to its parent.
import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { commandOutcome, createEngine } from '../../../packages/engine/src/index.ts';
import type { ClaimedJob, Command, CommandOutcome, StepSummary } from '../../../packages/engine/src/types.ts';
import { host } from './model.ts';
import { readJson, type OutsideAnswer } from './outside.ts';

/** What a client asks of a node. */
export type Request =
  | { how: 'run' | 'enqueue'; caseId: string; commandId: string; command: Command }
  | { how: 'outcome'; caseId: string; commandId: string }
  | { how: 'publish'; messageId: string; message: string; variables: Record<string, unknown> };

/** The answer that acknowledges it: durable, whatever happens to this node. */
export type Acknowledged = { outcome: CommandOutcome | null } | { cases: string[] };

const name = process.env['NODE_NAME']!;
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, max: 10 });
pool.on('error', () => {});
// Every entry of every step is counted in the step's own transaction: one that is applied twice stands there twice.
const onStep = async (client: pg.PoolClient, step: StepSummary): Promise<void> => {
  await client.query(
    `insert into ledger.effect (case_id, step, command_id, token, element, what)
     select $1, $2, $3, token, element, what from jsonb_to_recordset($4::jsonb) as p(token integer, element text, what text)`,
    [step.caseId, step.step, step.commandId, JSON.stringify(step.path)],
  );
};
const engine = createEngine({ pool, ownPool: true, host, node: name, zone: 'UTC', onStep });

/** Again and again, whatever the database does; a fault is waited for with jitter. */
async function forEver(turn: () => Promise<boolean>): Promise<never> {
  for (;;) {
    try {
      if (!(await turn())) await pause(20 + Math.random() * 30);
    } catch {
      await pause(50 + Math.random() * 200);
    }
  }
}

async function work(job: ClaimedJob): Promise<void> {
  const { caseId, token, fence, kind, idempotencyKey: key } = job;
  const beat = setInterval(() => void engine.heartbeat([job]).catch(() => {}), 5_000);
  try {
    const body = JSON.stringify({ key, kind, fence, node: name, caseId });
    const answer = (await (await fetch(process.env['OUTSIDE_URL']!, { method: 'POST', body })).json()) as OutsideAnswer;
    const command: Command =
      'number' in answer
        ? { type: 'complete-job', token, fence, variables: { [kind.slice(3)]: answer.number } }
        : { type: 'fail-job', token, fence, code: 'refused', message: 'not now', retryable: answer.failed === 'again' };
    const again = async (tries: number): Promise<unknown> =>
      engine.run(caseId, `${key} ${fence}`, command).catch((error: Error) => (tries > 0 ? pause(100).then(() => again(tries - 1)) : error));
    await again(20);
  } finally {
    clearInterval(beat);
  }
}

async function answer(request: Request): Promise<Acknowledged> {
  if (request.how === 'publish') {
    return { cases: await engine.publish(pool, request.messageId, request.message, request.variables) };
  }
  if (request.how === 'outcome') return { outcome: await commandOutcome(pool, request.caseId, request.commandId) };
  const { how, caseId, commandId, command } = request;
  if (how === 'run') return { outcome: await engine.run(caseId, commandId, command) };
  await engine.enqueue(pool, caseId, commandId, command);
  return { outcome: null };
}

const server = createServer((incoming, response) => {
  void readJson<Request>(incoming)
    .then(answer)
    .then((done) => response.end(JSON.stringify(done)))
    .catch((error: Error) => response.writeHead(503).end(error.message));
});
server.listen(0, '127.0.0.1', () => {
  process.send!({ port: (server.address() as AddressInfo).port });
  // A node that is killed has no time to.
  flushCompileCache();
});
process.on('disconnect', () => process.exit(0));

const queues = [0, 1].map(() => forEver(async () => (await engine.drain({ limit: 20 })) > 0));
let running = 0;
const begin = (job: ClaimedJob): void => {
  running += 1;
  void work(job)
    .catch(() => {})
    .finally(() => (running -= 1));
};
engine.giveJobs({ free: () => 8 - running, take: begin });
const jobs = forEver(async () => {
  if (running >= 8) return false;
  const claimed = await engine.claimJobs({ limit: 8 - running });
  claimed.forEach(begin);
  return claimed.length > 0;
});
await Promise.all([...queues, jobs]);
