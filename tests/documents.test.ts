import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCscSigner, createSealer, createTimestampAuthority } from '../packages/connectors/src/index.ts';
import { listIncidents, readCase, readContent, withSession, type CaseView } from '../packages/cases/src/index.ts';
import { startSigningProvider, type SigningProvider } from '../apps/demo/src/signing/provider.ts';
import { bothApplications } from './support/both-applications.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

let stage: Told;
let provider: SigningProvider;
let applications: Awaited<ReturnType<typeof bothApplications>>;
const fault = (kind: string, only?: string) =>
  fetch(`${provider.url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, only }),
  });
const view = async (reference: string): Promise<CaseView> =>
  (await withSession(stage.portal, await stage.secretOf('mira'), (scope) => readCase(scope, reference, 'de')))!;
const contentOf = async (reference: string, state: string): Promise<Buffer[]> => {
  const { rows } = await stage.owner.query<{ content_hash: string }>(
    'select content_hash from cases.documents join cases.cases using (case_id) where reference = $1 and state = $2',
    [reference, state],
  );
  return Promise.all(rows.map((row) => readContent(stage.owner, stage.worker.files, row.content_hash)));
};
async function order(): Promise<string> {
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  return stage.memory.reference!;
}

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  const now = (): Date => new Date(stage.now());
  provider = await startSigningProvider({ port: 0, folder: null, clientId: 'portal', clientSecret: 'secret', pin: '1', now });
  const signer = createCscSigner({
    url: `${provider.url}/csc/v2`,
    clientId: 'portal',
    clientSecret: 'secret',
    pin: '1',
    now: () => now().getTime(),
  });
  const sealer = createSealer({
    signer,
    timestamps: createTimestampAuthority({ url: `${provider.url}/timestamps`, roots: [provider.root] }),
  });
  stage.worker.sealer = {
    seal: async ({ pdf, authority, key: _key, ...wish }) => (await sealer.seal(pdf, { ...wish, name: authority })).file,
  };
  applications = await bothApplications(stage);
});
after(async () => {
  await provider.stop();
  await stage.end();
});

for (const [what, only] of [
  ['signing provider', 'keys'],
  ['time-stamping authority', 'timestamps'],
] as const) {
  test(`with the ${what} down the case waits, says so, shows an incident and drains by itself, with one sealed document`, async () => {
    await fault('down', only);
    const reference = await order();
    await stage.act('wait', { period: '10 minutes' });
    const waiting = await view(reference);
    assert.deepEqual([waiting.closed, waiting.documents.length], [false, 0]);
    assert.match(waiting.trouble!, /antwortet im Moment nicht/);
    const incidents = await withSession(stage.workplace, await stage.secretOf('beat'), (scope) => listIncidents(scope, 'de'));
    assert.equal(incidents.length, 1);
    assert.deepEqual(await contentOf(reference, 'issued'), []);

    await fault('none');
    await stage.act('wait', { period: '1 hour' });
    const done = await view(reference);
    assert.deepEqual([done.outcome, done.trouble, done.documents.length], ['issued', null, 1]);
    const [sealed] = await contentOf(reference, 'issued');
    const [draft] = await contentOf(reference, 'draft');
    assert.ok(sealed!.subarray(0, draft!.length).equals(draft!));
    assert.match(sealed!.toString('latin1'), /\/SubFilter \/ETSI\.CAdES\.detached/);
  });
}

test('anybody may ask whether a file or a code is genuine, and is told by whom and when, nothing of what stands in it', async () => {
  const owner = await applications.browser('mira', 'portal');
  const { documents } = await view(await order());
  const file = await owner.get(`/de/documents/${documents[0]!.id}`);
  assert.equal(file.headers.get('content-type'), 'application/pdf');
  const [bytes] = await contentOf(stage.memory.reference!, 'issued');
  const { rows } = await stage.owner.query<{ code: string }>(`select code from cases.documents where document_id = $1`, [documents[0]!.id]);

  const stranger = await applications.browser(null, 'portal');
  const ask = async (content: Buffer | null): Promise<string> => {
    const form = new FormData();
    if (content) form.set('file', new File([new Uint8Array(content)], 'document.pdf'));
    const answer = await stranger.postForm('/de/verify', form);
    assert.equal(answer.status, 303);
    return (await stranger.get(answer.location!)).text;
  };
  const { text: byCode } = await stranger.get(`/de/verify?code=${rows[0]!.code.toLowerCase().replaceAll('-', ' ')}`);
  for (const page of [await ask(bytes!), byCode]) {
    assert.match(page, /Ja, dieses Dokument ist echt/);
    assert.match(page, /Beispielwil/);
    // Digests stand in addresses and may hold any digits.
    assert.doesNotMatch(page.replaceAll(/[0-9a-f]{12,64}/g, ''), /Mira|Musterstrasse|756[.]?\d{4}/);
  }
  const changed = Buffer.from(bytes!);
  changed[1_000] = changed[1_000]! ^ 1;
  assert.match(await ask(changed), /Diese Datei ist so nicht von uns/);
  assert.match(await ask(null), /Wählen Sie die Datei/);
  assert.match((await stranger.get('/de/verify?code=AAAA-AAAA-AAAA')).text, /gibt es kein Dokument/);
  // A draft that was never issued is no document.
  assert.match(await ask((await contentOf(stage.memory.reference!, 'draft'))[0]!), /nicht von uns/);
});

test('the same input renders the same bytes, letter for letter', async () => {
  const { renderer } = stage.worker;
  const requests: Parameters<typeof renderer.render>[0][] = [];
  stage.worker.renderer = { render: (request) => (requests.push(structuredClone(request)), renderer.render(request)) };
  const [draft] = await contentOf(await order(), 'draft');
  stage.worker.renderer = renderer;
  const again = requests.map((request) => Buffer.from(renderer.render(request)));
  assert.ok(again.some((bytes) => bytes.equals(draft!)));
});
