import type { Scope, SessionView } from '@einwohnerportal/cases';
import { html, secondButton, select, textInput, workViews, type Html } from '@einwohnerportal/ui';
import { inSession, link, toSignIn } from '@einwohnerportal/web';
import { problems } from './frame.ts';
import { operates } from './operates.ts';
import type { Visit } from './visit.ts';

/** Areas of the operators' part, in the order of the navigation. */
export const AREAS = {
  incidents: '/operations',
  jobs: '/operations/jobs',
  timers: '/operations/timers',
  interventions: '/operations/interventions',
  barriers: '/operations/barriers',
};
export type Area = keyof typeof AREAS;

/** What the work of an operator gave; everybody else gets the page of an unknown address, as for `null`. */
export async function asOperator<T>(
  visit: Visit,
  work: (scope: Scope) => Promise<T | null>,
): Promise<{ session: SessionView; value: T } | Response> {
  const found = await inSession(visit, async (scope, session) => (operates(session) ? work(scope) : null));
  if (!found) return toSignIn(visit);
  return found.value === null ? problems.notFound(visit) : { session: found.session, value: found.value };
}

export interface Narrowing {
  name: string;
  label: string;
  all: string;
  value: string | null;
  choices: { value: string; label: string; count?: number }[];
}

/** The margin of every page of the operators: areas, what narrows the list, and the way to one case. */
export function operationsRail(visit: Visit, current: Area | null, narrowing: Narrowing[] = [], count: number | null = null): Html {
  const { t } = visit;
  // With one entry there is nothing to choose.
  const useful = narrowing.filter((each) => each.choices.length > 1 || each.value !== null);
  return workViews({
    label: t('interface.operations.areas'),
    views: (Object.keys(AREAS) as Area[]).map((area) => ({
      href: link(visit, AREAS[area]),
      text: t(`interface.operations.area.${area}`),
      current: area === current,
      count: area === current ? count : null,
    })),
    below: html`${current && useful.length > 0 ? narrow(visit, AREAS[current], useful) : ''}
<form action="${link(visit, '/operations/find')}" aria-label="${t('interface.operations.find')}">${textInput({ id: 'reference', name: 'reference', label: t('interface.operations.find'), width: 20, autocomplete: 'off', spellcheck: false })}
<p>${secondButton({ text: t('interface.operations.open') })}</p></form>`,
  });
}

/** A form that changes the address: works without script, can be kept as a bookmark. */
function narrow(visit: Visit, path: string, narrowing: Narrowing[]): Html {
  return html`<form action="${link(visit, path)}" aria-label="${visit.t('interface.operations.narrow')}">${narrowing.map((each) =>
    select({
      id: each.name,
      name: each.name,
      label: each.label,
      value: each.value ?? '',
      empty: each.all,
      options: each.choices.map((choice) => ({
        value: choice.value,
        label: choice.count === undefined ? choice.label : `${choice.label} (${choice.count})`,
      })),
    }),
  )}
<p>${secondButton({ text: visit.t('interface.tasks.apply') })}</p></form>`;
}
