import { timingSafeEqual } from 'node:crypto';
import { actions, button, html, pageHead } from '@einwohnerportal/ui';
import type { Context } from 'hono';
import { readCookie, removeCookie, writeCookie } from '../cookies.ts';
import { WebError } from '../errors.ts';
import { localPath } from '../local-path.ts';
import { seal, unseal } from '../sealed.ts';
import type { Site } from '../site.ts';
import { link, type Frame, type Visit } from '../visit.ts';
import { identityOf } from './identity.ts';
import { CALLBACK_PATH, type Handshake } from './identity-provider.ts';

/** What the browser keeps, sealed, while it is at the identity provider. */
interface Departure extends Handshake {
  lang: string;
  /** Path without the language to come back to. */
  returnTo: string;
  level: number;
  /** Epoch seconds after which this departure no longer counts. */
  until: number;
}

/** Time for signing in at the provider, in seconds. */
const DEPARTURE_SECONDS = 20 * 60;

type Failure = 'failed' | 'cancelled' | 'tooLow' | 'expired' | 'unavailable';

/** Leaving for the identity provider and coming back from it. */
export interface SignIn<V extends Visit> {
  /** Sends the browser to the provider; asks for at least this level (AGOVaq, 100…600). */
  leave(visit: V, wanted: { level: number; returnTo: string }): Promise<Response>;
  /**
   * Coming back: exactly once, with the state that left. A new session begins, the older one of this browser ends on the
   * server; then on to where the person was.
   */
  comeBack(visit: V): Promise<Response>;
}

export interface SignInOptions<V extends Visit> {
  app: 'portal' | 'workplace';
  frame: Frame<V>;
  /** Hears of the path to which the person comes back. */
  arrived?(visit: V, returnTo: string): void;
}

export function createSignIn<V extends Visit>({ app, frame, arrived }: SignInOptions<V>): SignIn<V> {
  /** Why nobody is signed in, that nothing is lost, and how to go on. */
  const failed = (visit: V, failure: Failure, returnTo: string, level: number | null = null): Promise<Response> => {
    const { t } = visit;
    const again = `/sign-in?return=${encodeURIComponent(returnTo)}${level === null ? '' : `&level=${level}`}`;
    const main = pageHead({
      sentence: t(`interface.signIn.${failure}`),
      lead: t(`interface.signIn.${failure}Text`),
      children: html`<p>${t('interface.error.otherWay')}</p>${actions(button({ text: t('interface.signIn.again'), href: link(visit, again) }))}`,
    });
    return frame(visit, { title: t(`interface.signIn.${failure}`), main }, failure === 'unavailable' ? 503 : 403);
  };
  return {
    async leave(visit, { level, returnTo }) {
      const { identityProvider, config, log } = visit.site;
      let begun;
      try {
        begun = await identityProvider.begin({ level, language: visit.lang });
      } catch (error) {
        log.warn({ reason: error instanceof Error ? error.name : typeof error }, 'identity provider unreachable');
        return failed(visit, 'unavailable', returnTo, level);
      }
      const departure: Departure = {
        ...begun.handshake,
        lang: visit.lang,
        returnTo,
        level,
        until: Math.floor(Date.now() / 1000) + DEPARTURE_SECONDS,
      };
      writeCookie(visit.http, 'sign-in', seal(config.sessionKey, 'sign-in', departure), config, DEPARTURE_SECONDS);
      return visit.http.redirect(begun.url, 303);
    },
    async comeBack(visit) {
      const { config, identityProvider, domain, context, signInPool, log } = visit.site;
      const departure = departureOf(visit.site, visit.http);
      removeCookie(visit.http, 'sign-in', config);
      if (!departure) return failed(visit, 'expired', '/');
      const callback = new URL(CALLBACK_PATH + new URL(visit.http.req.url).search, config.publicUrl);
      const back = (failure: Failure): Promise<Response> => failed(visit, failure, departure.returnTo, departure.level);
      if (!sameText(callback.searchParams.get('state') ?? '', departure.state)) return back('failed');
      if (callback.searchParams.get('error') === 'access_denied') return back('cancelled');

      let identity;
      try {
        identity = identityOf(config.issuerUrl, await identityProvider.finish(callback, departure), config.acrPrefix);
      } catch (error) {
        if (!(error instanceof WebError)) throw error;
        const reason = error.cause instanceof Error ? error.cause : error;
        log.warn({ code: error.code, reason: reason.name, detail: (reason as { code?: string }).code }, 'sign-in failed');
        return back(isUnreachable(reason) ? 'unavailable' : 'failed');
      }
      if (identity.level < departure.level) return back('tooLow');

      const older = visit.secret;
      const { secret } = await domain.signIn(signInPool, identity, app, context.catalogue);
      if (older !== null)
        await domain.withSession(context, older, async (scope) => {
          if (scope.session) await domain.signOut(scope);
        });
      writeCookie(visit.http, 'session', secret, config);
      removeCookie(visit.http, 'visit', config);
      const returnTo = localPath(departure.returnTo);
      arrived?.(visit, returnTo);
      return visit.http.redirect(link({ lang: departure.lang }, returnTo), 303);
    },
  };
}

/** The sealed departure of this browser; null when there is none or it is too old. */
export function departureOf(site: Site, http: Context): ({ lang: string } & Departure) | null {
  const departure = unseal<Departure>(site.config.sessionKey, 'sign-in', readCookie(http, 'sign-in', site.config));
  return departure && departure.until > Date.now() / 1000 ? departure : null;
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isUnreachable(error: Error): boolean {
  return (
    error.name === 'TypeError' ||
    error.name === 'TimeoutError' ||
    ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'OAUTH_TIMEOUT'].includes((error as { code?: string }).code ?? '')
  );
}
