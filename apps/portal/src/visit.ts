import type { Scope, SessionView } from '@einwohnerportal/cases';
import * as web from '@einwohnerportal/web';
import type { Portal } from './portal.ts';

/** One request for one page of the portal. */
export type Visit = web.Visit<Portal>;
export type Show = web.Show<Visit>;
export type Act = web.Act<Visit>;
export type Page = web.Page<Visit>;
export type { Again } from '@einwohnerportal/web';
export { link, param, redirect } from '@einwohnerportal/web';

export interface Counts {
  actions: number;
  unread: number;
}

/** What every signed-in page shows in its header. */
export interface Person {
  session: SessionView;
  counts: Counts;
}

/**
 * Runs `work` in one transaction under the rights of the session, together with what the header needs.
 * Null when nobody is signed in (or no longer).
 */
export async function asPerson<T>(
  visit: Visit,
  work: (scope: Scope, session: SessionView) => Promise<T>,
): Promise<{ person: Person; value: T } | null> {
  const { domain } = visit.site;
  const found = await web.inSession(visit, async (scope, session) => {
    const value = await work(scope, session);
    return { value, counts: await domain.counts(scope) };
  });
  return found && { person: { session: found.session, counts: found.value.counts }, value: found.value.value };
}

/** Who is signed in on a public page; asks the database only when the browser holds a session cookie. */
export async function whoIsHere(visit: Visit): Promise<Person | null> {
  return (await asPerson(visit, async () => null))?.person ?? null;
}

/** The token for the forms of this page: of the session, or of the browser when nobody is signed in. */
export function formToken(visit: Visit, person: Person | null): string {
  return web.formToken(visit, person?.session ?? null);
}
