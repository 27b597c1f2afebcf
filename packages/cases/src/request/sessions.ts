import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readValue } from '@einwohnerportal/forms';
import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';
import { EMERGENCY_ROLE, SUPPORT_ROLE } from '../emergency/open-case.ts';
import { AHV_NUMBER } from '../vault/put.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { CasesContext, Scope, SessionView, SignedInIdentity } from '../types.ts';

/** A session ends after this time without use … */
const IDLE_MINUTES = 30;
/** … and in any case after this. */
const WHOLE_HOURS = 12;

/**
 * Records the person and opens a new session; an older session keeps its own secret and dies by itself or by sign-out.
 * The secret (64 hex digits) goes into the cookie and nowhere else; the database keeps its hash.
 */
export async function signIn(
  pool: pg.Pool,
  identity: SignedInIdentity,
  app: 'portal' | 'workplace',
  catalogue: Catalogue,
): Promise<{ secret: string; expiresAt: string }> {
  const secret = randomBytes(32).toString('hex');
  const said = app === 'workplace' ? catalogue.authorities.memberships(identity.functions) : [];
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ person_id: string }>(
      `insert into cases.persons (person_id, issuer, subject, official_name, first_name, date_of_birth, email, language, municipality)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (issuer, subject) do update set official_name = excluded.official_name, first_name = excluded.first_name,
         date_of_birth = excluded.date_of_birth, email = excluded.email, municipality = excluded.municipality
       returning person_id`,
      [
        randomUUID(),
        identity.issuer,
        identity.subject,
        identity.familyName,
        identity.givenName,
        identity.birthdate,
        identity.email,
        identity.language,
        identity.municipality,
      ],
    );
    const personId = rows[0]!.person_id;
    const invited = app === 'workplace' ? await invitedTo(client, personId, catalogue) : { memberships: [], endsOn: null };
    const memberships = await withoutBlocked(client, personId, mergedOf([...said, ...invited.memberships]));
    const offices = [
      ...memberships.flatMap(({ office, roles }) => [office, ...roles.map((role) => `${office}#${role}`)]),
      ...supported(memberships, catalogue),
    ];
    const principals = [`person:${personId}`, ...(memberships.some(opensCases) ? [`emergency:${personId}`] : []), ...offices];
    if (app === 'workplace') {
      await keepMember(client, personId, identity, memberships, { login: said, invitation: invited.memberships });
      await client.query('select cases.follow_login($1, $2, $3)', [personId, memberships.map(({ office }) => office), principals]);
    }
    const session = await client.query<{ expires_at: Date }>(
      `insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals, memberships)
       values ($1, $2, now() + make_interval(mins => $3),
         least(now() + make_interval(hours => $4), ($10::date + 1)::timestamp at time zone $11), $5, $6, $7, $8, $9) returning expires_at`,
      [
        createHash('sha256').update(secret).digest(),
        personId,
        IDLE_MINUTES,
        WHOLE_HOURS,
        identity.level,
        app,
        randomBytes(24).toString('base64url'),
        principals,
        JSON.stringify(memberships),
        invited.endsOn,
        catalogue.authorities.canton.zone,
      ],
    );
    return { secret, expiresAt: session.rows[0]!.expires_at.toISOString() };
  });
}

/** What accepted invitations give this person today, and the first day on which one of them ends: no session outlasts it. */
async function invitedTo(
  client: pg.PoolClient,
  personId: string,
  { authorities }: Catalogue,
): Promise<{ memberships: SessionView['memberships']; endsOn: string | null }> {
  const { rows } = await client.query<{ office: string; roles: string[]; endsOn: string | null }>(
    `select i.office, i.roles, i.ends_on::text as "endsOn" from cases.invitations i
     where i.person_id = $1 and i.state = 'accepted' and (i.ends_on is null or i.ends_on >= (now() at time zone $2)::date)`,
    [personId, authorities.canton.zone],
  );
  const known = rows.flatMap(({ office, roles }) => {
    const found = authorities.byOffice(office);
    return found ? [{ authority: found.authority.id, office, roles }] : [];
  });
  return { memberships: known, endsOn: rows.flatMap(({ endsOn }) => endsOn ?? []).sort()[0] ?? null };
}

/** One membership for each office, with all its roles. */
function mergedOf(memberships: SessionView['memberships']): SessionView['memberships'] {
  const byOffice = new Map<string, SessionView['memberships'][number]>();
  for (const each of memberships) {
    const known = byOffice.get(each.office);
    byOffice.set(each.office, known ? { ...known, roles: [...new Set([...known.roles, ...each.roles])] } : each);
  }
  return [...byOffice.values()];
}

/** Somebody who may open cases has a principal of their own for it: in the workplace only, apart from what is theirs as a resident. */
const opensCases = ({ roles }: SessionView['memberships'][number]): boolean =>
  roles.includes(EMERGENCY_ROLE) || roles.includes(SUPPORT_ROLE);

/** Authorities that let an office of this person repair faults in their cases. */
function supported(memberships: SessionView['memberships'], { authorities }: Catalogue): string[] {
  const offices = memberships.filter(({ roles }) => roles.includes(SUPPORT_ROLE)).map(({ office }) => office.replace(/^office:/, ''));
  if (offices.length === 0) return [];
  return authorities.all().flatMap(({ id, support }) => (support.some((each) => offices.includes(each)) ? [`supports:${id}`] : []));
}

/** Memberships without those of offices that keep this person out until somebody there lifts it. */
async function withoutBlocked(
  client: pg.PoolClient,
  personId: string,
  memberships: SessionView['memberships'],
): Promise<SessionView['memberships']> {
  if (memberships.length === 0) return memberships;
  const { rows } = await client.query<{ office: string }>(
    'select office from unnest($2::text[]) office where cases.is_blocked($1, office)',
    [personId, memberships.map(({ office }) => office)],
  );
  return memberships.filter(({ office }) => !rows.some((row) => row.office === office));
}

/** Who works where, as the login and invitations say it now, so that colleagues can give each other tasks. */
async function keepMember(
  client: pg.PoolClient,
  personId: string,
  { givenName, familyName }: SignedInIdentity,
  memberships: SessionView['memberships'],
  sources: Record<'login' | 'invitation', SessionView['memberships']>,
): Promise<void> {
  for (const { office, roles } of memberships) {
    const saidBy = (['login', 'invitation'] as const).filter((each) => sources[each].some((said) => said.office === office));
    await client.query(
      `insert into cases.members (office, person_id, name, roles, said_by) values ($1, $2, $3, $4, $5)
       on conflict (office, person_id) do update set seen_at = now(), name = excluded.name, roles = excluded.roles, said_by = excluded.said_by`,
      [office, personId, `${givenName} ${familyName}`, roles, saidBy],
    );
  }
}

/** Ends the session of this request at once, on the server. */
export async function signOut(scope: Scope): Promise<void> {
  await scope.client.query('delete from cases.sessions');
}

/** Moves the idle end of this request's session on; gives the new end (ISO instant). */
export async function extendSession(scope: Scope): Promise<string> {
  const { rows } = await scope.client.query<{ expires_at: Date }>(
    'update cases.sessions set expires_at = least(ends_at, now() + make_interval(mins => $1)) returning expires_at',
    [IDLE_MINUTES],
  );
  return (rows[0]?.expires_at ?? new Date()).toISOString();
}

/**
 * Keeps what somebody typed when their session had just expired. Null when the secret belongs to no session of the last day:
 * then nobody can be sure whose words these are, and they are not kept.
 */
export async function holdInput(
  context: CasesContext,
  held: { secret: string | null; path: string; body: string },
): Promise<string | null> {
  if (!held.secret || !/^[0-9a-f]{64}$/.test(held.secret)) return null;
  const client = await context.pool.connect();
  try {
    await client.query(`begin; set local ep.expired_session = '${held.secret}'`);
    const id = randomUUID();
    const { rowCount } = await client.query(
      `insert into cases.held_inputs (held_id, person_id, path, body)
       select $1, p, $2, $3 from cases.expired_person(current_setting('ep.expired_session')) p where p is not null`,
      [id, held.path, withoutTypedNumbers(held.body)],
    );
    await client.query('commit');
    return rowCount ? id : null;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** A posted form without numbers of the vault: they are typed again, everything else is given back. */
function withoutTypedNumbers(body: string): string {
  const fields = new URLSearchParams(body);
  const others = [...fields].filter(([, value]) => {
    const read = value.includes('756') ? readValue(AHV_NUMBER, value, '2000-01-01') : { problem: 'none' };
    return 'problem' in read;
  });
  return others.length === fields.size ? body : new URLSearchParams(others).toString();
}

/** What was held for this person, within an hour; it stays until it is sent, so that a reload shows it again. */
export async function readHeldInput(scope: Scope, heldId: string): Promise<{ path: string; body: string } | null> {
  if (!/^[0-9a-f-]{36}$/.test(heldId)) return null;
  const { rows } = await scope.client.query<{ path: string; body: string }>(
    `select path, body from cases.held_inputs where held_id = $1 and created_at > now() - interval '1 hour'`,
    [heldId],
  );
  return rows[0] ?? null;
}

/** Forgets what was held for this person and page: it has been sent now. */
export async function dropHeldInput(scope: Scope, path: string): Promise<void> {
  await scope.client.query('delete from cases.held_inputs where path = $1', [path]);
}
