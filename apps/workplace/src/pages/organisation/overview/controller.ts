import { reply } from '../../../layout.ts';
import { askedAuthority, asOrganiser } from '../../../organisers.ts';
import type { Show } from '../../../visit.ts';
import { organisationPage } from './overview-page.ts';

/** The organisation of an authority as it is today: offices, offers, bindings, closed days, tariffs, and where each entry comes from. */
export const show: Show = async (visit) => {
  const found = await asOrganiser(visit, askedAuthority(visit), async (scope) => scope.today);
  if (found instanceof Response) return found;
  const main = organisationPage(visit, found.organisation, found.value);
  return reply(visit, { title: visit.t('interface.organisation.title'), main, session: found.session, current: 'organisation' });
};
