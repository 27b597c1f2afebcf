import type { Variables } from '../types.ts';
import type { TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import { interrupt } from './trigger.ts';

/** Details of a boundary error event. */
export interface ErrorCatch {
  /** null catches every code. */
  errorCode: string | null;
}

/**
 * Looks for a boundary error event for the code, on the token's element and then on the call activities above.
 * @returns false when nobody catches it; then nothing has changed.
 */
export function throwError(step: Step, from: TokenRow, errorCode: string, variables: Variables): boolean {
  for (let token: TokenRow | undefined = from; token; token = step.instance.tokens.get(token.parent_no)) {
    const caught = catcher(step, token, errorCode);
    if (caught) {
      interrupt(step, token, caught, variables);
      return true;
    }
  }
  return false;
}

function catcher(step: Step, token: TokenRow, errorCode: string): string | null {
  const boundaries = step
    .element(token)
    .boundaries.map((id) => step.element(token, id))
    .filter((boundary) => boundary.kind === 'error-boundary');
  const exact = boundaries.find((boundary) => (boundary.details as ErrorCatch).errorCode === errorCode);
  const any = boundaries.find((boundary) => (boundary.details as ErrorCatch).errorCode === null);
  return (exact ?? any)?.id ?? null;
}
