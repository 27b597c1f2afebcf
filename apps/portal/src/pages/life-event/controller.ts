import { backLink, band, html, pageHead } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { lifeEventsOf } from '../../life-events.ts';
import { showNotFound } from '../../problems.ts';
import { link, param, whoIsHere, type Show } from '../../visit.ts';
import { entryList, entryRows } from '../services/entries.ts';

const LEVELS = ['municipality', 'canton', 'confederation', 'partner'] as const;

/** One life event: what can be ordered here, then everything else by who gives it. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const event = lifeEventsOf(visit).find(({ id }) => id === param(visit, 'event'));
  if (!event) return showNotFound(visit);
  const online = event.entries.filter((entry) => !entry.elsewhere);
  const lead = t('interface.event.lead', { count: event.entries.length, online: online.length });
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, '/services'), text: t('interface.nav.backToServices') }),
    sentence: event.title,
    lead,
  })}
${online.length > 0 ? band({ id: 'online', title: t('interface.services.online'), children: entryRows(visit, online) }) : ''}
${LEVELS.map((level) => {
  const entries = event.entries.filter((entry) => entry.elsewhere?.level === level);
  return entries.length > 0 ? band({ id: level, title: t(`interface.event.level.${level}`), children: entryList(visit, entries) }) : '';
})}`;
  return reply(visit, { title: event.title, main, person: await whoIsHere(visit), current: 'services', indexed: true, description: lead });
};
