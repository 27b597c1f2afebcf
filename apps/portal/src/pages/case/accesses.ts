import type { CaseView } from '@einwohnerportal/cases';
import { html, route, type Html } from '@einwohnerportal/ui';
import { formatInstant } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** Who read the case and why, latest first. */
export function accessRoute(visit: Visit, view: CaseView): Html {
  const { t } = visit;
  if (view.accesses.length === 0) return html``;
  return route(
    view.accesses.map((access) => ({
      state: 'past',
      stateWord: '',
      title: access.who,
      who: '',
      when: formatInstant(access.at, visit),
      body: t('interface.case.accessPurpose', { purpose: access.purpose }),
    })),
  );
}
