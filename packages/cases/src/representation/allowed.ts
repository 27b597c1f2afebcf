import type { ServiceVersion } from '../catalogue/types.ts';
import type { Acting } from '../types.ts';
import type { MandateKind } from './types.ts';

/** Why somebody who acts for another person cannot apply for a service. */
export type Barred = 'not-represented' | 'not-company' | 'reads-only' | 'not-covered';

/** Matters a service belongs to when it names none (`applicants.scope`). */
const USUAL_SCOPE = 'residents-matters';

/** What a representative must be allowed to do for this service. */
export function scopeOf(version: Pick<ServiceVersion, 'manifest'>): string {
  return version.manifest.applicants.scope ?? USUAL_SCOPE;
}

/** What `applicants.for` must name so that a service may be ordered under a mandate of each kind: one of these. */
const NAMED: Record<MandateKind, readonly string[]> = {
  mandate: ['represented', 'anyone'],
  guardian: ['represented', 'anyone'],
  parent: ['child', 'represented', 'anyone'],
  organ: ['company'],
};

/** May a service be ordered for somebody who gave a mandate, or who is represented by law? (`applicants.for`) */
export function forRepresented(version: Pick<ServiceVersion, 'manifest'>, kind: MandateKind = 'mandate'): boolean {
  return version.manifest.applicants.for.some((whom) => NAMED[kind].includes(whom));
}

/** What keeps this mandate from applying for a service; null: nothing, or nobody acts for anybody. */
export function barredFrom(version: Pick<ServiceVersion, 'id' | 'manifest'>, acting: Acting | null): Barred | null {
  if (!acting) return null;
  // What is captured at the counter is for this service and no other; the person is there or on the phone.
  if (acting.capture) return acting.capture.service === version.id ? null : 'not-covered';
  if (!forRepresented(version, acting.kind)) return acting.kind === 'organ' ? 'not-company' : 'not-represented';
  if (!acting.mayAct) return 'reads-only';
  return acting.scopes === null || acting.scopes.includes(scopeOf(version)) ? null : 'not-covered';
}
