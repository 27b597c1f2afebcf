import { band, goLink, html, lifeEvents, pageHead, searchBox } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { entriesOf, lifeEventsOf, onlineOf } from '../../life-events.ts';
import { link, whoIsHere, type Show } from '../../visit.ts';
import { entryRows, lifeEventLinks } from './entries.ts';

/** The catalogue: search, what can be ordered here, then every public service by life event; from A to Z on a page of its own. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const count = entriesOf(visit).length;
  const online = onlineOf(visit);
  const lead = t('interface.services.lead', { online: online.length });
  const main = html`${pageHead({
    sentence: t('interface.services.title'),
    lead,
    children: searchBox({
      action: link(visit, '/search'),
      label: t('interface.search.label'),
      button: t('interface.search.button'),
      hint: t('interface.search.hint'),
    }),
  })}
${online.length > 0 ? band({ id: 'online', title: t('interface.services.online'), children: entryRows(visit, online) }) : ''}
${band({ id: 'life-events', title: t('interface.home.lifeEvents'), children: lifeEvents(lifeEventLinks(visit, lifeEventsOf(visit))) })}
${band({ id: 'a-z', title: t('interface.services.az'), children: goLink({ href: link(visit, '/a-z'), text: t('interface.services.azLink', { count }) }) })}`;
  return reply(visit, {
    title: t('interface.services.title'),
    main,
    person: await whoIsHere(visit),
    current: 'services',
    indexed: true,
    description: lead,
  });
};
