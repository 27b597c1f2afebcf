/** What a register is asked with while a form is filled in (`lookups` of a service). */
export interface LookupRule {
  /** `hide`: that somebody is blocked must neither look nor take otherwise than that nobody is known. */
  differs: 'hide' | null;
  /** Longest wait for an answer. */
  limitMilliseconds: number;
}

/** What came of it. `unavailable` means no answer in time, whatever the cause. */
export type LookupResult =
  { kind: 'found'; values: Record<string, unknown> } | { kind: 'unknown' } | { kind: 'blocked' } | { kind: 'unavailable' };

/** Time as the lookup sees it; tests bring their own. */
export interface LookupClock {
  /** Milliseconds that only grow. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

const realClock: LookupClock = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Asks a register once. Null, an exception or silence beyond the limit is `unavailable`; `found: false` is `unknown`;
 * `blocked: true` is `blocked`. With `differs: hide` everything but a find is answered at the limit and not before, so that the
 * time tells nothing either, and a blocked person is one that nobody knows.
 */
export async function runLookup(
  ask: () => Promise<Record<string, unknown> | null>,
  rule: LookupRule,
  clock: LookupClock = realClock,
): Promise<LookupResult> {
  const began = clock.now();
  const silence = clock.wait(rule.limitMilliseconds).then(() => null);
  const answer = await Promise.race([
    Promise.resolve()
      .then(ask)
      .catch(() => null),
    silence,
  ]);
  const result = resultOf(answer);
  if (rule.differs !== 'hide' || result.kind === 'found') return result;
  await silence;
  const left = began + rule.limitMilliseconds - clock.now();
  if (left > 0) await clock.wait(left);
  return result.kind === 'blocked' ? { kind: 'unknown' } : result;
}

function resultOf(answer: Record<string, unknown> | null): LookupResult {
  if (answer === null) return { kind: 'unavailable' };
  const { found, blocked, ...values } = answer;
  if (blocked === true) return { kind: 'blocked' };
  return found === false ? { kind: 'unknown' } : { kind: 'found', values };
}
