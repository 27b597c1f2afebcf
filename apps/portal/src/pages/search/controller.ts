import { band, emptyState, goLink, html, pageHead, searchBox } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { catalogueEntry } from '../../life-events.ts';
import { link, whoIsHere, type Show, type Visit } from '../../visit.ts';
import { entryRows } from '../services/entries.ts';

const LONGEST_QUERY = 200;
/** More than this nobody reads; another word helps sooner. */
const MOST_SHOWN = 20;

/** Results of the search over every public service in all languages, best first. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const query = (visit.http.req.query('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_QUERY);
  const found = query === '' ? [] : find(visit, query);
  const sentence = query === '' ? t('interface.search.empty') : t('interface.search.foundFor', { count: found.length, query });
  const shown = found.slice(0, MOST_SHOWN);
  const main = html`${pageHead({
    sentence,
    children: searchBox({
      action: link(visit, '/search'),
      value: query,
      label: t('interface.search.label'),
      button: t('interface.search.button'),
      hint: t('interface.search.hint'),
    }),
  })}
${band({
  id: 'results',
  title: t('interface.search.found', { count: found.length }),
  children: html`${
    shown.length > 0 ? entryRows(visit, shown) : query === '' ? '' : emptyState({ text: t('interface.search.none') })
  }${found.length > shown.length ? html`<p>${t('interface.search.more', { shown: shown.length, count: found.length })}</p>` : ''}${
    shown.length > 5 ? '' : goLink({ href: link(visit, '/services'), text: t('interface.search.all') })
  }`,
})}`;
  return reply(visit, { title: t('interface.search.title'), main, person: await whoIsHere(visit) });
};

/** Several rows of the directory may be one service. */
function find(visit: Visit, query: string) {
  const hits = visit.site.context.catalogue.search(query, visit.lang);
  return [...new Set(hits.flatMap(({ service }) => catalogueEntry(visit, service) ?? []))];
}
