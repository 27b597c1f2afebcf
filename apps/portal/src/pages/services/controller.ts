import { band, html, pageHead, rows } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { lifeEventsOf, servicesOf, type ServiceEntry } from '../../life-events.ts';
import { link, whoIsHere, type Show, type Visit } from '../../visit.ts';

/** The catalogue: by life event, then from A to Z. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const main = html`${pageHead({ sentence: t('interface.services.title'), lead: t('interface.services.lead') })}
${lifeEventsOf(visit).map((event) => band({ id: event.id, title: event.title, children: serviceRows(visit, event.services) }))}
${band({ id: 'a-z', title: t('interface.services.az'), children: serviceRows(visit, servicesOf(visit)) })}`;
  return reply(visit, { title: t('interface.services.title'), main, person: await whoIsHere(visit), current: 'services', indexed: true, description: t('interface.services.lead') });
};

function serviceRows(visit: Visit, services: ServiceEntry[]) {
  return rows(services.map((each) => ({ href: link(visit, `/services/${each.id}`), title: each.title, text: each.summary })));
}
