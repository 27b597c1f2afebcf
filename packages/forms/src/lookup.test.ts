import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runLookup, type LookupClock } from './lookup.ts';

/** A clock whose waits end in the order of their time, at once. */
function simulated(): LookupClock {
  let now = 0;
  const waiting: { at: number; done: () => void }[] = [];
  const turn = () =>
    setImmediate(() => {
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift();
      if (!next) return;
      now = Math.max(now, next.at);
      next.done();
    });
  return {
    now: () => now,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        waiting.push({ at: now + milliseconds, done: resolve });
        turn();
      }),
  };
}

const rule = { differs: 'hide' as const, limitMilliseconds: 3000 };

test('whoever is blocked looks and takes as long as whoever is unknown, however fast the register is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(2999), fc.nat(2999), async (fast, slow) => {
      const outcomes = [];
      for (const [answer, delay] of [
        [{ found: false }, fast],
        [{ found: true, blocked: true, person: { officialName: 'Arnold' } }, slow],
      ] as const) {
        const clock = simulated();
        const result = await runLookup(() => clock.wait(delay).then(() => ({ ...answer })), rule, clock);
        outcomes.push({ result, at: clock.now() });
      }
      assert.deepEqual(outcomes[0], outcomes[1]);
      assert.deepEqual(outcomes[0], { result: { kind: 'unknown' }, at: 3000 });
    }),
    { numRuns: 100 },
  );
});

test('silence, refusal and accidents are one: no answer, at the limit', async () => {
  for (const ask of [
    () => new Promise<never>(() => {}),
    () => Promise.reject(new Error('down')),
    () => Promise.resolve(null),
    () => {
      throw new Error('at once');
    },
  ]) {
    const clock = simulated();
    assert.deepEqual(await runLookup(ask, rule, clock), { kind: 'unavailable' });
    assert.equal(clock.now(), 3000);
  }
});

test('a find is given at once, with its values only', async () => {
  const clock = simulated();
  const result = await runLookup(() => clock.wait(40).then(() => ({ found: true, since: '2020-01-01' })), rule, clock);
  assert.deepEqual(result, { kind: 'found', values: { since: '2020-01-01' } });
  assert.equal(clock.now(), 40);
});

test('where nothing has to be hidden, blocked is told as such and nobody waits longer than needed', async () => {
  const clock = simulated();
  const result = await runLookup(() => clock.wait(40).then(() => ({ blocked: true })), { ...rule, differs: null }, clock);
  assert.deepEqual(result, { kind: 'blocked' });
  assert.equal(clock.now(), 40);
});
