import { whoIsHere, type Page, type Visit } from '../../visit.ts';
import { showBarred } from './acting.ts';

/**
 * Pages that a session which acts for somebody else does not reach: `own` belongs to the person who is signed in, `act` changes something
 * (not with a mandate to read), `post` may be read but not sent with such a mandate. The database refuses the same by itself.
 */
export type ActingRule = 'own' | 'act' | 'post';

/** The page with a word on why, in place of the page, where its rule bars whoever is here. */
export function guarded(rule: ActingRule, page: Page): Page {
  const barred = async (visit: Visit, posting: boolean): Promise<Response | null> => {
    if (visit.secret === null || (rule === 'post' && !posting)) return null;
    const person = await whoIsHere(visit);
    const acting = person?.session.acting;
    if (!acting || (rule !== 'own' && acting.mayAct)) return null;
    return showBarred(visit, person!, rule === 'own' ? 'own' : 'reads-only');
  };
  const { act } = page;
  return {
    ...page,
    show: async (visit, again) => (await barred(visit, false)) ?? page.show(visit, again),
    ...(act ? { act: async (visit, body, files) => (await barred(visit, true)) ?? act(visit, body, files) } : {}),
  };
}
