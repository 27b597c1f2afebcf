import type { AssignTo, MovedTask } from '@einwohnerportal/cases';
import { readCookie, removeCookie, seal, unseal, writeCookie } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** How long the last thing done with tasks can be undone. */
const SECONDS = 600;
/** Browsers take no larger cookie. */
const MOST_SIGNS = 4000;

/** Tasks and who had each before: 0 nobody, 1 oneself. */
type Kept = [caseId: string, token: number, before: 0 | 1][];

/** Keeps in the browser, sealed, what was just moved; where colleagues had some, or there are too many, nothing can be undone. */
export function keepUndo(visit: Visit, moved: readonly MovedTask[], me: string): void {
  const { config } = visit.site;
  const own = moved.every(({ from }) => from === null || from === me);
  const kept: Kept = moved.map(({ caseId, token, from }) => [caseId, token, from === null ? 0 : 1]);
  const text = own && kept.length > 0 ? seal(config.sessionKey, `undo ${me}`, kept) : '';
  if (text && text.length <= MOST_SIGNS) writeCookie(visit.http, 'undo', text, config, SECONDS);
  else removeCookie(visit.http, 'undo', config);
}

/** What can be undone by this person: tasks by whom they go back to; null: nothing. */
export function readUndo(visit: Visit, me: string): Map<AssignTo, { caseId: string; token: number }[]> | null {
  const { config } = visit.site;
  const kept = unseal<Kept>(config.sessionKey, `undo ${me}`, readCookie(visit.http, 'undo', config));
  return (
    kept &&
    Map.groupBy(
      kept.map(([caseId, token, before]) => ({ caseId, token, before })),
      ({ before }) => (before === 0 ? 'nobody' : 'me'),
    )
  );
}

export function dropUndo(visit: Visit): void {
  removeCookie(visit.http, 'undo', visit.site.config);
}
