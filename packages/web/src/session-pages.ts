import { actions, button, form, html, pageHead, secondButton } from '@einwohnerportal/ui';
import { removeCookie } from './cookies.ts';
import { TOKEN_FIELD } from './csrf.ts';
import { againNotice } from './notices.ts';
import { currentSession, formToken, inSession, link, redirect, toSignIn, type Act, type Frame, type Show, type Visit } from './visit.ts';

/** Signing out and staying signed in. */
export interface SessionPages<V extends Visit> {
  /** Asks before signing out when somebody opens the address instead of pressing the button. */
  showSignOut: Show<V>;
  /** Ends the session on the server, not only in the browser. */
  actSignOut: Act<V>;
  showSignedOut: Show<V>;
  /** How long one is still signed in; the page behind the notice for browsers without script. */
  showSession: Show<V>;
  /** Moves the end of the session on; answers the script with the seconds left. */
  actExtend: Act<V>;
}

/** @param cookies names of further cookies of the application that end with the session */
export function createSessionPages<V extends Visit>(frame: Frame<V>, cookies: readonly string[] = []): SessionPages<V> {
  return {
    async showSignOut(visit, again) {
      const { t } = visit;
      const session = await currentSession(visit);
      if (!session) return redirect(visit, '/signed-out');
      const main = pageHead({
        sentence: t('interface.nav.signOut'),
        children: html`${againNotice(visit, again)}${form({ action: link(visit, '/sign-out'), fields: { [TOKEN_FIELD]: formToken(visit, session) }, children: actions(button({ text: t('interface.nav.signOut') }), secondButton({ text: t('interface.error.home'), href: link(visit, '/') })) })}`,
      });
      return frame(visit, { title: t('interface.nav.signOut'), main });
    },
    async actSignOut(visit) {
      const { domain, config } = visit.site;
      await inSession(visit, (scope) => domain.signOut(scope));
      for (const name of ['session', 'visit', ...cookies]) removeCookie(visit.http, name, config);
      visit.http.header('Clear-Site-Data', '"cache"');
      return redirect(visit, '/signed-out');
    },
    async showSignedOut(visit) {
      const { t } = visit;
      if (await currentSession(visit)) return redirect(visit, '/');
      const main = pageHead({
        sentence: t('interface.signIn.signedOut'),
        lead: t('interface.signIn.signedOutText'),
        children: actions(button({ text: t('interface.nav.signIn'), href: link(visit, '/sign-in') })),
      });
      return frame(visit, { title: t('interface.signIn.signedOut'), main });
    },
    async showSession(visit, again) {
      const { t } = visit;
      const session = await currentSession(visit);
      if (!session) return toSignIn(visit);
      const main = pageHead({
        sentence: t('interface.session.extended'),
        lead: t('interface.session.endsText'),
        children: html`${againNotice(visit, again)}${form({ action: link(visit, '/session'), fields: { [TOKEN_FIELD]: formToken(visit, session) }, children: actions(button({ text: t('interface.session.extend') })) })}`,
      });
      return frame(visit, { title: t('interface.session.extend'), main });
    },
    async actExtend(visit) {
      const found = await inSession(visit, (scope) => visit.site.domain.extendSession(scope));
      if (!found) return toSignIn(visit);
      const secondsLeft = Math.max(0, Math.round((Date.parse(found.value) - Date.now()) / 1000));
      if (visit.http.req.header('accept')?.includes('application/json')) return visit.http.json({ secondsLeft });
      return redirect(visit, '/session');
    },
  };
}
