import { raw } from 'hono/html';
import { interactionPolicy, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { pageHeaders } from '../page/page.ts';
import type { Person } from '../people.ts';
import { claimsOf } from './accounts.ts';
import type { ProviderKeys } from './keys.ts';
import { messagePage, signOutPage } from './pages.ts';

/** A program that sends people here to sign in. */
export interface Client {
  id: string;
  name: string;
  secret: string;
  /** Exact addresses the answer may go to. */
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  /** Whom the sign-in page offers. */
  audience: 'residents' | 'staff' | 'all';
}

const origins = (clients: Client[]): string[] => [
  ...new Set(clients.flatMap((client) => client.redirectUris.map((uri) => new URL(uri).origin))),
];

async function send(ctx: KoaContextWithOIDC, body: unknown, clients: Client[]): Promise<void> {
  for (const [name, value] of Object.entries(pageHeaders(origins(clients)))) ctx.set(name, value);
  ctx.type = 'html';
  ctx.body = String(await body);
}

/** Asks at every sign-in anew who signs in, so that a demonstration can change person without a detour. */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  const ask = new Check('asks_each_time', 'expected a choice of person', 'login_required', (ctx) =>
    ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  policy.get('login')?.checks.add(ask);
  policy.remove('consent');
  return policy;
}

function metadata(client: Client): ClientMetadata {
  return {
    client_id: client.id,
    client_name: client.name,
    client_secret: client.secret,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    // The library puts `acr` into the ID token only where a level is asked for; so each sign-in asks for the lowest.
    default_acr_values: ['agovaq:100'],
  };
}

/** Configuration of the provider: authorization code with PKCE only, no consent page, all claims in the ID token. */
export function configuration(clients: Client[], people: Person[], keys: ProviderKeys): Configuration {
  return {
    clients: clients.map(metadata),
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys, names: { session: 'demo_login', interaction: 'demo_login_step', resume: 'demo_login_resume' } },
    pkce: { required: () => true },
    responseTypes: ['code'],
    acrValues: ['agovaq:100', 'agovaq:200', 'agovaq:300', 'agovaq:400', 'agovaq:500'],
    scopes: ['openid'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'birthdate', 'locale', 'municipality', 'authority', 'functions'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    findAccount: (_ctx, subject) => {
      const person = people.find((candidate) => candidate.subject === subject);
      return person ? { accountId: subject, claims: () => claimsOf(person) } : undefined;
    },
    interactions: { policy: alwaysAsk(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(ctx) {
      const { account, client, provider } = ctx.oidc;
      if (!account || !client) return undefined;
      const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => send(ctx, signOutPage(raw(form)), clients),
        postLogoutSuccessSource: (ctx) => send(ctx, messagePage('Abgemeldet', 'Sie sind beim Demo-Login abgemeldet.'), clients),
      },
    },
    renderError: (ctx, out) =>
      send(
        ctx,
        messagePage(
          'Das hat nicht geklappt',
          `Der Demo-Login erwartete eine gültige Anfrage und erhielt: ${out.error}. Gehen Sie zurück und melden Sie sich neu an.`,
        ),
        clients,
      ),
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 3600, Session: 3600 },
  };
}
