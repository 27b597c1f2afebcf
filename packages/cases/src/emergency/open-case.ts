import { PERSON } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope, SessionView } from '../types.ts';

/** Role of people who may open cases of their own authority without taking part in them. */
export const EMERGENCY_ROLE = 'emergency';
/** Role of people who may do so to repair a fault, for authorities that list their office (`support`). */
export const SUPPORT_ROLE = 'support';

/** Why a case is opened: words for people stand under `emergency.purpose.<kind>`. */
export const OPENING_KINDS = ['danger', 'nobody-there', 'person-asks', 'fault'] as const;
export type OpeningKind = (typeof OPENING_KINDS)[number];

export interface Opening {
  caseId: string;
  reference: string;
  /** ISO instants, by the clock of the database. */
  openedAt: string;
  until: string;
  /** Still open now. */
  open: boolean;
  mine: boolean;
  name: string;
  office: string;
  kind: OpeningKind;
  reason: string;
}

/** May this person open cases without taking part, or see who did. What of it holds is decided by the database. */
export function mayOpenInEmergency(session: SessionView): boolean {
  return session.memberships.some(({ roles }) => roles.includes(EMERGENCY_ROLE) || roles.includes(SUPPORT_ROLE));
}

/** Does this person lead an authority: then they see who opened its cases. */
export function seesOpenings(session: SessionView): boolean {
  return mayOpenInEmergency(session) || session.memberships.some(({ roles }) => roles.includes('lead'));
}

/**
 * Opens a case by its reference. Everything is decided and written down in the database, in one statement. `not-found` is also the answer
 * for a case that this person may not open.
 */
export async function openInEmergency(
  scope: Scope,
  asked: { reference: string; kind: string; reason: string },
): Promise<{ caseId: string } | { refused: 'not-found' | 'reason' | 'too-often' }> {
  requireSession(scope);
  const { rows } = await scope.client.query<{ refused: 'not-found' | 'reason' | 'too-often' | null; opened: string | null }>(
    'select refused, opened from cases.open_in_emergency($1, $2, $3)',
    [asked.reference.trim().toUpperCase(), asked.kind, asked.reason],
  );
  const [row] = rows;
  return row?.opened ? { caseId: row.opened } : { refused: row?.refused ?? 'not-found' };
}

/** Gives the access back before its time is over. */
export async function endOpening(scope: Scope, caseId: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(caseId)) return false;
  const { rows } = await scope.client.query<{ ended: boolean }>('select cases.end_opening($1) as ended', [caseId]);
  return rows[0]?.ended === true;
}

/** Who opened what in the last 90 days, the newest first: the own openings, and those of cases of an authority that the person leads. */
export async function listOpenings(scope: Scope): Promise<Opening[]> {
  const { rows } = await scope.client.query<
    Omit<Opening, 'openedAt' | 'until' | 'reference'> & { opened_at: Date; until: Date; reference: string | null }
  >(
    `select o.case_id as "caseId", c.reference, o.opened_at, o.until, o.ended_at is null and o.until > now() as open, o.person_id = ${PERSON} as mine,
       o.person_name as name, o.office, o.kind, o.reason
     from cases.openings o left join cases.cases c on c.case_id = o.case_id and exists (select 1 from cases.access mine where mine.case_id = c.case_id
         and mine.principal = any ((select cases.principals())::text[]) and (mine.until is null or mine.until > now()))
     where o.opened_at > now() - interval '90 days' and (o.person_id = ${PERSON} or o.authority = any ((select cases.led())::text[]))
     order by o.opened_at desc limit 100`,
  );
  return rows.map(({ opened_at, until, reference, ...row }) => ({
    ...row,
    reference: reference ?? '',
    openedAt: opened_at.toISOString(),
    until: until.toISOString(),
  }));
}

/** The own opening of a case that is not over; null: there is none. */
export async function currentOpening(
  scope: Scope,
  caseId: string,
): Promise<{ until: string; kind: OpeningKind; reason: string; office: string } | null> {
  const { rows } = await scope.client.query<{ until: Date; kind: OpeningKind; reason: string; office: string }>(
    `select until, kind, reason, office from cases.openings where case_id = $1 and person_id = ${PERSON} and ended_at is null and until > now() limit 1`,
    [caseId],
  );
  const [row] = rows;
  return row ? { ...row, until: row.until.toISOString() } : null;
}
