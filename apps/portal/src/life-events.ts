import { serviceWords } from './service-words.ts';
import type { Visit } from './visit.ts';

export interface ServiceEntry {
  id: string;
  title: string;
  summary: string;
  fallback: boolean;
}

export interface LifeEventEntry {
  id: string;
  title: string;
  /** Titles of a few services, as examples. */
  examples: string;
  services: ServiceEntry[];
}

const cache = new WeakMap<object, Map<string, { events: LifeEventEntry[]; services: ServiceEntry[] }>>();

/** Life events that have services, largest first; made once per catalogue and language. */
export function lifeEventsOf(visit: Visit): LifeEventEntry[] {
  return entriesOf(visit).events;
}

/** All services in alphabetical order of the language. */
export function servicesOf(visit: Visit): ServiceEntry[] {
  return entriesOf(visit).services;
}

export function serviceEntry(visit: Visit, id: string): ServiceEntry | null {
  return servicesOf(visit).find((each) => each.id === id) ?? null;
}

function entriesOf(visit: Visit): { events: LifeEventEntry[]; services: ServiceEntry[] } {
  const { catalogue } = visit.site.context;
  let byLanguage = cache.get(catalogue);
  if (!byLanguage) cache.set(catalogue, (byLanguage = new Map()));
  let found = byLanguage.get(visit.lang);
  if (!found) byLanguage.set(visit.lang, (found = collect(visit)));
  return found;
}

function collect(visit: Visit): { events: LifeEventEntry[]; services: ServiceEntry[] } {
  const { catalogue } = visit.site.context;
  const events = new Map<string, LifeEventEntry>();
  const services: ServiceEntry[] = [];
  for (const id of catalogue.services()) {
    const version = catalogue.service(id);
    const words = serviceWords(version, visit.lang);
    const entry = { id, title: words.t('service.title'), summary: words.t('service.summary'), fallback: words.fallback };
    services.push(entry);
    for (const code of version.manifest.lifeEvents) {
      const key = `interface.lifeEvents.${code}`;
      const event = events.get(code) ?? {
        id: code,
        title: visit.t(visit.t.has(key) ? key : 'interface.lifeEvents.other'),
        examples: '',
        services: [],
      };
      event.services.push(entry);
      events.set(code, event);
    }
  }
  const byTitle = (a: { title: string }, b: { title: string }): number => a.title.localeCompare(b.title, visit.lang.slice(0, 2));
  for (const event of events.values())
    event.examples = event.services
      .slice(0, 3)
      .map((each) => each.title)
      .join(', ');
  return {
    services: services.toSorted(byTitle),
    events: [...events.values()].sort((a, b) => b.services.length - a.services.length || byTitle(a, b)),
  };
}
