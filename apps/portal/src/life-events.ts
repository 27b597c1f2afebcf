import type { DirectoryEntry } from '@einwohnerportal/cases';
import { html, type Content } from '@einwohnerportal/ui';
import { inLanguage, languageTag } from '@einwohnerportal/web';
import { serviceWords } from './service-words.ts';
import type { Visit } from './visit.ts';

/** A public service as the catalogue shows it: one that can be ordered here, or one of the directory, with the office that gives it. */
export interface CatalogueEntry {
  id: string;
  /** Address without language. */
  path: string;
  title: string;
  /** BCP 47 tag when the title is in another language than the page. */
  lang: string | null;
  /** What it is; null for entries of the directory. */
  summary: string | null;
  /** Null: it can be ordered here. */
  elsewhere: { level: DirectoryEntry['level']; office: string } | null;
  lifeEvents: string[];
}

export interface LifeEventEntry {
  id: string;
  title: string;
  /** A few examples in the words of the catalogue. */
  examples: string;
  /** In alphabetical order of the language, those that can be ordered here first. */
  entries: CatalogueEntry[];
}

/** Order of the life events: what most people come for first. Others follow, largest first. */
const ORDER = [
  'moving',
  'family',
  'identity-documents',
  'housing',
  'mobility',
  'taxes',
  'education',
  'work',
  'health',
  'retirement',
  'immigration',
  'death',
];

interface Catalogued {
  events: LifeEventEntry[];
  /** In alphabetical order of the language. */
  all: CatalogueEntry[];
  byId: Map<string, CatalogueEntry>;
}

const cache = new WeakMap<object, Map<string, Catalogued>>();

/** Life events that have services; made once per catalogue and language. */
export function lifeEventsOf(visit: Visit): LifeEventEntry[] {
  return catalogued(visit).events;
}

/** Everything there is, in alphabetical order of the language. */
export function entriesOf(visit: Visit): CatalogueEntry[] {
  return catalogued(visit).all;
}

/** What can be ordered here, in alphabetical order of the language. */
export function onlineOf(visit: Visit): CatalogueEntry[] {
  return entriesOf(visit).filter((entry) => !entry.elsewhere);
}

/** An entry by the id of a service or of a row of the directory; a row that a service covers gives the service. */
export function catalogueEntry(visit: Visit, id: string): CatalogueEntry | null {
  return catalogued(visit).byId.get(id) ?? null;
}

/** The title, marked where it is in another language than the page. */
export function titleOf(entry: CatalogueEntry): Content {
  return entry.lang ? html`<span lang="${entry.lang}">${entry.title}</span>` : entry.title;
}

function catalogued(visit: Visit): Catalogued {
  const { catalogue } = visit.site.context;
  let byLanguage = cache.get(catalogue);
  if (!byLanguage) cache.set(catalogue, (byLanguage = new Map()));
  let found = byLanguage.get(visit.lang);
  if (!found) byLanguage.set(visit.lang, (found = collect(visit)));
  return found;
}

function collect(visit: Visit): Catalogued {
  const { catalogue } = visit.site.context;
  const byId = new Map<string, CatalogueEntry>();
  const services: CatalogueEntry[] = [];
  for (const id of catalogue.services()) {
    const version = catalogue.service(id);
    const words = serviceWords(version, visit.lang);
    const entry: CatalogueEntry = {
      id,
      path: `/services/${id}`,
      title: words.t('service.title'),
      lang: words.fallback ? languageTag(words.lang) : null,
      summary: words.t('service.summary'),
      elsewhere: null,
      lifeEvents: version.manifest.lifeEvents,
    };
    services.push(entry);
    for (const key of [id, ...version.manifest.inventory]) byId.set(key, entry);
  }
  const further = catalogue.directory
    .all()
    .filter(({ id }) => !byId.has(id))
    .map((entry) => fromDirectory(visit, entry));
  for (const entry of further) byId.set(entry.id, entry);
  const collator = new Intl.Collator(visit.lang.slice(0, 2), { numeric: true });
  const all = [...services, ...further].sort((a, b) => collator.compare(a.title, b.title));
  return { all, byId, events: eventsOf(visit, all) };
}

function fromDirectory({ lang }: Visit, entry: DirectoryEntry): CatalogueEntry {
  const own = entry.names[lang.slice(0, 2)];
  return {
    id: entry.id,
    path: `/directory/${entry.id}`,
    title: own ?? entry.names['de']!,
    lang: own ? null : languageTag('de'),
    summary: null,
    elsewhere: { level: entry.level, office: inLanguage(entry.office.names, lang) },
    lifeEvents: [entry.lifeEvent],
  };
}

function eventsOf(visit: Visit, all: CatalogueEntry[]): LifeEventEntry[] {
  const events = new Map<string, CatalogueEntry[]>();
  for (const entry of all) for (const code of entry.lifeEvents) events.set(code, [...(events.get(code) ?? []), entry]);
  const rank = (code: string): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
  return [...events]
    .sort(([a, some], [b, others]) => rank(a) - rank(b) || others.length - some.length)
    .map(([id, entries]) => {
      const key = `interface.lifeEvents.${id}` as const;
      const examples = `interface.lifeEventExamples.${id}` as const;
      const ordered = [...entries.filter((entry) => !entry.elsewhere), ...entries.filter((entry) => entry.elsewhere)];
      return {
        id,
        title: visit.t(visit.t.has(key) ? key : 'interface.lifeEvents.other'),
        examples: visit.t.has(examples)
          ? visit.t(examples)
          : ordered
              .filter((entry) => !entry.lang)
              .slice(0, 3)
              .map((entry) => entry.title)
              .join(', '),
        entries: ordered,
      };
    });
}
