import type { Authority, OfficeData } from '@einwohnerportal/cases';
import { backLink, band, facts, goLink, html, pageHead, text, type Html } from '@einwohnerportal/ui';
import { phoneText } from '@einwohnerportal/web';
import { entriesOf, lifeEventsOf, titleOf, type CatalogueEntry } from '../../life-events.ts';
import { authorityName, inLanguage } from '../../municipality.ts';
import { openingHours } from '../../opening-hours.ts';
import { link, type Visit } from '../../visit.ts';
import { entryList } from '../services/entries.ts';

const MOST_NEIGHBOURS = 8;

export interface DirectoryPageProps {
  entry: CatalogueEntry;
  elsewhere: NonNullable<CatalogueEntry['elsewhere']>;
  municipality: Authority | null;
}

export function directoryPage(visit: Visit, { entry, elsewhere, municipality }: DirectoryPageProps): Html {
  const { t } = visit;
  const event = lifeEventsOf(visit).find(({ id }) => id === entry.lifeEvents[0]);
  const neighbours = entriesOf(visit)
    .filter((each) => each !== entry && each.lifeEvents[0] === entry.lifeEvents[0] && each.elsewhere?.office === elsewhere.office)
    .slice(0, MOST_NEIGHBOURS);
  return html`${pageHead({
    margin: event ? backLink({ href: link(visit, `/life-events/${event.id}`), text: event.title }) : null,
    sentence: titleOf(entry),
    lead: t('interface.directory.lead'),
    children: facts([
      { question: t('interface.directory.who'), answer: elsewhere.office },
      { question: t('interface.directory.where'), answer: placeOf(visit, elsewhere.level, municipality) },
    ]),
  })}
${band({ id: 'ask', title: t('interface.directory.ask'), children: ask(visit, elsewhere.level, municipality) })}
${neighbours.length > 0 ? band({ id: 'neighbours', title: t('interface.directory.neighbours'), children: entryList(visit, neighbours) }) : ''}
${band({ id: 'soon', title: t('interface.directory.soon'), children: text(html`<p>${t('interface.directory.soonText')}</p><p class="source">${t('interface.directory.source', { number: entry.id })}</p>`) })}`;
}

function placeOf(visit: Visit, level: string, municipality: Authority | null): string {
  if (level === 'municipality' && municipality) return authorityName(municipality, visit.lang);
  const { canton } = visit.site.context.catalogue.authorities;
  return level === 'canton' ? inLanguage(canton.names, visit.lang) : (visit.t.word('interface.directory.level', level) ?? '');
}

/** Whom to ask first: the office of the chosen municipality, the canton's, or who else is named. */
function ask(visit: Visit, level: string, municipality: Authority | null): Html {
  const { t } = visit;
  if (level === 'partner' || level === 'confederation') return text(html`<p>${t(`interface.directory.askText.${level}`)}</p>`);
  const canton = visit.site.context.catalogue.authorities.all().find((each) => each.level === 'canton') ?? null;
  const authority = level === 'canton' ? canton : municipality;
  const office = authority ? Object.values(authority.offices)[0] : null;
  if (!authority || !office)
    return html`<p>${t('interface.directory.choose')}</p><p>${goLink({ href: link(visit, `/municipality?return=${encodeURIComponent(visit.path)}`), text: t('interface.service.municipalityChoose') })}</p>`;
  return text(html`<p>${t('interface.directory.askText.office')}</p>${contact(visit, authority, office)}`);
}

function contact(visit: Visit, authority: Authority, office: OfficeData): Html {
  const { phone, email } = office.contact;
  const name = visit.t('interface.service.otherOffice', {
    office: inLanguage(office.names, visit.lang),
    authority: authorityName(authority, visit.lang),
  });
  return html`<div><p><strong>${name}</strong></p>
${phone ? html`<p class="links"><a href="tel:${phone.replace(/[^\d+]/g, '')}" translate="no">${phoneText(phone)}</a></p>` : ''}${email ? html`<p class="links"><a href="mailto:${email}" translate="no">${email}</a></p>` : ''}
${openingHours(office.hours, visit.t).map((line) => html`<p class="small quiet">${line}</p>`)}</div>`;
}
