import { iso, officeName } from '../case-view/view-case.ts';
import type { Scope } from '../types.ts';
import type { OperatedCase } from './types.ts';

interface CaseFacts {
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  office: string;
  language: string;
  submitted_at: Date;
  closed_at: Date | null;
  competent: boolean;
}

/** Role of an office whose members keep the machine running for their authority. */
export const OPERATOR_ROLE = 'operator';

/** True when the signed-in person operates at least one authority; what that opens is decided by the database. */
export function isOperator({ session }: Scope): boolean {
  return session?.memberships.some(({ roles }) => roles.includes(OPERATOR_ROLE)) ?? false;
}

/** Facts of the cases among these that this operator may keep running, by id. */
export async function operatedCases(scope: Scope, ids: readonly string[], lang: string): Promise<Map<string, OperatedCase>> {
  if (ids.length === 0) return new Map();
  const { rows } = await scope.client.query<CaseFacts>('select * from cases.operated_cases($1)', [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.case_id, factsOf(scope, row, lang)]));
}

/** The case with this reference; null also when it is somebody else's. */
export async function operatedReference(scope: Scope, reference: string, lang: string): Promise<OperatedCase | null> {
  const { rows } = await scope.client.query<CaseFacts>(`select * from cases.operated_cases('{}', $1)`, [reference.trim().toUpperCase()]);
  return rows[0] ? factsOf(scope, rows[0], lang) : null;
}

function factsOf(scope: Scope, row: CaseFacts, lang: string): OperatedCase {
  const { catalogue } = scope.context;
  const found = catalogue.authorities.byOffice(row.office);
  return {
    caseId: row.case_id,
    reference: row.reference,
    service: row.service,
    serviceHash: row.service_hash,
    title: catalogue.service(row.service, row.service_hash).texts(lang)('service.title'),
    authority: row.authority,
    office: found ? officeName(found.office, found.authority, lang) : row.office,
    language: row.language,
    submittedAt: iso(row.submitted_at),
    closedAt: row.closed_at ? iso(row.closed_at) : null,
    competent: row.competent,
  };
}
