import { offerToBegin, pilotPlace } from '@einwohnerportal/cases';
import { html, names, rows, type Html, type LifeEvent } from '@einwohnerportal/ui';
import { titleOf, type CatalogueEntry, type LifeEventEntry } from '../../life-events.ts';
import { authorityName, chosenMunicipality, today } from '../../municipality.ts';
import { link, type Visit } from '../../visit.ts';

/** Entries of the catalogue with what they are; those that cannot be ordered here say who helps, those for a part of the people that. */
export function entryRows(visit: Visit, entries: readonly CatalogueEntry[]): Html {
  return rows(
    entries.map((entry) => ({
      href: link(visit, entry.path),
      title: titleOf(entry),
      text: entry.summary && entry.lang ? html`<span lang="${entry.lang}">${entry.summary}</span>` : entry.summary,
      note: entry.elsewhere ? visit.t('interface.directory.elsewhere', { office: entry.elsewhere.office }) : pilotNote(visit, entry),
    })),
  );
}

/** That a service is for a part of the people where the municipality chosen on this device begins so; everybody is told the same. */
function pilotNote(visit: Visit, { id }: CatalogueEntry): string | null {
  const { catalogue } = visit.site.context;
  const municipality = chosenMunicipality(visit, null);
  const offer = municipality && offerToBegin(catalogue, catalogue.service(id), municipality, today(visit));
  if (!offer || pilotPlace(offer, null) === null) return null;
  return visit.t('interface.service.pilot.unknown', { authority: authorityName(municipality, visit.lang) });
}

/** Names only, in columns: for many entries at once. */
export function entryList(visit: Visit, entries: readonly CatalogueEntry[]): Html {
  return names(entries.map((entry) => ({ href: link(visit, entry.path), text: entry.title, lang: entry.lang })));
}

export function lifeEventLinks(visit: Visit, events: readonly LifeEventEntry[]): LifeEvent[] {
  return events.map(({ id, title, entries, examples }) => ({
    href: link(visit, `/life-events/${id}`),
    title,
    examples,
    count: { number: entries.length, meaning: visit.t('interface.home.serviceCount', { count: entries.length }) },
  }));
}
