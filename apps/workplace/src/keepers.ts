import { keepsRecords, type Scope, type SessionView } from '@einwohnerportal/cases';
import { inSession, toSignIn } from '@einwohnerportal/web';
import { problems } from './frame.ts';
import type { Visit } from './visit.ts';

/** What the work of somebody gave who keeps records; everybody else gets the page of an unknown address, as for `null`. */
export async function asKeeper<T>(
  visit: Visit,
  work: (scope: Scope) => Promise<T | null>,
): Promise<{ session: SessionView; value: T } | Response> {
  const found = await inSession(visit, async (scope, session) => (keepsRecords(session) ? work(scope) : null));
  if (!found) return toSignIn(visit);
  return found.value === null ? problems.notFound(visit) : { session: found.session, value: found.value };
}
