import { localPath } from '@einwohnerportal/web';
import { formToken, redirect, whoIsHere, type Act, type Again, type Show, type Visit } from '../visit.ts';
import { reply } from '../layout.ts';
import { signIn } from '../frame.ts';
import { backToWorkplace } from '../pages/counter/back.ts';
import { signInPage } from './sign-in-page.ts';

const LEVELS = [100, 200, 300, 400, 500, 600];

/** Hand-over to the login: which one, why, what else, and that nothing is lost. */
export const show: Show = async (visit, again) => {
  const wanted = wantedOf(visit, again);
  const person = await whoIsHere(visit);
  const left = person ? null : await backToWorkplace(visit);
  if (left) return left;
  if (!person && visit.secret !== null && (await visit.site.domain.actingOver(visit.site.context, visit.secret)))
    return redirect(visit, '/representation/ended');
  if (person && person.session.level >= wanted.level && !again && visit.http.req.query('held') === undefined)
    return redirect(visit, wanted.returnTo);
  const main = signInPage(visit, { ...wanted, again, held: visit.http.req.query('held') === '1', token: formToken(visit, person) });
  return reply(visit, { title: visit.t('interface.signIn.title'), main, person });
};

/** Leaves for the identity provider. */
export const act: Act = (visit, body) => signIn.leave(visit, wantedOf(visit, { fault: null, posted: body }));

function wantedOf(visit: Visit, again: Again | null): { level: number; returnTo: string } {
  const read = (name: string): string | null => again?.posted.get(name) ?? visit.http.req.query(name) ?? null;
  const level = Number(read('level'));
  return { level: LEVELS.includes(level) ? level : 100, returnTo: localPath(read('return'), '/') };
}
