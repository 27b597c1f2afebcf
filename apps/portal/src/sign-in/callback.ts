import { timingSafeEqual } from 'node:crypto';
import { allowStart, readCookie, removeCookie, writeCookie } from '../cookies.ts';
import { localPath } from '../local-path.ts';
import { PortalError } from '../errors.ts';
import { unseal } from '../sealed.ts';
import { link, type Visit } from '../visit.ts';
import { identityOf } from './identity.ts';
import { CALLBACK_PATH, type Handshake } from './identity-provider.ts';
import { showFailure, type Failure } from './failure-page.ts';

/** What the browser keeps, sealed, while it is at the identity provider. */
export interface Departure extends Handshake {
  lang: string;
  /** Path without the language to come back to. */
  returnTo: string;
  level: number;
  /** Epoch seconds after which this departure no longer counts. */
  until: number;
}

/** Time for signing in at the provider, in seconds. */
export const DEPARTURE_SECONDS = 20 * 60;

/** The sealed departure of this browser; null when there is none or it is too old. */
export function departureOf(visit: Pick<Visit, 'http' | 'portal'>): Departure | null {
  const { config } = visit.portal;
  const departure = unseal<Departure>(config.sessionKey, 'sign-in', readCookie(visit.http, 'sign-in', config.secure));
  return departure && departure.until > Date.now() / 1000 ? departure : null;
}

/**
 * Coming back from the identity provider: exactly once, with the state that left. A new session begins, the older one of
 * this browser ends on the server; then on to where the person was.
 */
export async function comeBack(visit: Visit): Promise<Response> {
  const { config, identityProvider, domain, context, signInPool, log } = visit.portal;
  const departure = departureOf(visit);
  removeCookie(visit.http, 'sign-in', config.secure);
  if (!departure) return showFailure(visit, 'expired', '/');
  const query = new URL(visit.http.req.url).search;
  const callback = new URL(CALLBACK_PATH + query, config.publicUrl);
  const failed = (failure: Failure): Promise<Response> => showFailure(visit, failure, departure.returnTo, departure.level);
  if (!sameText(callback.searchParams.get('state') ?? '', departure.state)) return failed('failed');
  if (callback.searchParams.get('error') === 'access_denied') return failed('cancelled');

  let identity;
  try {
    identity = identityOf(config.issuerUrl, await identityProvider.finish(callback, departure), config.acrPrefix);
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    const reason = error.cause instanceof Error ? error.cause : error;
    log.warn({ code: error.code, reason: reason.name, detail: (reason as { code?: string }).code }, 'sign-in failed');
    return failed(isUnreachable(reason) ? 'unavailable' : 'failed');
  }
  if (identity.level < departure.level) return failed('tooLow');

  const older = visit.secret;
  const { secret } = await domain.signIn(signInPool, identity, 'portal', context.catalogue);
  if (older !== null) await domain.withSession(context, older, async (scope) => { if (scope.session) await domain.signOut(scope); });
  writeCookie(visit.http, 'session', secret, config.secure);
  removeCookie(visit.http, 'visit', config.secure);
  const returnTo = localPath(departure.returnTo);
  allowStart(visit.http, returnTo, config.secure);
  return visit.http.redirect(link({ lang: departure.lang }, returnTo), 303);
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isUnreachable(error: Error): boolean {
  return error.name === 'TypeError' || error.name === 'TimeoutError' || ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'OAUTH_TIMEOUT'].includes((error as { code?: string }).code ?? '');
}
