import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CapabilityAnswer, CapabilityRequest, Connector } from '../types.ts';

/** What the far side does wrong while a scenario runs. */
export type ConformanceFault = 'none' | 'down' | 'slow' | 'garbage' | 'duplicate' | 'late';

export interface ConformanceCase {
  capability: string;
  /** A request for each outcome of the contract, with a look at what must come back. */
  outcomes: Record<string, { request: () => CapabilityRequest; check: (outputs: Record<string, unknown>) => void }>;
  /** Values that no error may show: names, dates, tokens. */
  secrets: string[];
}

export interface ConformanceWorld {
  /** The connector as an operator would set it up, with a time limit a test can wait for. */
  connector(timeoutMs: number): Connector;
  /** Switches the far side's fault. `delayMs` for slow and late. */
  fault(kind: ConformanceFault, capability: string, delayMs?: number): Promise<void>;
  /** How often the far side has done the work of this key; null where it cannot be told. */
  handled?(idempotencyKey: string): Promise<number>;
}

/** Time limit in faults' scenarios; a slow answer comes before it, a late one long after. */
const limitMs = 1_500;

const outputsOf = (answer: CapabilityAnswer): Record<string, unknown> => {
  assert.equal(answer.state, 'done');
  return answer.state === 'done' ? answer.outputs : {};
};

/**
 * The contract's scenario set, which a connector passes before it may be bound: each outcome, the same key twice, slow, late, down, garbage,
 * connection cut after the work, cancelled, and errors without personal data. Registers tests with `node:test`.
 */
export function capabilityConformance(world: () => ConformanceWorld, subject: ConformanceCase): void {
  const { capability, outcomes, secrets } = subject;
  const [first] = Object.values(outcomes);
  if (!first) throw new TypeError(`expected at least one outcome of ${capability}, got none`);

  const failing = async (connector: Connector, request: CapabilityRequest, code: string): Promise<void> => {
    await assert.rejects(connector.call(request), (error: Error & { code?: string }) => {
      assert.equal(error.code, code, error.message);
      for (const secret of secrets) assert.ok(!error.message.includes(secret), `the message shows "${secret}"`);
      return true;
    });
  };
  const scenario = (title: string, run: () => Promise<void>): void => {
    test(`${capability}: ${title}`, async () => {
      try {
        await run();
      } finally {
        await world().fault('none', capability);
      }
    });
  };

  for (const [outcome, { check, request }] of Object.entries(outcomes)) {
    scenario(`the outcome "${outcome}" comes back as the contract says`, async () => {
      check(outputsOf(await world().connector(limitMs).call(request())));
    });
  }
  scenario('the same key gives the same answer', async () => {
    const connector = world().connector(limitMs);
    const request = first.request();
    assert.deepEqual(await connector.call(request), await connector.call(request));
  });
  scenario('an answer that is slow but in time is taken', async () => {
    await world().fault('slow', capability, 300);
    first.check(outputsOf(await world().connector(limitMs).call(first.request())));
  });
  scenario('an answer that comes too late is not available, and the repeat gets it', async () => {
    await world().fault('late', capability, 60_000);
    const connector = world().connector(limitMs);
    const request = first.request();
    await failing(connector, request, 'not-available');
    first.check(outputsOf(await connector.call(request)));
  });
  scenario('a far side that is down is not available, and answers once it is back', async () => {
    await world().fault('down', capability);
    const connector = world().connector(limitMs);
    const request = first.request();
    await failing(connector, request, 'not-available');
    await world().fault('none', capability);
    first.check(outputsOf(await connector.call(request)));
  });
  scenario('garbage of any kind is a bad answer', async () => {
    await world().fault('garbage', capability);
    const connector = world().connector(limitMs);
    for (let kind = 0; kind < 4; kind++) await failing(connector, first.request(), 'bad-answer');
  });
  scenario('a connection cut after the work is repeated without doing the work twice', async () => {
    await world().fault('duplicate', capability);
    const connector = world().connector(limitMs);
    const request = first.request();
    await failing(connector, request, 'not-available');
    first.check(outputsOf(await connector.call(request)));
    const { handled } = world();
    if (handled) assert.equal(await handled(request.idempotencyKey), 1);
  });
  scenario('a cancelled call ends at once', async () => {
    await world().fault('slow', capability, 60_000);
    const cancel = new AbortController();
    const call = failing(world().connector(600_000), { ...first.request(), signal: cancel.signal }, 'not-available');
    cancel.abort();
    await call;
  });
  scenario('another capability is refused', async () => {
    await failing(world().connector(limitMs), { ...first.request(), capability: 'nobody.knows' }, 'not-allowed');
  });
}
