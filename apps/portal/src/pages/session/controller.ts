import { actions, button, form, html, pageHead, secondButton } from '@einwohnerportal/ui';
import { removeCookie } from '../../cookies.ts';
import { TOKEN_FIELD } from '../../csrf.ts';
import { reply } from '../../layout.ts';
import { againNotice } from '../../notices.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, redirect, whoIsHere, type Act, type Show } from '../../visit.ts';

/** Asks before signing out when somebody opens the address instead of pressing the button. */
export const showSignOut: Show = async (visit, again) => {
  const person = await whoIsHere(visit);
  if (!person) return redirect(visit, '/signed-out');
  const main = pageHead({
    sentence: visit.t('interface.nav.signOut'),
    children: html`${againNotice(visit, again)}${form({ action: link(visit, '/sign-out'), fields: { [TOKEN_FIELD]: formToken(visit, person) }, children: actions(button({ text: visit.t('interface.nav.signOut') }), secondButton({ text: visit.t('interface.error.home'), href: link(visit, '/') })) })}`,
  });
  return reply(visit, { title: visit.t('interface.nav.signOut'), main, person });
};

/** Ends the session on the server, not only in the browser. */
export const actSignOut: Act = async (visit) => {
  const { domain, config } = visit.portal;
  await asPerson(visit, (scope) => domain.signOut(scope));
  for (const name of ['session', 'visit', 'intent', 'eligibility'] as const) removeCookie(visit.http, name, config.secure);
  visit.http.header('Clear-Site-Data', '"cache"');
  return redirect(visit, '/signed-out');
};

export const showSignedOut: Show = async (visit) => {
  const { t } = visit;
  const person = await whoIsHere(visit);
  if (person) return redirect(visit, '/');
  const main = pageHead({ sentence: t('interface.signIn.signedOut'), lead: t('interface.signIn.signedOutText'), children: actions(button({ text: t('interface.nav.signIn'), href: link(visit, '/sign-in') })) });
  return reply(visit, { title: t('interface.signIn.signedOut'), main, person: null });
};

/** How long one is still signed in; the page behind the notice for browsers without script. */
export const showSession: Show = async (visit, again) => {
  const person = await whoIsHere(visit);
  if (!person) return toSignIn(visit);
  const main = pageHead({
    sentence: visit.t('interface.session.extended'),
    lead: visit.t('interface.session.endsText'),
    children: html`${againNotice(visit, again)}${form({ action: link(visit, '/session'), fields: { [TOKEN_FIELD]: formToken(visit, person) }, children: actions(button({ text: visit.t('interface.session.extend') })) })}`,
  });
  return reply(visit, { title: visit.t('interface.session.extend'), main, person });
};

/** Moves the end of the session on; answers the script with the seconds left. */
export const actExtend: Act = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.portal.domain.extendSession(scope));
  if (!found) return toSignIn(visit);
  const secondsLeft = Math.max(0, Math.round((Date.parse(found.value) - Date.now()) / 1000));
  if (visit.http.req.header('accept')?.includes('application/json')) return visit.http.json({ secondsLeft });
  return redirect(visit, '/session');
};
