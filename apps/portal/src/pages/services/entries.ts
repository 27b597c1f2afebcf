import { html, names, rows, type Html, type LifeEvent } from '@einwohnerportal/ui';
import { titleOf, type CatalogueEntry, type LifeEventEntry } from '../../life-events.ts';
import { link, type Visit } from '../../visit.ts';

/** Entries of the catalogue with what they are; those that cannot be ordered here say who helps. */
export function entryRows(visit: Visit, entries: readonly CatalogueEntry[]): Html {
  return rows(
    entries.map((entry) => ({
      href: link(visit, entry.path),
      title: titleOf(entry),
      text: entry.summary && entry.lang ? html`<span lang="${entry.lang}">${entry.summary}</span>` : entry.summary,
      note: entry.elsewhere ? visit.t('interface.directory.elsewhere', { office: entry.elsewhere.office }) : null,
    })),
  );
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
