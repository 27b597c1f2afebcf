import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Listening } from '../listen.ts';
import { startIdentityProvider } from './provider.ts';

const authoritiesFolder = fileURLToPath(new URL('../../../../authorities/_example', import.meta.url));
const back = 'http://127.0.0.1:9/back';
const verifier = 'v'.repeat(50);
let provider: Listening;

before(async () => {
  provider = await startIdentityProvider({
    port: 0,
    authoritiesFolder,
    keyFile: null,
    clients: [
      {
        id: 'portal',
        name: 'Portal',
        secret: 'secret-of-the-portal',
        redirectUris: [back],
        postLogoutRedirectUris: ['http://127.0.0.1:9/'],
        audience: 'residents',
      },
      {
        id: 'workplace',
        name: 'Arbeitsplatz',
        secret: 'secret-of-the-workplace',
        redirectUris: [back],
        postLogoutRedirectUris: [],
        audience: 'staff',
      },
    ],
  });
});
after(() => provider.stop());

/** A browser without script: keeps cookies, follows redirects within the provider, stops where it would leave. */
function visitor() {
  const jar = new Map<string, string>();
  return async function visit(url: string, form?: Record<string, string>): Promise<{ response: Response; url: string; body: string }> {
    let body: URLSearchParams | undefined = form ? new URLSearchParams(form) : undefined;
    for (;;) {
      const response = await fetch(url, {
        redirect: 'manual',
        method: body ? 'POST' : 'GET',
        body,
        headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const location = response.headers.get('location');
      if (!location) return { response, url, body: await response.text() };
      const next = new URL(location, url);
      if (next.origin !== new URL(provider.url).origin) return { response, url: next.href, body: '' };
      [url, body] = [next.href, undefined];
    }
  };
}

function authorizationUrl(client: string, changes: Record<string, string> = {}): string {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = {
    client_id: client,
    redirect_uri: back,
    response_type: 'code',
    scope: 'openid profile email',
    state: 's1',
    nonce: 'n1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  return `${provider.url}/auth?${new URLSearchParams(query).toString()}`;
}

async function signIn(client: string, secret: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const visit = visitor();
  const step = await visit(authorizationUrl(client));
  const end = new URL((await visit(step.url, { do: 'sign-in', ...form })).url);
  assert.equal(end.searchParams.get('state'), 's1');
  const response = await fetch(`${provider.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: end.searchParams.get('code') ?? '',
      redirect_uri: back,
      code_verifier: verifier,
    }),
  });
  const tokens = (await response.json()) as { id_token: string };
  assert.equal(response.status, 200, JSON.stringify(tokens));
  return JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}

test('a resident who is chosen from the list comes back with name, birth date, municipality and level', async () => {
  const claims = await signIn('portal', 'secret-of-the-portal', { person: 'mira' });
  assert.match(String(claims['sub']), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const { family_name, given_name, birthdate, municipality, acr, nonce, email } = claims;
  assert.deepEqual(
    { family_name, given_name, birthdate, municipality, acr, nonce, email },
    {
      family_name: 'Dvořák-Şahin',
      given_name: 'Mira',
      birthdate: '1985-06-14',
      municipality: '9901',
      acr: 'agovaq:300',
      nonce: 'n1',
      email: 'mira@mail.example',
    },
  );
  assert.equal('functions' in claims, false);
});

test('a typed short name signs in, and a birth date of which only the year is known stays so', async () => {
  assert.equal((await signIn('portal', 'secret-of-the-portal', { shortName: ' Jonas ' }))['birthdate'], '1951');
});

test('staff come back with the functions that their roles have in their authority', async () => {
  const ruth = await signIn('workplace', 'secret-of-the-workplace', { person: 'ruth' });
  const beat = await signIn('workplace', 'secret-of-the-workplace', { person: 'beat' });
  for (const [person, place, own] of [
    [ruth, 'musterau', ['office', 'clerk', 'records']],
    [beat, 'beispielwil', ['residents', 'clerk', 'records']],
  ] as const) {
    const functions = person['functions'] as string[];
    for (const role of own) assert.ok(functions.includes(`claim:${place}-${role}`), `expected ${role} among ${functions}`);
    assert.ok(functions.every((name) => name.startsWith(`claim:${place}-`)));
    assert.equal(new Set(functions).size, functions.length);
  }
  assert.notEqual(ruth['sub'], beat['sub']);
});

test('the subject stays the same over two sign-ins', async () => {
  const first = await signIn('portal', 'secret-of-the-portal', { person: 'selma' });
  const second = await signIn('portal', 'secret-of-the-portal', { person: 'selma' });
  assert.equal(first['sub'], second['sub']);
});

test('an unknown short name gets an error on the same page with what was typed', async () => {
  const visit = visitor();
  const step = await visit(authorizationUrl('portal'));
  const { response, body } = await visit(step.url, { do: 'sign-in', shortName: '"><b>nobody' });
  assert.equal(response.status, 422);
  assert.match(body, /role="alert"/);
  assert.ok(body.includes('value="&quot;&gt;&lt;b&gt;nobody"'));
});

test('the workplace offers no residents and the portal no staff', async () => {
  const atPortal = await visitor()(authorizationUrl('portal'));
  const atWorkplace = await visitor()(authorizationUrl('workplace'));
  assert.ok(atPortal.body.includes('value="mira"') && !atPortal.body.includes('value="ruth"'));
  assert.ok(atWorkplace.body.includes('value="ruth"') && !atWorkplace.body.includes('value="mira"'));
  assert.ok(!atPortal.body.includes('value="luc"'), 'a child without a login is not offered');
});

test('a request without PKCE or with a foreign return address is refused', async () => {
  const without = await visitor()(authorizationUrl('portal', { code_challenge: '', code_challenge_method: '' }));
  assert.equal(new URL(without.url).searchParams.get('error'), 'invalid_request');
  const foreign = await visitor()(authorizationUrl('portal', { redirect_uri: 'http://127.0.0.1:9/elsewhere' }));
  assert.equal(foreign.response.status, 400);
  assert.ok(foreign.url.startsWith(provider.url));
});

test('who cancels comes back with access_denied', async () => {
  const visit = visitor();
  const step = await visit(authorizationUrl('portal'));
  const end = new URL((await visit(step.url, { do: 'cancel' })).url);
  assert.equal(end.searchParams.get('error'), 'access_denied');
});

test('the sign-in page allows no script and names where its form may lead', async () => {
  const { response, body } = await visitor()(authorizationUrl('portal'));
  const policy = response.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /form-action 'self' http:\/\/127\.0\.0\.1:9;/);
  assert.doesNotMatch(body, /<script/);
});
