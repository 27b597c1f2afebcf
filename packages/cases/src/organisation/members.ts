import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { organisedBy, organisedBySession } from './read-organisation.ts';
import type { MemberAct, OrganisationMember } from './types.ts';

/** Most acts that a page shows; blocks that hold come first. */
const SHOWN = 200;
const REASON_LIMIT = 500;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everybody who works for an office of an authority of the session, by office and name. */
export async function listOrganisationMembers(scope: Scope, authority: string): Promise<OrganisationMember[]> {
  const session = requireSession(scope);
  if (!organisedBy(session).includes(authority)) return [];
  const { rows } = await scope.client.query<Omit<OrganisationMember, 'seenAt' | 'since' | 'me'> & { seen_at: Date; since: Date | null }>(
    `select m.person_id as "personId", m.office, m.name, m.roles, m.since, m.said_by as "saidBy", m.seen_at from cases.members m
     where split_part(substr(m.office, 8), '/', 1) = $1 order by m.office, m.name limit 2000`,
    [authority],
  );
  return rows.map(({ seen_at, since, ...row }) => ({
    ...row,
    since: since?.toISOString() ?? null,
    seenAt: seen_at.toISOString(),
    me: row.personId === session.personId,
  }));
}

/** Who left the offices of an authority of the session and whose block was lifted: blocks that hold first, then the newest. */
export async function listMemberActs(scope: Scope, authority: string): Promise<MemberAct[]> {
  requireSession(scope);
  const { rows } = await scope.client.query<Omit<MemberAct, 'at'> & { at: Date }>(
    `select a.person_id as "personId", a.office, a.name, a.at, a.what, a.cause, a.reason, a.actor_name as by,
       a.what = 'blocked' and not exists (select 1 from cases.member_acts l where l.person_id = a.person_id and l.office = a.office
         and l.what in ('blocked', 'lifted') and l.act_no > a.act_no) as holds
     from cases.member_acts a where a.authority = $1 and ${organisedBySession('a')} order by holds desc, a.act_no desc limit ${SHOWN}`,
    [authority],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The principal of an office of an authority that the session organises; null for every other. */
function ownOffice(scope: Scope, office: string): string | null {
  const authority = /^office:([^/]+)\/[^/]+$/.exec(office)?.[1];
  return authority !== undefined && organisedBy(requireSession(scope)).includes(authority) ? office : null;
}

/**
 * Ends what somebody does for an office, at once in every open session; their tasks go back to the office with the next round of the
 * machine. `blocks`: the login does not bring them back until somebody lifts it. `self`: nobody ends their own; `reason`: none, or longer than 500 characters;
 * `gone`: they do not work there (any more).
 */
export async function endMembership(
  scope: Scope,
  { office, personId, reason, blocks }: { office: string; personId: string; reason: string; blocks: boolean },
): Promise<'ended' | 'gone' | 'self' | 'reason' | 'not-found'> {
  const own = ownOffice(scope, office);
  if (own === null || !ID.test(personId)) return 'not-found';
  if (personId === requireSession(scope).personId) return 'self';
  const words = reason.trim();
  if (words === '' || words.length > REASON_LIMIT) return 'reason';
  const { rows } = await scope.client.query<{ ended: boolean }>('select cases.end_membership($1, $2, $3, $4, $5) as ended', [
    own,
    personId,
    words,
    blocks,
    scope.now,
  ]);
  return rows[0]!.ended ? 'ended' : 'gone';
}

/** Lifts a block: what the login or a new invitation says holds again from the next sign-in on. Nobody lifts their own. */
export async function liftBlock(scope: Scope, office: string, personId: string): Promise<'lifted' | 'gone' | 'self' | 'not-found'> {
  const own = ownOffice(scope, office);
  if (own === null || !ID.test(personId)) return 'not-found';
  if (personId === requireSession(scope).personId) return 'self';
  const { rows } = await scope.client.query<{ lifted: boolean }>('select cases.lift_block($1, $2, $3) as lifted', [
    own,
    personId,
    scope.now,
  ]);
  return rows[0]!.lifted ? 'lifted' : 'gone';
}
