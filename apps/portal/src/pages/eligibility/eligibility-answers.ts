import type { FormContext, ServiceVersion } from '@einwohnerportal/cases';
import { readCookie, seal, unseal, writeCookie } from '@einwohnerportal/web';
import { today } from '../../municipality.ts';
import type { Visit } from '../../visit.ts';

/** Answers before sign-in stay in a sealed cookie of this browser: not in addresses, not on the server. */
type Kept = Record<string, Record<string, unknown>>;

export interface Eligibility {
  answers: Record<string, unknown>;
  context: FormContext;
  /** Page still to be answered, or `result` when the answers say no; null when the way is free. */
  next: string | null;
  verdict: { eligible: boolean; reason: string | null; instead: string | null } | null;
}

/** Where the person stands with the questions before sign-in; without questions the way is free. */
export function eligibilityOf(visit: Visit, version: ServiceVersion): Eligibility {
  const answers = kept(visit)[version.id] ?? {};
  const context = contextOf(visit, version, answers);
  const { eligibility } = version.manifest;
  const form = version.eligibilityForm;
  if (!eligibility || !form) return { answers, context, next: null, verdict: null };
  const open = form.faults(context)[0]?.page ?? null;
  if (open !== null) return { answers, context, next: open, verdict: null };
  const decisions = version.decisions[eligibility.decision];
  const settled = form.settle(answers, context);
  const result = decisions?.evaluate(eligibility.decision, settled).value as
    { eligible?: unknown; reason?: unknown; instead?: unknown } | null | undefined;
  const verdict = { eligible: result?.eligible === true, reason: text(result?.reason), instead: text(result?.instead) };
  return { answers, context, next: verdict.eligible ? null : 'result', verdict };
}

/** Adds the answers of one page to those kept; an answer that became empty goes. */
export function keepAnswers(visit: Visit, version: ServiceVersion, answers: Record<string, unknown>): void {
  const all = kept(visit);
  const merged = Object.fromEntries(Object.entries({ ...all[version.id], ...answers }).filter(([, value]) => value !== null));
  const { config } = visit.site;
  // Only the service at hand: the cookie must stay small.
  visit.http.set('eligibility', { [version.id]: merged });
  writeCookie(visit.http, 'eligibility', seal(config.sessionKey, 'eligibility', { [version.id]: merged }), config);
}

export function contextOf(visit: Visit, version: ServiceVersion, answers: Record<string, unknown>): FormContext {
  return {
    names: { ...answers },
    sources: {},
    t: version.texts(version.hasOwnText(visit.lang, 'service.title') ? visit.lang : version.written),
    today: today(visit),
    zone: visit.site.context.catalogue.authorities.canton.zone,
  };
}

function kept(visit: Visit): Kept {
  const { config } = visit.site;
  const fresh = visit.http.get('eligibility') as Kept | undefined;
  return fresh ?? unseal<Kept>(config.sessionKey, 'eligibility', readCookie(visit.http, 'eligibility', config)) ?? {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
