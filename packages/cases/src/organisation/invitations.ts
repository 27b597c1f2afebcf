import { requireSession } from '../request/scope.ts';
import { uuidOf } from '../ids.ts';
import type { Scope } from '../types.ts';
import { GIVEN_ROLES } from './edits-of-wish.ts';
import { organisedBy, organisedBySession } from './read-organisation.ts';
import type { Invitation } from './types.ts';

/** Whom somebody wants to let in. */
export interface InvitationWish {
  /** Function of the office. */
  office: string;
  roles: string[];
  name: string;
  email: string;
  /** ISO date of the last day; null: without end. */
  endsOn: string | null;
  language: string;
}

const EMAIL = /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/;

interface InvitationRow extends Omit<Invitation, 'createdAt' | 'acceptedAt' | 'endedAt' | 'preparedBy' | 'decidedBy'> {
  created_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  prepared_by: string;
  prepared_name: string;
  decided_by: string | null;
  decided_name: string | null;
}

/** Invitations of an authority of the session, those that still matter first. */
export async function listInvitations(scope: Scope, authority: string): Promise<Invitation[]> {
  const me = requireSession(scope).principal;
  const { rows } = await scope.client.query<InvitationRow>(
    `select i.invitation_id as id, i.state, i.authority, i.office, i.roles, i.name, i.email, i.ends_on::text as "endsOn", i.created_at, i.accepted_at, i.ended_at,
       i.ended_name as "endedBy", i.prepared_by, i.prepared_name, i.decided_by, i.decided_name
     from cases.invitations i where i.authority = $1 and ${organisedBySession('i')}
     order by (i.state in ('refused', 'withdrawn', 'ended')), i.created_at desc limit 500`,
    [authority],
  );
  return rows.map(({ created_at, accepted_at, ended_at, prepared_by, prepared_name, decided_by, decided_name, ...row }) => ({
    ...row,
    createdAt: created_at.toISOString(),
    acceptedAt: accepted_at?.toISOString() ?? null,
    endedAt: ended_at?.toISOString() ?? null,
    preparedBy: { name: prepared_name, me: prepared_by === me },
    decidedBy: decided_by === null ? null : { name: decided_name ?? '', me: decided_by === me },
  }));
}

/** Proposes to let somebody in; the field that says something impossible, or `proposed`. A second person sends it off. */
export async function proposeInvitation(
  scope: Scope,
  authority: string,
  wish: InvitationWish,
  formId: string,
): Promise<'proposed' | 'not-found' | keyof InvitationWish> {
  const session = requireSession(scope);
  if (!organisedBy(session).includes(authority)) return 'not-found';
  const office = scope.context.catalogue.authorities.byId(authority)?.offices[wish.office];
  if (!office) return 'office';
  if (wish.name.trim() === '' || wish.name.length > 200) return 'name';
  if (!EMAIL.test(wish.email) || wish.email.length > 254) return 'email';
  const roles = wish.roles.filter((role) => (GIVEN_ROLES as readonly string[]).includes(role));
  if (roles.length === 0 || roles.length !== wish.roles.length) return 'roles';
  if (wish.endsOn !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(wish.endsOn) || wish.endsOn < scope.today)) return 'endsOn';
  await scope.client.query(
    `insert into cases.invitations (invitation_id, created_at, authority, office, roles, name, email, ends_on, language, prepared_by, prepared_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      uuidOf(`invitation ${authority} ${session.principal} ${formId}`),
      scope.now,
      authority,
      office.principal,
      roles,
      wish.name.trim(),
      wish.email.trim(),
      wish.endsOn,
      wish.language,
      session.principal,
      session.displayName,
    ],
  );
  return 'proposed';
}

const STATES = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/**
 * Confirms, refuses or takes back an invitation, or ends what it gave, at once in every open session. Confirming and refusing needs somebody
 * else than who proposed it.
 */
export async function decideInvitation(
  scope: Scope,
  id: string,
  then: 'confirm' | 'refuse' | 'withdraw' | 'end',
): Promise<'done' | 'same-person' | 'gone' | 'not-found'> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return 'not-found';
  const { client, now } = scope;
  const session = requireSession(scope);
  const { rows } = await client.query<{ state: Invitation['state']; prepared_by: string }>(
    `select i.state, i.prepared_by from cases.invitations i where i.invitation_id = $1 and ${organisedBySession('i')}`,
    [id],
  );
  const [found] = rows;
  if (!found) return 'not-found';
  if (then === 'end') {
    const ended = await client.query<{ ended: boolean }>('select cases.end_invitation($1, $2) as ended', [id, now]);
    return ended.rows[0]!.ended ? 'done' : 'gone';
  }
  const possible = then === 'withdraw' ? ['proposed', 'confirmed', 'sent'] : ['proposed'];
  if (!possible.includes(found.state)) return 'gone';
  const mine = found.prepared_by === session.principal;
  if (then !== 'withdraw' && mine) return 'same-person';
  const { rowCount } = await client.query(
    `update cases.invitations i set state = $2, look_at = $3, ${then === 'withdraw' ? 'decided_by = i.decided_by' : 'decided_at = $3, decided_by = $5, decided_name = $6'}
     where i.invitation_id = $1 and i.state = $4 and ${organisedBySession('i')}`,
    then === 'withdraw'
      ? [id, STATES[then], now, found.state]
      : [id, STATES[then], now, found.state, session.principal, session.displayName],
  );
  return rowCount ? 'done' : 'gone';
}

/** Takes a code that was sent: the signed-in person works for the office from now on. Gives the office; null for a code that opens nothing. */
export async function acceptInvitation(scope: Scope, code: string): Promise<string | null> {
  const plain = plainCode(code);
  if (plain === null) return null;
  const { rows } = await scope.client.query<{ office: string | null }>('select cases.accept_invitation($1, $2) as office', [
    plain,
    scope.now,
  ]);
  return rows[0]?.office ?? null;
}

/** Letters and digits of a code; without those that are read wrongly. Null for what cannot be one. */
export function plainCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  return /^[A-HJ-NP-Z2-9]{16}$/.test(plain) ? plain : null;
}
