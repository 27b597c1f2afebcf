import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Listening } from '../listen.ts';
import { readPeople, type Person } from '../people.ts';
import type { LogEntry } from './page.ts';
import { startRegister } from './register.ts';

const example = readPeople(fileURLToPath(new URL('../../../../authorities/_example', import.meta.url)));
const selma = example.find((person) => person.key === 'selma') as Person;
const locked: Person = { ...selma, key: 'locked', registerKey: 'R1', officialName: 'Gesperrt', firstName: 'Gina', locked: true };
const seen: LogEntry[] = [];
let register: Listening;

before(async () => {
  register = await startRegister({ port: 0, token: 'token', people: [...example, locked], log: (entry) => seen.push(entry) });
});
after(() => register.stop());

const confirm = async (person: Person, key: string): Promise<{ outcome: string; reason: string | null }> => {
  const { dateOfBirth, firstName, officialName } = person;
  const response = await fetch(`${register.url}/residence/confirm`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'idempotency-key': key },
    body: JSON.stringify({ municipality: '9902', day: '2027-03-01', persons: [{ ref: 1, officialName, firstName, dateOfBirth }] }),
  });
  return (await response.json()) as { outcome: string; reason: string | null };
};

const faults = async (): Promise<unknown> => (await fetch(`${register.url}/faults`)).json();
const press = (form: Record<string, string>, origin: string): Promise<Response> =>
  fetch(`${register.url}/faults`, { method: 'POST', headers: { origin }, body: new URLSearchParams(form), redirect: 'manual' });

test('a person with a data lock is refused in words that do not say why', async () => {
  assert.equal((await confirm(selma, 'k1')).outcome, 'confirmed');
  const { outcome, reason } = await confirm(locked, 'k2');
  assert.equal(outcome, 'refused');
  assert.doesNotMatch(String(reason), /sperr|lock/i);
});

test('the form on the page switches a fault for one capability and off again', async () => {
  const capability = 'residents-register.read-person';
  assert.equal((await press({ kind: 'down', capability }, register.url)).status, 303);
  assert.deepEqual(await faults(), [{ kind: 'down', capability }]);
  assert.equal((await confirm(selma, 'k3')).outcome, 'confirmed', 'other capabilities go on');
  await press({ kind: 'none', capability: '' }, register.url);
  assert.deepEqual(await faults(), []);
});

test('a form on another site cannot switch faults', async () => {
  assert.equal((await press({ kind: 'down', capability: '' }, 'http://elsewhere.example')).status, 403);
  assert.deepEqual(await faults(), []);
});

test('without a key, without a token or with a body that is no question nothing is answered', async () => {
  const ask = (headers: Record<string, string>, body: string): Promise<number> =>
    fetch(`${register.url}/persons/find`, { method: 'POST', headers, body }).then((response) => response.status);
  assert.equal(await ask({ authorization: 'Bearer token' }, '{}'), 400);
  assert.equal(await ask({ 'idempotency-key': 'k4' }, '{}'), 403);
  assert.equal(await ask({ authorization: 'Bearer token', 'idempotency-key': 'k4' }, 'Grüezi'), 400);
  assert.equal(await ask({ authorization: 'Bearer token', 'idempotency-key': 'k4' }, '{"municipality":1}'), 400);
});

test('each call is logged once, repeats are marked, and nobody is named', async () => {
  seen.length = 0;
  await confirm(selma, 'k5');
  await confirm(selma, 'k5');
  assert.deepEqual(
    seen.map(({ capability, municipality, repeated, result }) => ({ capability, municipality, repeated, result })),
    [false, true].map((repeated) => ({
      capability: 'residents-register.confirm-residence',
      municipality: '9902',
      repeated,
      result: 'answered',
    })),
  );
  assert.ok(!JSON.stringify(seen).includes(selma.officialName));
});
