import { ConnectorError, type CapabilityAnswer } from '@einwohnerportal/connectors';
import type { ClaimedJob } from '@einwohnerportal/engine';
import { authorityOfJob } from '../worker/job-case.ts';
import type { JobCase, WorkerContext } from '../worker/types.ts';
import { collectInputs } from './collect-fee.ts';

/** What of a waiting step is needed to ask again. */
export type WaitingJob = Pick<ClaimedJob, 'caseId' | 'token' | 'inputs' | 'info'>;

/** The step that waits for a payment; null when it is over. */
export async function readWaitingJob(context: WorkerContext, caseId: string, token: number): Promise<WaitingJob | null> {
  const { rows } = await context.pool.query<{ inputs: Record<string, unknown>; info: ClaimedJob['info'] }>(
    `select inputs, info from engine.job where case_id = $1 and token_no = $2 and state = 'suspended' and kind = 'fees.collect'`,
    [caseId, token],
  );
  return rows[0] ? { caseId, token, ...rows[0] } : null;
}

export interface Question {
  job: WaitingJob;
  jobCase: JobCase;
  connector: string;
  idempotencyKey: string;
  /** Instant until which may be paid, where it differs from the period of the inputs. */
  until: string | null;
}

/** Asks one means of payment to collect the fee of a step, within the time of the contract. @throws ConnectorError */
export async function askConnector(
  context: WorkerContext,
  { connector, idempotencyKey, job, jobCase, until }: Question,
): Promise<CapabilityAnswer> {
  const found = context.connectors.get(connector);
  if (!found) throw new ConnectorError('not-available', `expected connector ${connector} in this node, got none of that id`);
  const catalogue = context.catalogue();
  const { contract } = catalogue.capability('fees.collect');
  const authority = await authorityOfJob(context, job as ClaimedJob, jobCase);
  const place = catalogue.authorities.byId(authority);
  return found.call({
    capability: 'fees.collect',
    idempotencyKey,
    inputs: await collectInputs(context, contract, job as ClaimedJob, jobCase, until),
    signal: AbortSignal.timeout(10_000),
    context: {
      caseId: job.caseId,
      reference: jobCase.reference,
      authority,
      bfs: place?.bfs ? String(place.bfs) : null,
      service: jobCase.service,
      language: jobCase.language,
    },
  });
}
