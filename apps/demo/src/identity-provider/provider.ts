import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { Provider } from 'oidc-provider';
import { freePort } from '../ports.ts';
import { listen, type Listening } from '../listen.ts';
import { pageHeaders } from '../page/page.ts';
import { readPeople } from '../people.ts';
import { findByShortName, levelClaim, peopleFor } from './accounts.ts';
import { configuration, type Client } from './configuration.ts';
import { providerKeys } from './keys.ts';
import { messagePage, signInPage } from './pages.ts';

export interface IdentityProviderOptions {
  /** 0: any free port. */
  port: number;
  /** Folder `authorities/<canton>` with people.yaml. */
  authoritiesFolder: string;
  clients: Client[];
  /** Where the signing key is kept; null: made anew for this process. */
  keyFile: string | null;
}

/** Starts the demo's identity provider, a real OpenID provider with invented people. Its issuer is `url`. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<Listening> {
  const port = options.port === 0 ? await freePort() : options.port;
  const issuer = `http://127.0.0.1:${port}`;
  const people = readPeople(options.authoritiesFolder);
  const provider = new Provider(issuer, configuration(options.clients, people, providerKeys(options.keyFile)));
  const headers = pageHeaders(options.clients.flatMap((client) => client.redirectUris.map((uri) => new URL(uri).origin)));

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', (c) => c.html(messagePage('Demo-Login', 'Hierher kommen Sie vom Portal oder vom Arbeitsplatz aus.'), 200, headers));
  app.on(['GET', 'POST'], '/interaction/:uid', async (c) => {
    const { incoming, outgoing } = c.env;
    const details = await provider.interactionDetails(incoming, outgoing).catch(() => null);
    if (!details || details.uid !== c.req.param('uid')) {
      return c.html(messagePage('Diese Anmeldung ist abgelaufen', 'Gehen Sie zurück und melden Sie sich neu an.'), 400, headers);
    }
    const client = options.clients.find((candidate) => candidate.id === details.params['client_id']);
    const offered = peopleFor(people, client?.audience ?? 'all');
    const show = (error: string | null, typed = ''): Response | Promise<Response> =>
      c.html(signInPage({ people: offered, uid: details.uid, wantedBy: client?.name ?? '', typed, error }), error ? 422 : 200, headers);
    if (c.req.method === 'GET') return show(null);

    const form = await c.req.parseBody();
    if (form['do'] === 'cancel') {
      const back = await provider.interactionResult(incoming, outgoing, {
        error: 'access_denied',
        error_description: 'the person cancelled',
      });
      return c.redirect(back, 303);
    }
    const typed = String(form['shortName'] ?? '').slice(0, 100);
    const person = findByShortName(offered, typed || String(form['person'] ?? ''));
    if (!person)
      return show(
        typed
          ? `Den Kurznamen «${typed}» kennt der Demo-Login nicht. Wählen Sie eine Person der Liste.`
          : 'Wählen Sie eine Person oder tippen Sie einen Kurznamen ein.',
        typed,
      );
    const next = await provider.interactionResult(incoming, outgoing, {
      login: { accountId: person.subject, acr: levelClaim(person), remember: false },
    });
    return c.redirect(next, 303);
  });
  const pages = getRequestListener(app.fetch);
  // Everything but our own pages is the OpenID protocol, answered by the library.
  const protocol = provider.callback();
  return listen((request, response) => {
    const path = request.url ?? '/';
    const ours = path === '/' || path === '/health' || path.startsWith('/interaction/');
    void (ours ? pages : protocol)(request, response);
  }, port);
}
