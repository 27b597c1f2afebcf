import type { FormModel } from './model.ts';
import { faultsOf } from './faults.ts';
import { isEmpty, valueAt } from './names.ts';
import { planPages } from './pages.ts';
import type { FormContext, Section } from './types.ts';

/**
 * The visible pages as sections that can be filled in in any order: `done` has no fault and something in it, `optional` has
 * neither, `started` has answers and faults, `todo` has faults only.
 */
export function sectionsOf(model: FormModel, context: FormContext): Section[] {
  const faulty = new Map(faultsOf(model, context).map(({ page, errors }) => [page, errors.length]));
  return planPages(model, context).map((plan): Section => {
    const answered = plan.confirm || plan.asked.some((name) => !isEmpty(valueAt(context.names, name)));
    const open = faulty.get(plan.id) ?? 0;
    const state = open === 0 ? (answered ? 'done' : 'optional') : answered ? 'started' : 'todo';
    return { id: plan.id, title: plan.short, state, open };
  });
}
