import { actions, button, form, html, notice, pageHead, wrap } from '@einwohnerportal/ui';
import { againNotice, currentSession, formToken, link, localPath, redirect, TOKEN_FIELD } from '@einwohnerportal/web';
import { signIn } from '../frame.ts';
import { reply } from '../layout.ts';
import type { Act, Show, Visit } from '../visit.ts';

/** Staff sign in with two factors (AGOVaq 300). */
const STAFF_LEVEL = 300;

/** Hand-over to the login of the administration, and that nothing typed is lost. */
export const show: Show = async (visit, again) => {
  const { t, http } = visit;
  const returnTo = localPath(again?.posted.get('return') ?? http.req.query('return'), '/tasks');
  const held = http.req.query('held') === '1';
  const session = await currentSession(visit);
  if (session && !again && !held) return redirect(visit, returnTo);
  const main = pageHead({
    sentence: t(held ? 'interface.signIn.heldTitle' : 'interface.signIn.title'),
    lead: t('interface.signIn.lead'),
    children: html`${againNotice(visit, again)}${held ? notice({ title: t('interface.signIn.keptTitle'), text: t('interface.signIn.held') }) : ''}
${form({ action: link(visit, '/sign-in'), fields: { [TOKEN_FIELD]: formToken(visit, session), return: returnTo }, children: html`<p>${t('interface.signIn.level')}</p>${actions(button({ text: t('interface.signIn.button') }))}` })}`,
  });
  return reply(visit, { title: t('interface.signIn.title'), main: wrap(main), session });
};

/** Leaves for the identity provider. */
export const act: Act = (visit: Visit, body) =>
  signIn.leave(visit, { level: STAFF_LEVEL, returnTo: localPath(body.get('return'), '/tasks') });
