import { removeCookie } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** Address of a capture in the workplace, in a language that the workplace has. */
export function workplaceAddress({ site, lang }: Visit, capture: string): string {
  return `${site.config.workplaceUrl}/${lang === 'de-simple' ? 'de' : lang}/counter/${capture}`;
}

/**
 * Leads whoever captured at the counter back to the workplace, where the capture says what became of it; the session of the browser is
 * left behind. Null: this browser does not come from there.
 */
export async function backToWorkplace(visit: Visit): Promise<Response | null> {
  if (visit.secret === null) return null;
  const { domain, context, config } = visit.site;
  const capture = await domain.captureOf(context, visit.secret);
  if (capture === null) return null;
  for (const name of ['session', 'counter', 'intent', 'eligibility']) removeCookie(visit.http, name, config);
  return visit.http.redirect(workplaceAddress(visit, capture), 303);
}
