import * as oidc from 'openid-client';
import type { SiteConfig } from '../config.ts';
import { WebError } from '../errors.ts';
import { acrOf } from './levels.ts';

/** What must be kept, sealed, in the browser between leaving for the provider and coming back. */
export interface Handshake {
  state: string;
  nonce: string;
  verifier: string;
}

/** Any OpenID Connect provider, seen from an application. */
export interface IdentityProvider {
  /** Address to send the browser to; asks for at least this level (AGOVaq, 100…600). */
  begin(wanted: { level: number; language: string }): Promise<{ url: string; handshake: Handshake }>;
  /**
   * Exchanges the code of the callback address for verified claims (signature, issuer, audience, nonce, state, PKCE).
   * @throws WebError `sign-in-failed` with the provider's error as cause
   */
  finish(callback: URL, handshake: Handshake): Promise<Record<string, unknown>>;
}

/** Path to which the provider sends the browser back; registered there exactly so. */
export const CALLBACK_PATH = '/sign-in/callback';

/**
 * The provider of the configuration through `openid-client`: authorization code with PKCE, state and nonce. Its metadata
 * is fetched at the first sign-in and again after a failure, so that the application starts while the provider is down.
 */
export function createIdentityProvider(config: SiteConfig): IdentityProvider {
  const redirectUri = config.publicUrl + CALLBACK_PATH;
  const issuer = new URL(config.issuerUrl);
  let discovered: Promise<oidc.Configuration> | null = null;
  const configuration = (): Promise<oidc.Configuration> => {
    discovered ??= oidc
      .discovery(issuer, config.clientId, config.clientSecret, undefined, {
        timeout: 5,
        // Plain http is for a provider on this machine only.
        execute: issuer.protocol === 'http:' && !config.production ? [oidc.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        discovered = null;
        throw cause;
      });
    return discovered;
  };
  return {
    async begin({ level, language }) {
      const provider = await configuration();
      const handshake = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const url = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: handshake.state,
        nonce: handshake.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(handshake.verifier),
        code_challenge_method: 'S256',
        acr_values: acrOf(level, config.acrPrefix),
        ui_locales: language === 'de-simple' ? 'de' : language,
        // Asked each time: on a shared device the next person must not come in with the login of the one before.
        prompt: 'login',
      });
      return { url: url.href, handshake };
    },
    async finish(callback, { state, nonce, verifier }) {
      try {
        const provider = await configuration();
        const tokens = await oidc.authorizationCodeGrant(provider, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        const info = provider.serverMetadata().userinfo_endpoint ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub) : {};
        return { ...info, ...claims };
      } catch (cause) {
        throw new WebError('sign-in-failed', 'expected verified claims of the identity provider, got an error', { cause });
      }
    },
  };
}
