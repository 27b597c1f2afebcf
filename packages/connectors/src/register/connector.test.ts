import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capabilityConformance, type ConformanceWorld } from '../conformance/conformance.ts';
import type { CapabilityRequest } from '../types.ts';
import { createRegisterConnector } from './connector.ts';

const program = fileURLToPath(new URL('../../../../apps/demo/src/register/main.ts', import.meta.url));
const authorities = fileURLToPath(new URL('../../../../authorities/_example', import.meta.url));
const token = randomUUID();
let child: ChildProcess;
let baseUrl = '';

before(async () => {
  child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: '0', REGISTER_TOKEN: token, AUTHORITIES_FOLDER: authorities },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  baseUrl = await new Promise<string>((heard, fail) => {
    child.on('exit', () => fail(new Error('expected the register to start, got its end')));
    child.stdout?.once('data', (line: Buffer) => heard((JSON.parse(line.toString()) as { listening: string }).listening));
  });
});
after(async () => {
  child.removeAllListeners('exit');
  const gone = new Promise((ended) => child.once('exit', ended));
  child.kill('SIGTERM');
  await gone;
});

const world = (): ConformanceWorld => ({
  connector: (timeoutMs) => createRegisterConnector({ id: 'demo-register', baseUrl, token, timeoutMs }),
  async fault(kind, capability, delayMs) {
    const response = await fetch(`${baseUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, capability, delayMs }),
    });
    assert.equal(response.status, 200);
  },
});

function request(capability: string, inputs: Record<string, unknown>, bfs: string | null = '9901'): CapabilityRequest {
  return {
    capability,
    idempotencyKey: randomUUID(),
    inputs,
    context: { caseId: randomUUID(), reference: 'EX-1', authority: 'beispielwil', bfs, service: '_example', language: 'de' },
    signal: new AbortController().signal,
  };
}

const mira = { officialName: 'Dvořák-Şahin', firstName: 'Mira', dateOfBirth: '1985-06-14' };
const luc = { officialName: 'Dvořák', firstName: 'Luc', dateOfBirth: '2015-05-02' };
const jonas = { officialName: 'Imfeld', firstName: 'Jonas', dateOfBirth: '1951' };
const secrets = ['Dvořák', 'Mira', '1985', token];

capabilityConformance(world, {
  capability: 'residents-register.read-person',
  secrets,
  outcomes: {
    found: {
      request: () => request('residents-register.read-person', { person: mira }),
      check(outputs) {
        assert.equal(outputs['found'], true);
        assert.deepEqual(outputs['residence'], { municipality: '9901', arrivedOn: '2019-04-01' });
        assert.deepEqual(outputs['address'], {
          street: 'Lindenweg',
          houseNumber: '4',
          swissZipCode: '9901',
          town: 'Beispielwil',
          text: 'Lindenweg 4, 9901 Beispielwil',
        });
        assert.equal((outputs['person'] as { sex: string }).sex, '2');
        assert.equal((outputs['person'] as { registerKey: string }).registerKey, outputs['registerKey']);
      },
    },
    'not found': {
      request: () => request('residents-register.read-person', { person: { ...mira, dateOfBirth: '1985-06-15' } }),
      check: (outputs) => assert.deepEqual(outputs, { found: false }),
    },
  },
});

capabilityConformance(world, {
  capability: 'residents-register.read-household',
  secrets,
  outcomes: {
    found: {
      request: () => request('residents-register.read-household', { person: mira }),
      check(outputs) {
        const { complete, members } = outputs['household'] as {
          complete: boolean;
          members: { ref: string; registerKey: string; firstName: string; relation: string }[];
        };
        assert.equal(complete, true);
        assert.deepEqual(
          members.map(({ firstName, relation }) => [firstName, relation]),
          [
            ['Mira', 'self'],
            ['Luc', 'child'],
          ],
        );
        assert.ok(members.every(({ ref, registerKey }) => ref === registerKey));
      },
    },
    'nobody matches': {
      request: () => request('residents-register.read-household', { person: jonas }),
      check: (outputs) => assert.deepEqual(outputs['household'], { members: [], complete: false }),
    },
  },
});

capabilityConformance(world, {
  capability: 'residents-register.confirm-residence',
  secrets,
  outcomes: {
    confirmed: {
      request: () =>
        request('residents-register.confirm-residence', {
          day: '2027-03-01',
          persons: [
            { ref: 'a', registerKey: null, ...mira },
            { ref: 'b', registerKey: null, ...luc },
          ],
        }),
      check(outputs) {
        assert.equal(outputs['outcome'], 'confirmed');
        assert.deepEqual(
          (outputs['confirmations'] as { ref: string; address: string; arrivedOn: string }[]).map(({ address, arrivedOn, ref }) => [
            ref,
            address,
            arrivedOn,
          ]),
          [
            ['a', 'Lindenweg 4, 9901 Beispielwil', '2019-04-01'],
            ['b', 'Lindenweg 4, 9901 Beispielwil', '2019-04-01'],
          ],
        );
      },
    },
    'not-registered': {
      request: () =>
        request('residents-register.confirm-residence', {
          day: '2027-03-01',
          persons: [
            { ref: 'a', registerKey: null, ...mira },
            { ref: 'b', registerKey: null, ...jonas },
          ],
        }),
      check(outputs) {
        assert.equal(outputs['outcome'], 'not-registered');
        assert.deepEqual(outputs['confirmations'], []);
        assert.ok(String(outputs['reason']).length > 0);
      },
    },
    'not yet registered on the day': {
      request: () =>
        request('residents-register.confirm-residence', { day: '2019-03-31', persons: [{ ref: 'a', registerKey: null, ...mira }] }),
      check: (outputs) => assert.equal(outputs['outcome'], 'not-registered'),
    },
  },
});

const names = (outputs: Record<string, unknown>): string[] =>
  (
    outputs['representations'] as {
      kind: string;
      person?: { firstName: string };
      company?: { uid: string };
      until: string | null;
      signature: string;
    }[]
  ).map(({ kind, person, company, until, signature }) => `${kind} ${person?.firstName ?? company?.uid} ${until} ${signature}`);

capabilityConformance(world, {
  capability: 'representation.check',
  secrets,
  outcomes: {
    'a child and a company with joint signature': {
      request: () => request('representation.check', { person: mira, day: '2027-03-01' }),
      check: (outputs) => assert.deepEqual(names(outputs), ['parent Luc 2033-05-01 sole', 'organ CHE-100.000.012 null joint']),
    },
    'the child is of age': {
      request: () => request('representation.check', { person: mira, day: '2033-05-02' }),
      check: (outputs) => assert.deepEqual(names(outputs), ['organ CHE-100.000.012 null joint']),
    },
    nobody: {
      request: () => request('representation.check', { person: luc, day: '2027-03-01' }),
      check: (outputs) => assert.deepEqual(outputs, { representations: [] }),
    },
  },
});

test('a partly known birth date finds the person by the same partly known date', async () => {
  const answer = await world()
    .connector(2_000)
    .call(request('residents-register.read-person', { person: jonas }, '9902'));
  assert.equal(answer.state === 'done' && (answer.outputs['person'] as { dateOfBirth: string }).dateOfBirth, '1951');
});

test('the register key alone is enough, even after a change of name', async () => {
  const connector = world().connector(2_000);
  const first = await connector.call(request('residents-register.read-person', { person: mira }));
  assert.equal(first.state, 'done');
  const registerKey = first.state === 'done' ? first.outputs['registerKey'] : null;
  const second = await connector.call(request('residents-register.read-person', { person: { ...mira, registerKey, officialName: 'Neu' } }));
  assert.equal(second.state === 'done' && (second.outputs['person'] as { officialName: string }).officialName, 'Dvořák-Şahin');
});

test('a wrong token is not allowed', async () => {
  const connector = createRegisterConnector({ id: 'demo-register', baseUrl, token: 'wrong' });
  await assert.rejects(connector.call(request('residents-register.read-person', { person: mira })), { code: 'not-allowed' });
});

test('the same key with another request is a bad answer, not somebody else’s data', async () => {
  const connector = world().connector(2_000);
  const one = request('residents-register.read-person', { person: mira });
  await connector.call(one);
  await assert.rejects(connector.call({ ...one, inputs: { person: luc } }), { code: 'bad-answer' });
});

test('inputs that are not the contract’s never leave the house', async () => {
  await assert.rejects(
    createRegisterConnector({ id: 'x', baseUrl: 'http://127.0.0.1:1', token }).call(
      request('residents-register.read-person', { person: { firstName: 'Mira' } }),
    ),
    { code: 'bad-inputs', message: /person\.officialName/ },
  );
});

test('the log of the register names cases and no people', async () => {
  await world()
    .connector(2_000)
    .call(request('residents-register.read-person', { person: mira }));
  const log = await (await fetch(`${baseUrl}/log`)).text();
  assert.match(log, /"reference":"EX-1"/);
  for (const secret of secrets) assert.ok(!log.includes(secret));
});

test('health says whether the register answers', async () => {
  assert.deepEqual(await world().connector(2_000).health?.(), { up: true, detail: 'answers' });
  assert.equal((await createRegisterConnector({ id: 'gone', baseUrl: 'http://127.0.0.1:1', token }).health?.())?.up, false);
});

test('a redirect, an endless answer and an answer that is no JSON are bad answers', async () => {
  const answers: Record<string, (server: import('node:http').ServerResponse) => void> = {
    redirect: (response) => response.writeHead(302, { location: baseUrl }).end(),
    endless: (response) => response.end('"' + 'x'.repeat(2_100_000)),
    words: (response) => response.end('Guten Tag'),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const server: Server = createServer((_request, response) => answer(response));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as { port: number };
    try {
      const connector = createRegisterConnector({ id: name, baseUrl: `http://127.0.0.1:${port}`, token });
      await assert.rejects(connector.call(request('residents-register.read-person', { person: mira })), { code: 'bad-answer' }, name);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
});
