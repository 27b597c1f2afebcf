import type pg from 'pg';
import { arrayParameter, PLAN_BY_KEYS, runPipeline } from './pipeline.ts';
import type { ClaimedJob, TokenInfo, Variables } from '../types.ts';

interface JobLeaseRow {
  case_id: string;
  instance_no: number;
  token_no: number;
  kind: string;
  fence: number;
  attempts: number;
  retries: number;
  idempotency_key: string;
  info: TokenInfo;
  inputs: Variables;
  data: Variables;
  created_at: Date;
}

const CLAIM = `with due as (
       select case_id, instance_no, token_no from engine.job
       where state <> 'failed' and due_at <= coalesce($1::timestamptz, now())
         and (lease_until is null or lease_until <= coalesce($1::timestamptz, now()))
         and ($4::text[] is null or kind = any ($4))
       order by due_at limit $5 for update skip locked)
     update engine.job j set state = 'ready', fence = fence + 1, holder = $2, wait_until = null,
       lease_until = coalesce($1::timestamptz, now()) + make_interval(secs => $3)
     from due where j.case_id = due.case_id and j.instance_no = due.instance_no and j.token_no = due.token_no
     returning j.case_id, j.instance_no, j.token_no, j.kind, j.fence, j.attempts, j.retries, j.idempotency_key, j.info, j.inputs, j.data, j.created_at`;

/**
 * Gives due jobs to a node under a lease: new ones, ones whose pause or waiting time is over, and ones whose lease ran out. Each
 * lease has a new fence, so the former holder's answer comes too late.
 */
export async function claimJobs(
  pool: pg.Pool,
  claim: { now: string | null; node: string; leaseSeconds: number; kinds: readonly string[] | null; limit: number },
): Promise<ClaimedJob[]> {
  const kinds = claim.kinds && arrayParameter(claim.kinds);
  const values = [claim.now, claim.node, String(claim.leaseSeconds), kinds, String(claim.limit)];
  const [, rows] = (await runPipeline(pool, [PLAN_BY_KEYS, { text: CLAIM, values }])) as [unknown, JobLeaseRow[]];
  return rows.map((row) => ({
    caseId: row.case_id,
    instanceNo: row.instance_no,
    token: row.token_no,
    kind: row.kind,
    fence: row.fence,
    attempts: row.attempts,
    retries: row.retries,
    idempotencyKey: row.idempotency_key,
    info: row.info,
    inputs: row.inputs,
    data: row.data,
    createdAt: row.created_at.toISOString(),
  }));
}

const EXTEND = `with held as (
       select j.case_id, j.instance_no, j.token_no from engine.job j
       join jsonb_to_recordset($1::jsonb) as h(case_id uuid, instance_no integer, token_no integer, fence integer) using (case_id, instance_no, token_no)
       where j.fence = h.fence and j.lease_until is not null for update of j skip locked)
     update engine.job j set lease_until = coalesce($2::timestamptz, now()) + make_interval(secs => $3)
     from held where j.case_id = held.case_id and j.instance_no = held.instance_no and j.token_no = held.token_no
     returning j.case_id, j.token_no`;

/** Extends leases. Rows that a step is just finishing are left alone: waiting for them could deadlock. @returns jobs still held. */
export async function extendLeases(
  pool: pg.Pool,
  jobs: readonly ClaimedJob[],
  lease: { now: string | null; leaseSeconds: number },
): Promise<ClaimedJob[]> {
  if (jobs.length === 0) return [];
  const held = JSON.stringify(
    jobs.map((job) => ({ case_id: job.caseId, instance_no: job.instanceNo, token_no: job.token, fence: job.fence })),
  );
  const values = [held, lease.now, String(lease.leaseSeconds)];
  const [, rows] = (await runPipeline(pool, [PLAN_BY_KEYS, { text: EXTEND, values }])) as [
    unknown,
    { case_id: string; token_no: number }[],
  ];
  const still = new Set(rows.map((row) => `${row.case_id} ${row.token_no}`));
  return jobs.filter((job) => still.has(`${job.caseId} ${job.token}`));
}
