import { parse } from 'yaml';
import type { Authorities } from '../catalogue/types.ts';
import type { SessionView } from '../types.ts';

/** The role that writes the packages of an authority: a Public Innovator. */
export const AUTHOR_ROLE = 'author';

/** Authorities whose packages this person writes, sorted. */
export function authoredBy(session: SessionView): string[] {
  return [...new Set(session.memberships.filter(({ roles }) => roles.includes(AUTHOR_ROLE)).map(({ authority }) => authority))].sort();
}

/** Condition for rows with an `authority` whose packages this session writes, beside row-level security. */
export const authoredBySession = (row: string): string => `${row}.authority = any ((select cases.authored())::text[])`;

/**
 * The authority that owns a package: the one its release.yaml names (`owner.authority`), if it exists here, else the canton. A package
 * that comes from another canton is thus the canton's.
 */
export function ownerOf(release: Uint8Array | undefined, authorities: Authorities): string | null {
  const named = namedOwner(release);
  if (named !== null && authorities.byId(named)) return named;
  return authorities.all().find(({ level }) => level === 'canton')?.id ?? null;
}

function namedOwner(release: Uint8Array | undefined): string | null {
  if (!release) return null;
  try {
    const read = parse(new TextDecoder().decode(release), { version: '1.2', schema: 'core', maxAliasCount: 0 }) as {
      owner?: { authority?: unknown };
    } | null;
    return typeof read?.owner?.authority === 'string' ? read.owner.authority : null;
  } catch {
    return null;
  }
}
