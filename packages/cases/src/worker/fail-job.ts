import { ConnectorError } from '@einwohnerportal/connectors';
import type { ClaimedJob, Command } from '@einwohnerportal/engine';
import { due } from '../catalogue/calendar.ts';
import { uuidOf } from '../ids.ts';
import type { WorkerContext } from './types.ts';

/**
 * Tells the engine that a job failed. A connector that is not available is asked again until the contract's `giveUp` is over; an error
 * named by the contract is thrown into the process; everything else becomes an incident with its code.
 */
export async function failJob(context: WorkerContext, job: ClaimedJob, error: unknown, now: string): Promise<void> {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : 'unknown failure';
  context.measures?.jobFailed(job.kind, code);
  context.log.warn({ capability: job.kind, code, caseId: job.caseId, attempts: job.attempts }, message);
  const command = commandFor(context, job, code, message, now);
  await context.engine.run(job.caseId, uuidOf(`${command.type} ${job.idempotencyKey} ${job.fence}`), command);
}

function codeOf(error: unknown): string {
  if (error instanceof ConnectorError) return error.code;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return 'not-available';
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'failed';
}

function commandFor(context: WorkerContext, job: ClaimedJob, code: string, message: string, now: string): Command {
  const catalogue = context.catalogue();
  const contract = catalogue.hasCapability(job.kind) ? catalogue.capability(job.kind).contract : null;
  if (contract?.errors.includes(code)) return { type: 'throw-error', token: job.token, fence: job.fence, errorCode: code };
  // An answer that makes no sense may be a maintenance page: it is asked again like an outage, and shown as trouble meanwhile.
  const retryable = code === 'not-available' || code === 'bad-answer';
  const giveUpAt = contract && retryable ? due(contract.time.giveUp, job.createdAt, () => false, catalogue.authorities.canton.zone) : null;
  const over = giveUpAt !== null && giveUpAt.replace(/\[.*\]$/, '') < now;
  return {
    type: 'fail-job',
    token: job.token,
    fence: job.fence,
    code: over ? 'expired' : code,
    message,
    retryable: retryable && !over,
    retryUntilGivenUp: retryable,
  };
}
