import type { OwnPackage, ServiceReading, SessionView } from '@einwohnerportal/cases';
import { actions, button, dataTable, form, goLink, html, pairs, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, authorityName, formatDayOf, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { serviceRail, titleOf, type Part } from '../../../authors.ts';
import type { Visit } from '../../../visit.ts';
import { partTables } from '../tables.ts';

interface ServicePageProps {
  session: SessionView;
  service: OwnPackage;
  reading: ServiceReading;
  part: Part;
  again: Again | null;
}

/** A service as it holds now. */
export function servicePage(visit: Visit, props: ServicePageProps): Html {
  const { t } = visit;
  const { service, part, reading } = props;
  return workPage({
    title: titleOf(visit, service.service),
    intro: t(`interface.studio.lead${part === 'overview' ? 'Service' : 'Part'}`),
    rail: serviceRail(visit, service.service, { draft: false, hasDraft: service.draft !== null, current: part }),
    children: html`${againNotice(visit, props.again)}${
      part === 'overview' ? overview(visit, props) : partTables(visit, reading, part, { findings: [], change: null })
    }`,
  });
}

function overview(visit: Visit, { session, service, reading }: ServicePageProps): Html {
  const { t, site } = visit;
  const owner = site.context.catalogue.authorities.byId(service.authority);
  const way = service.draft
    ? goLink({ href: link(visit, `/services/${service.service}/draft`), text: t('interface.studio.toDraft') })
    : form({
        action: link(visit, `/services/${service.service}`),
        fields: { [TOKEN_FIELD]: session.csrf },
        children: actions(button({ text: t('interface.studio.begin') })),
      });
  return html`<div class="stack">${pairs(
    [
      { term: t('interface.studio.column.authority'), values: [owner ? authorityName(owner, visit.lang) : service.authority] },
      { term: t('interface.studio.column.offered'), values: [t('interface.studio.offered', service.offered)] },
      { term: t('interface.studio.languages'), values: [reading.languages.join(', ')], verbatim: true },
    ],
    { side: true },
  )}${way}${dataTable({
    caption: t('interface.studio.versions'),
    columns: [
      { title: t('interface.studio.column.since') },
      { title: t('interface.studio.column.state') },
      { title: t('interface.studio.column.open'), number: true },
      { title: t('interface.studio.column.hash') },
    ],
    rows: service.versions.map(({ since, current, open, hash }) => [
      formatDayOf(since, visit),
      t(`interface.studio.version.${current ? 'current' : 'earlier'}`),
      String(open),
      html`<code class="code" translate="no">${hash.slice(0, 19)}</code>`,
    ]),
  })}<p>${t('interface.studio.versionsHint')}</p><p>${goLink({
    href: link(visit, `/services/${service.service}/package`),
    text: t('interface.studio.download'),
  })}</p></div>`;
}
