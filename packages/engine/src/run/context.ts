import type { ModelExpression } from '../model/compiled.ts';
import type { TokenInfo, Variables } from '../types.ts';
import { StepFailure } from './failure.ts';
import type { TokenRow } from './instance.ts';
import { isCall } from './scope.ts';
import { LIMITS } from '../limits.ts';
import { sizeOf } from './size.ts';
import type { Step } from './step.ts';
import { tokenInfo } from './token-info.ts';

/**
 * Names a token sees: root, or for a called process the reserved roots, the host's overlay and its own scope; then the local names of
 * the subprocesses and loops around it, then its own.
 */
export function visibleNames(step: Step, token: TokenRow, local: Variables = {}): Variables {
  return namesFor(step, tokenInfo(step, token), token.parent_no, {
    ...step.instance.scopes.get(token.token_no)?.data,
    ...local,
  });
}

/** As visibleNames for a place that has no token yet: inside scope `scopeNo` with these local names. */
export function namesFor(step: Step, info: TokenInfo, scopeNo: number, local: Variables): Variables {
  const root = rootNames(step);
  const scope = scopeNo === 0 ? undefined : step.instance.tokens.get(scopeNo);
  if (!scope) return { ...root, ...local };
  if (!isCall(step, scope)) return namesFor(step, info, scope.parent_no, { ...step.instance.scopes.get(scopeNo)?.data, ...local });
  const names: Variables = {};
  for (const name of step.surroundings.host.reservedRoots) if (name in root) names[name] = root[name];
  const overlay = asked(() => step.surroundings.host.overlay(info, root));
  return { ...names, ...overlay, ...step.instance.scopes.get(scopeNo)?.data, ...local };
}

/** Names of the case. */
export function rootNames(step: Step): Variables {
  return step.instance.scope(0).data;
}

/** Evaluates a value of the model at a token. @throws StepFailure `expression-failed` */
export function evaluate(step: Step, token: TokenRow, expression: ModelExpression, local: Variables = {}): unknown {
  if (expression.constant !== null) return expression.constant;
  return evaluateIn(step, tokenInfo(step, token), expression, visibleNames(step, token, local));
}

/** Warnings after which the null of FEEL is no answer but a mistake of the model, the host or the size of the data. */
const FATAL = new Set(['feel-function-failed', 'feel-unknown-function']);

/** Evaluates with names already gathered. @throws StepFailure `expression-failed`, `expression-budget`, `value-too-large` */
export function evaluateIn(step: Step, info: TokenInfo, expression: ModelExpression, names: Variables): unknown {
  if (expression.constant !== null) return expression.constant;
  const { host, now, zone } = step.surroundings;
  const functions = asked(() => host.functions(info, rootNames(step), now));
  const budget = { steps: step.feelLeft, milliseconds: LIMITS.expressionMilliseconds };
  const { value, warnings, steps = 0 } = expression.evaluate(names, { functions, now, zone, budget });
  step.feelLeft = Math.max(0, step.feelLeft - steps);
  step.feelUsed += steps + 20;
  const text = expression.text.slice(0, 200);
  if (warnings.some(({ code }) => code === 'feel-budget-exceeded')) {
    throw new StepFailure('expression-budget', `expected a value of ${text} within ${LIMITS.elementFeel} steps for the element, got none`);
  }
  const fatal = warnings.find((warning) => FATAL.has(warning.code));
  if (fatal) throw new StepFailure('expression-failed', `expected a value of ${text}, got ${fatal.code}`);
  return bounded(value, `the value of ${text}`);
}

/** A value that an instance may keep. @throws StepFailure `value-too-large` */
export function bounded<T>(value: T, what: string, most: number = LIMITS.characters): T {
  if (typeof value !== 'object' && typeof value !== 'string') return value;
  if (sizeOf(value, most) <= most) return value;
  throw new StepFailure('value-too-large', `expected at most ${most} characters of ${what}, got more`);
}

/** Asks the host; its errors are failures of this token alone. @throws StepFailure `host-failed` */
export function asked<T>(question: () => T): T {
  try {
    return question();
  } catch (cause) {
    if (cause instanceof StepFailure) throw cause;
    throw new StepFailure('host-failed', `expected an answer of the host, got ${(cause as Error).name ?? 'an error'}`, { cause });
  }
}
