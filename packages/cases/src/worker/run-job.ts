import { ConnectorError, type CapabilityAnswer } from '@einwohnerportal/connectors';
import type { ClaimedJob, Command } from '@einwohnerportal/engine';
import type pg from 'pg';
import { parsePeriod } from '../catalogue/calendar.ts';
import type { CapabilityContract } from '../catalogue/types.ts';
import { CasesError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { authorityOfJob, readJobCase, resolveInputs } from './job-case.ts';
import { askConnector } from '../payments/ask-connector.ts';
import { notifyRuling } from '../deliveries/notify-ruling.ts';
import { HAND_OVER, handOverCase } from '../records/hand-over-case.ts';
import { sendLetter } from '../letters/send-letter.ts';
import { collectFee } from '../payments/collect-fee.ts';
import { refundFee } from '../payments/refund-fee.ts';
import { putInInbox } from './platform/put-in-inbox.ts';
import { renderDocument } from './platform/render-document.ts';
import { sealDocument } from './platform/seal-document.ts';
import { localDay } from '../request/scope.ts';
import { withNumbers, withoutNumbers } from '../vault/hand-over.ts';
import { failJob } from './fail-job.ts';
import type { JobCase, PlatformAnswer, PlatformCapability, WorkerContext } from './types.ts';

/** Capabilities that the platform itself provides; all others are connectors of business applications. */
const PLATFORM: Record<string, PlatformCapability> = {
  'documents.render': renderDocument,
  'documents.seal': sealDocument,
  'documents.sign': sealDocument,
  'delivery.inbox': putInInbox,
};

/**
 * Does one claimed job: platform capability or connector, outside any lock. What it wrote and the command that tells the engine
 * are one transaction, so a crash repeats both or neither.
 */
export async function runJob(context: WorkerContext, job: ClaimedJob): Promise<void> {
  const now = await clockOf(context);
  try {
    const jobCase = await readJobCase(context, job.caseId);
    const answer = await perform(context, job, jobCase, now);
    const command: Command =
      answer.state === 'done'
        ? { type: 'complete-job', token: job.token, fence: job.fence, variables: answer.outputs }
        : { type: 'suspend-job', token: job.token, fence: job.fence, until: answer.until, data: answer.data };
    await commit(context, job, command, answer.write);
    if (answer.state === 'done') context.observe?.(job.kind);
  } catch (error) {
    await failJob(context, job, error, now);
  }
}

async function perform(context: WorkerContext, job: ClaimedJob, jobCase: JobCase, now: string): Promise<PlatformAnswer> {
  const catalogue = context.catalogue();
  if (!catalogue.hasCapability(job.kind))
    throw new CasesError('capability-unknown', `expected a capability of the catalogue, got ${job.kind}`);
  const authority = await authorityOfJob(context, job, jobCase);
  const binding = catalogue.authorities.binding(authority, job.kind, localDay(now, catalogue.authorities.canton.zone));
  if (binding?.to !== 'connector' || !binding.connector) {
    throw new ConnectorError('not-available', `expected a connector for ${job.kind} of authority ${authority}, got none bound`);
  }
  const platform = PLATFORM[job.kind];
  if (platform) return platform({ context, job, jobCase, now });
  if (job.kind === 'delivery.letter' && binding.connector === 'print') return sendLetter({ context, job, jobCase, now });
  if (job.kind === 'delivery.notify' && binding.connector === 'inbox') return notifyRuling({ context, job, jobCase, now });
  if (job.kind === 'fees.refund' && context.payments.has(binding.connector)) return refundFee({ context, job, jobCase, now });
  if (HAND_OVER.has(job.kind)) {
    const given = await handOverCase({ context, job, jobCase, now }, { authority, connector: binding.connector });
    const record = recordRead(catalogue.capability(job.kind).contract, job, jobCase, binding.connector, now);
    return { ...given, write: async (client) => (await given.write?.(client), await record(client)) };
  }
  const connector = context.connectors.get(binding.connector);
  if (!connector) throw new ConnectorError('not-available', `expected connector ${binding.connector} in this node, got none of that id`);
  const { contract } = catalogue.capability(job.kind);
  if (job.kind === 'fees.collect' && context.payments.has(binding.connector)) {
    const ask = (id: string, idempotencyKey: string): Promise<CapabilityAnswer> =>
      askConnector(context, { job, jobCase, connector: id, idempotencyKey, until: null });
    const answer = await collectFee({ context, job, jobCase, binding, now, ask });
    const record = recordRead(contract, job, jobCase, binding.connector, now);
    return answer.state === 'done' ? { ...answer, write: async (client) => (await answer.write?.(client), await record(client)) } : answer;
  }
  const place = catalogue.authorities.byId(authority);
  const answer = await connector.call({
    capability: job.kind,
    idempotencyKey: job.idempotencyKey,
    inputs: await withNumbers(context.vault ?? null, contract, await resolveInputs(context, contract, job, jobCase), {
      caseId: job.caseId,
      connector: binding.connector,
      office: jobCase.office,
      element: job.info.element,
      now,
    }),
    context: {
      caseId: job.caseId,
      reference: jobCase.reference,
      authority,
      bfs: place?.bfs ? String(place.bfs) : null,
      service: jobCase.service,
      language: jobCase.language,
    },
    signal: AbortSignal.timeout(milliseconds(contract)),
  });
  const record = recordRead(contract, job, jobCase, binding.connector, now);
  if (answer.state === 'done') {
    const holder = jobCase.applicant.startsWith('person:') ? jobCase.applicant.slice('person:'.length) : job.caseId;
    const outputs = await withoutNumbers(context.vault ?? null, contract, checkOutputs(contract, answer.outputs), {
      caseId: job.caseId,
      holder,
    });
    return { ...answer, outputs, write: record };
  }
  return { state: 'waiting', until: answer.until, data: { action: answer.action } };
}

function milliseconds(contract: CapabilityContract): number {
  const seconds = /^(\d+) seconds?$/.exec(contract.time.answer);
  if (seconds) return Number(seconds[1]) * 1000;
  const { count, unit } = parsePeriod(contract.time.answer);
  return count * (unit === 'hours' ? 3_600_000 : 60_000);
}

/** An answer outside its contract is never passed on. @throws ConnectorError `bad-answer` */
function checkOutputs(contract: CapabilityContract, outputs: Record<string, unknown>): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(contract.outputs)) {
    const value = outputs[name] ?? null;
    if (declared.values && !declared.values.includes(String(value))) {
      throw new ConnectorError(
        'bad-answer',
        `expected ${name} of ${contract.name} to be one of ${declared.values.join(', ')}, got something else`,
      );
    }
    known[name] = value;
  }
  return known;
}

/** A connector that got personal data leaves an access record (service-package.md 2.3). */
function recordRead(contract: CapabilityContract, job: ClaimedJob, jobCase: JobCase, connector: string, now: string) {
  return async (client: pg.PoolClient): Promise<void> => {
    if (contract.data.categories.length === 0) return;
    await client.query(
      `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, element) values ($1, $2, $3, $4, $5, $6, $7)`,
      [now, jobCase.caseId, `connector:${connector}`, connector, jobCase.office, `tasks.${job.info.element}.purpose`, job.info.element],
    );
  };
}

async function commit(
  context: WorkerContext,
  job: ClaimedJob,
  command: Command,
  write?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    await write?.(client);
    await context.engine.enqueue(client, job.caseId, uuidOf(`${command.type} ${job.idempotencyKey} ${job.fence}`), command, {
      actor: 'machine',
    });
  });
}

export async function clockOf(context: WorkerContext): Promise<string> {
  return context.clock ? context.clock() : new Date().toISOString();
}
