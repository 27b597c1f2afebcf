import type { DraftView } from '@einwohnerportal/cases';
import { controlId, type FieldError, type PagePlan } from '@einwohnerportal/forms';
import { param, type Visit } from '../../visit.ts';

/**
 * Asks the registers a page names once it is left. Gives what must be said when one of them has to answer and does not; null when
 * the page asks none.
 */
export async function askRegisters(visit: Visit, draft: DraftView, plan: PagePlan | undefined): Promise<FieldError[] | null> {
  if (!plan || plan.lookups.length === 0) return null;
  const { domain, context } = visit.site;
  const stopped = await domain.lookUp(context, visit.secret!, draft.id, { ids: plan.lookups, language: visit.lang });
  if (stopped.length === 0) return [];
  const name = plan.asked[0] ?? param(visit, 'page');
  return [{ name, control: controlId(name), message: visit.t('interface.question.registerSilent') }];
}
