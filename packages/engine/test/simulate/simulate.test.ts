import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findElementType } from '../../src/elements/registry.ts';
import { simulate } from './simulate.ts';

/** Seconds of random histories in this test; a longer run is `npm run bench -- simulate 100000`. */
const SECONDS = 20;

test('random models with random histories, doubled and late commands and crashes, reach their end and lose nothing', async () => {
  const first = Number(process.env['SIMULATION_SEED'] ?? 1);
  const elements = new Set<string>();
  const end = performance.now() + SECONDS * 1000;
  let helped = 0;
  let seed = first;
  for (; seed < first + 1_000 && (performance.now() < end || seed < first + 100); seed += 1) {
    const run = await simulate(seed);
    for (const kind of run.elements) elements.add(kind);
    helped += Number(run.helped);
  }
  assert.ok(seed - first >= 100);
  assert.ok(helped <= (seed - first) / 50, `${helped} histories ended only by an operator`);
  assert.ok(elements.size > 40, [...elements].join(' '));
  for (const kind of elements) assert.ok(findElementType(kind), kind);
});

test('a seed repeats its history exactly', async () => {
  for (const seed of [3, 14, 159]) assert.equal((await simulate(seed)).state, (await simulate(seed)).state);
});
