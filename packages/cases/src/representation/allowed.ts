import type { ServiceVersion } from '../catalogue/types.ts';
import type { Acting } from '../types.ts';

/** Why somebody who acts for another person cannot apply for a service. */
export type Barred = 'not-represented' | 'reads-only' | 'not-covered';

/** Matters a service belongs to when it names none (`applicants.scope`). */
const USUAL_SCOPE = 'residents-matters';

/** What a representative must be allowed to do for this service. */
export function scopeOf(version: Pick<ServiceVersion, 'manifest'>): string {
  return version.manifest.applicants.scope ?? USUAL_SCOPE;
}

/** May a service be ordered for somebody who gave a mandate? (`applicants.for`) */
export function forRepresented(version: Pick<ServiceVersion, 'manifest'>): boolean {
  return version.manifest.applicants.for.some((whom) => whom === 'represented' || whom === 'anyone');
}

/** What keeps this mandate from applying for a service; null: nothing, or nobody acts for anybody. */
export function barredFrom(version: Pick<ServiceVersion, 'id' | 'manifest'>, acting: Acting | null): Barred | null {
  if (!acting) return null;
  // What is captured at the counter is for this service and no other; the person is there or on the phone.
  if (acting.capture) return acting.capture.service === version.id ? null : 'not-covered';
  if (!forRepresented(version)) return 'not-represented';
  if (!acting.mayAct) return 'reads-only';
  return acting.scopes === null || acting.scopes.includes(scopeOf(version)) ? null : 'not-covered';
}
