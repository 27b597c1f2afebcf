import type { Scope, SessionView } from '../types.ts';

const FINANCE_ROLE = 'finance';

/** The session's person works for the money of an authority. */
export function seesMoney(session: SessionView): boolean {
  return session.memberships.some(({ roles }) => roles.includes(FINANCE_ROLE));
}

/** Authorities for whose money the session's person works. */
export function financeOf(scope: Scope): string[] {
  const memberships = scope.session?.memberships ?? [];
  return [...new Set(memberships.filter(({ roles }) => roles.includes(FINANCE_ROLE)).map(({ authority }) => authority))];
}
