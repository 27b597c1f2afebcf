import { writeCookie } from '../cookies.ts';
import { localPath } from '../local-path.ts';
import { seal } from '../sealed.ts';
import { formToken, redirect, whoIsHere, type Act, type Again, type Show, type Visit } from '../visit.ts';
import { reply } from '../layout.ts';
import { DEPARTURE_SECONDS, type Departure } from './callback.ts';
import { showFailure } from './failure-page.ts';
import { signInPage } from './sign-in-page.ts';

const LEVELS = [100, 200, 300, 400, 500, 600];

/** Hand-over to the login: which one, why, what else, and that nothing is lost. */
export const show: Show = async (visit, again) => {
  const wanted = wantedOf(visit, again);
  const person = await whoIsHere(visit);
  if (person && person.session.level >= wanted.level && !again && visit.http.req.query('held') === undefined) return redirect(visit, wanted.returnTo);
  const main = signInPage(visit, { ...wanted, again, held: visit.http.req.query('held') === '1', token: formToken(visit, person) });
  return reply(visit, { title: visit.t('interface.signIn.title'), main, person });
};

/** Leaves for the identity provider. */
export const act: Act = async (visit, body) => {
  const { identityProvider, config, log } = visit.portal;
  const { level, returnTo } = wantedOf(visit, { fault: null, posted: body });
  let begun;
  try {
    begun = await identityProvider.begin({ level, language: visit.lang });
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : typeof error }, 'identity provider unreachable');
    return showFailure(visit, 'unavailable', returnTo, level);
  }
  const departure: Departure = { ...begun.handshake, lang: visit.lang, returnTo, level, until: Math.floor(Date.now() / 1000) + DEPARTURE_SECONDS };
  writeCookie(visit.http, 'sign-in', seal(config.sessionKey, 'sign-in', departure), config.secure, DEPARTURE_SECONDS);
  return visit.http.redirect(begun.url, 303);
};

function wantedOf(visit: Visit, again: Again | null): { level: number; returnTo: string } {
  const read = (name: string): string | null => again?.posted.get(name) ?? visit.http.req.query(name) ?? null;
  const level = Number(read('level'));
  return { level: LEVELS.includes(level) ? level : 100, returnTo: localPath(read('return'), '/') };
}
