import type pg from 'pg';
import type { Acting, Applicant, CasesContext, Scope, SessionView } from '../types.ts';

const SECRET = /^[0-9a-f]{64}$/;

interface SessionRow {
  at: Date;
  stamp: string | null;
  person_id: string | null;
  level: number;
  csrf: string;
  expires_at: Date;
  memberships: SessionView['memberships'];
  official_name: string;
  first_name: string;
  email: string | null;
  language: string;
  municipality: number | null;
  acting: ActingRow | null;
}

interface ActingRow {
  mandate_id: string;
  person_id: string;
  official_name: string;
  first_name: string;
  date_of_birth: string | null;
  municipality: number | null;
  last_day: string;
  may_act: boolean;
  scopes: string[] | null;
  capture: Acting['capture'];
  kind: Acting['kind'];
  signature: 'sole' | 'joint';
  facts: Acting['company'];
}

/**
 * Runs work in one transaction under the rights of a session. The secret is the cookie's value (64 hex digits); null or an
 * unknown secret means that nobody is signed in and no personal row is visible. Costs three statements besides the work's own
 * (begin and who is here in one message, commit).
 */
export async function withSession<T>(context: CasesContext, secret: string | null, work: (scope: Scope) => Promise<T>): Promise<T> {
  const client = await context.pool.connect();
  let broken: unknown;
  try {
    // Transaction-local, so that it cannot survive on a pooled connection; the value is checked to be hex before it enters the text.
    const results = (await client.query(`begin; select * from cases.enter('${plainSecret(secret)}')`)) as unknown as {
      rows: SessionRow[];
    }[];
    const scope = toScope(client, context, results[1]!.rows[0]!);
    const result = await work(scope);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => (broken = failure));
    throw error;
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}

/** The secret if it has the shape of one, else the empty text, which is nobody's. */
export function plainSecret(secret: string | null): string {
  return secret !== null && SECRET.test(secret) ? secret : '';
}

function toScope(client: pg.PoolClient, context: CasesContext, row: SessionRow): Scope {
  const now = context.clock ? context.clock() : row.at.toISOString();
  const session: SessionView | null = row.person_id
    ? {
        principal: `person:${row.person_id}`,
        personId: row.person_id,
        displayName: `${row.first_name} ${row.official_name}`,
        firstName: row.first_name,
        officialName: row.official_name,
        email: row.email,
        level: row.level,
        language: row.language,
        municipality: row.municipality,
        memberships: row.memberships,
        csrf: row.csrf,
        expiresAt: row.expires_at.toISOString(),
        acting: row.acting && toActing(row.acting),
      }
    : null;
  return { client, context, session, stamp: row.stamp, now, today: localDay(now, context.catalogue.authorities.canton.zone) };
}

function toActing(row: ActingRow): Acting {
  return {
    mandateId: row.mandate_id,
    principal: `person:${row.person_id}`,
    personId: row.person_id,
    // A company has no first name.
    displayName: `${row.first_name} ${row.official_name}`.trim(),
    firstName: row.first_name,
    officialName: row.official_name,
    birthdate: row.date_of_birth,
    municipality: row.municipality,
    until: row.last_day,
    mayAct: row.may_act,
    scopes: row.scopes,
    capture: row.capture,
    kind: row.kind,
    joint: row.signature === 'joint',
    company: row.facts,
  };
}

/** Whose matters a session handles: those of its person, or of whom the person acts for. */
export function applicantOf(session: SessionView): Applicant {
  return session.acting ?? session;
}

/** How an application comes in: from the person alone (`online`), or captured by a caseworker at the counter or on the phone. */
export function channelOf(session: SessionView | null): string {
  return session?.acting?.capture?.channel ?? 'online';
}

/** Formats are dear to make and dear to use: one per zone, and one answer per minute. */
const dayFormats = new Map<string, { format: Intl.DateTimeFormat; minute: number; day: string }>();

/** Local date of an instant in a zone, ISO. */
export function localDay(instant: string, zone: string): string {
  let known = dayFormats.get(zone);
  if (!known)
    dayFormats.set(
      zone,
      (known = {
        format: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }),
        minute: Number.NaN,
        day: '',
      }),
    );
  // No zone begins its day within a minute.
  const minute = Math.floor(Date.parse(instant) / 60_000);
  if (minute !== known.minute) Object.assign(known, { minute, day: known.format.format(new Date(instant)) });
  return known.day;
}

/** The session of a scope. @throws CasesError is not used here: a page that needs a person checks `scope.session` first. */
export function requireSession(scope: Scope): SessionView {
  if (!scope.session) throw new Error('expected a signed-in person of this request, got nobody');
  return scope.session;
}
