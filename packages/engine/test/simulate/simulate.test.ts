import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementTypes } from '../../src/elements/registry.ts';
import { simulate } from './simulate.ts';

/** Seconds of random histories in this test; a longer run is `npm run bench -- simulate 100000`. */
const SECONDS = 20;
const MOST = 5_000;
const FEWEST = 2_000;

test('random models of all elements with random histories – doubled, late and senseless commands, operators, crashes – lose nothing and leave nobody without owner', async (t) => {
  const first = Number(process.env['SIMULATION_SEED'] ?? 1);
  const elements = new Set<string>();
  const done = new Set<string>();
  const incidents = new Set<string>();
  const end = performance.now() + SECONDS * 1000;
  let helped = 0;
  let commands = 0;
  let seed = first;
  for (; seed < first + MOST && (performance.now() < end || seed < first + FEWEST); seed += 1) {
    const run = await simulate(seed);
    for (const kind of run.elements) elements.add(kind);
    for (const type of run.done) done.add(type);
    for (const code of run.incidents) incidents.add(code);
    helped += Number(run.helped);
    commands += run.commands;
  }
  const histories = seed - first;
  t.diagnostic(`${histories} histories, ${commands} commands`);
  assert.ok(helped <= histories / 50, `${helped} histories ended only by an operator`);
  const never = elementTypes().flatMap(({ kind }) => (elements.has(kind) ? [] : [kind]));
  assert.deepEqual(never, [], 'elements that no model had');
  for (const type of [
    'start',
    'complete-task',
    'complete-job',
    'fail-job',
    'throw-error',
    'suspend-job',
    'correlate',
    'broadcast',
    'fire-timer',
  ])
    assert.ok(done.has(type), type);
  for (const type of ['claim-task', 'reroute', 'resolve-incident', 'skip-incident', 'set-variables', 'modify', 'migrate'])
    assert.ok(done.has(type), type);
  for (const code of ['activation-budget', 'incident-budget', 'join-stuck']) assert.ok(incidents.has(code), code);
});

test('a seed repeats its history exactly', async () => {
  for (const seed of [3, 14, 159]) assert.equal((await simulate(seed)).state, (await simulate(seed)).state);
});
