import { emptyState, goLink, html, pageHead, rows, searchBox, band } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { serviceEntry } from '../../life-events.ts';
import { link, whoIsHere, type Show } from '../../visit.ts';

const LONGEST_QUERY = 200;

/** Results of the search over titles, summaries and keywords in all languages. */
export const show: Show = async (visit) => {
  const { t, site } = visit;
  const query = (visit.http.req.query('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_QUERY);
  const found =
    query === '' ? [] : site.context.catalogue.search(query, visit.lang).flatMap(({ service }) => serviceEntry(visit, service) ?? []);
  const sentence = query === '' ? t('interface.search.empty') : t('interface.search.foundFor', { count: found.length, query });
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
  children:
    found.length > 0
      ? rows(found.map((each) => ({ href: link(visit, `/services/${each.id}`), title: each.title, text: each.summary })))
      : html`${query === '' ? '' : emptyState({ text: t('interface.search.none') })}${goLink({ href: link(visit, '/services'), text: t('interface.search.all') })}`,
})}`;
  return reply(visit, { title: t('interface.search.title'), main, person: await whoIsHere(visit) });
};
