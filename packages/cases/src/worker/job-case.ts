import type { ClaimedJob } from '@einwohnerportal/engine';
import type { CapabilityContract } from '../catalogue/types.ts';
import { fromRappen, toRappen, type FeeItem } from '../drafts/fee.ts';
import type { JobCase, WorkerContext } from './types.ts';

interface JobCaseRow {
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  office: string;
  competent: string;
  language: string;
  applicant_id: string | null;
  applicant_name: string;
  submitted_at: Date;
  submitted_on: string;
  verification_secret: string;
}

/** The case of a job, with the exact content of the service it started with. */
export async function readJobCase(context: WorkerContext, caseId: string): Promise<JobCase> {
  const { rows } = await context.pool.query<JobCaseRow>({
    name: 'job-case',
    text: `select case_id, reference, service, service_hash, authority, office, competent, language, applicant_id, applicant_name, submitted_at,
      submitted_on::text, verification_secret from cases.cases where case_id = $1`,
    values: [caseId],
  });
  const row = rows[0]!;
  return {
    caseId: row.case_id,
    reference: row.reference,
    service: row.service,
    authority: row.authority,
    office: row.office,
    competent: row.competent,
    language: row.language,
    applicant: row.applicant_id ? `person:${row.applicant_id}` : row.office,
    applicantName: row.applicant_name,
    submittedAt: row.submitted_at.toISOString(),
    submittedOn: row.submitted_on,
    verificationSecret: row.verification_secret,
    version: context.catalogue().service(row.service, row.service_hash),
  };
}

/** Authority of the party in whose lane the job stands. */
export async function authorityOfJob(context: WorkerContext, job: ClaimedJob, jobCase: JobCase): Promise<string> {
  if (!job.info.party || job.info.party === jobCase.competent) return jobCase.authority;
  const { rows } = await context.pool.query<{ authority: string | null }>(
    'select authority from cases.parties where case_id = $1 and party = $2',
    [job.caseId, job.info.party],
  );
  return rows[0]?.authority ?? jobCase.authority;
}

interface CasePerson {
  ref: string;
  registerKey: string | null;
  officialName: string;
  firstName: string;
  dateOfBirth: string | null;
}

/**
 * Inputs as a connector needs them: person references of the case become persons with the register's own key. The key never stands
 * in a variable of the process.
 */
export async function resolveInputs(
  context: WorkerContext,
  contract: CapabilityContract,
  job: ClaimedJob,
  jobCase: JobCase,
): Promise<Record<string, unknown>> {
  const given = Array.isArray(job.inputs.items) ? { ...job.inputs, items: feeLines(job.inputs.items as FeeItem[], jobCase) } : job.inputs;
  const refs = Object.entries(contract.inputs).filter(([, input]) => String(input.type).includes('PersonRef'));
  if (refs.length === 0) return given;
  const { rows } = await context.pool.query<CasePerson>(
    `select ref, register_key as "registerKey", official_name as "officialName", first_name as "firstName", date_of_birth as "dateOfBirth"
     from cases.case_persons where case_id = $1`,
    [job.caseId],
  );
  const byRef = new Map(rows.map((person) => [person.ref, person]));
  const person = (ref: unknown): unknown => byRef.get(String(ref)) ?? null;
  const inputs: Record<string, unknown> = { ...given };
  for (const [name] of refs) {
    const value = inputs[name];
    inputs[name] = Array.isArray(value) ? value.map(person).filter((each) => each !== null) : person(value);
  }
  return inputs;
}

/** Fee items as a payer reads them: words of the case's language, the amount of the whole line. */
function feeLines(items: FeeItem[], { version, language }: JobCase): Record<string, unknown>[] {
  const t = version.texts(language);
  return items.map((item) => ({ ...item, text: t(item.item), amount: fromRappen(toRappen(item.amount) * BigInt(item.quantity)) }));
}
