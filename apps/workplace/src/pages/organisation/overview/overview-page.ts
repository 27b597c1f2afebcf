import type { Organisation } from '@einwohnerportal/cases';
import { bullets, dataTable, goLink, html, notice, pairs, workPage, type Content, type Html } from '@einwohnerportal/ui';
import { formatDay, formatMoney, inLanguage, languageTag, phoneText, type Below } from '@einwohnerportal/web';
import { organisationRail, place } from '../../../organisers.ts';
import type { WorkplaceTexts } from '../../../text-keys.ts';
import type { Visit } from '../../../visit.ts';
import { officeName, officeSource, placeName, placeNames, roleName, serviceName, sourceWords } from '../words.ts';

/** Everything of one authority that its people keep, each part with the way to change it. */
export function organisationPage(visit: Visit, organisation: Organisation, today: string): Html {
  const { t } = visit;
  const { entry } = organisation;
  return workPage({
    title: inLanguage(entry.names, visit.lang),
    intro: t('interface.organisation.lead'),
    rail: organisationRail(visit, organisation, 'overview'),
    children: html`<div class="stack">${said(visit)}
${head(visit, organisation)}
<h2>${t('interface.organisation.offices')}</h2>${Object.keys(entry.offices).map((fn) => office(visit, organisation, fn, today))}
<p>${edit(visit, organisation, { what: 'places' }, t('interface.organisation.addOffice'))}</p>
${offers(visit, organisation, today)}${bindings(visit, organisation, today)}${closed(visit, organisation, today)}${planned(visit, organisation, today)}${tariffs(visit, organisation, today)}</div>`,
  });
}

function said(visit: Visit): Html | string {
  const known = (['proposed', 'released', 'same'] as const).find((each) => each === visit.http.req.query('said'));
  return known ? notice({ title: visit.t(`interface.organisation.said.${known}`), kind: 'polite' }) : '';
}

function edit(visit: Visit, organisation: Organisation, query: Record<string, string>, text: string, context?: string): Html {
  return goLink({ href: place(visit, organisation, '/organisation/edit', query), text, context: context ? `: ${context}` : null });
}

function head(visit: Visit, organisation: Organisation): Html {
  const { t } = visit;
  const { entry } = organisation;
  const { street = '', houseNumber = '', swissZipCode = '', town = '' } = entry.address ?? {};
  return html`${pairs(
    [
      {
        term: t('interface.organisation.key.names'),
        values: [
          html`${Object.entries(entry.names).map(([lang, name], index) => html`${index > 0 ? ' · ' : ''}<span lang="${languageTag(lang)}">${name}</span>`)}`,
        ],
      },
      {
        term: t('interface.organisation.place.address'),
        values: [`${[street, houseNumber].filter(Boolean).join(' ')} ${swissZipCode} ${town}`.trim()],
      },
      { term: t('interface.organisation.source'), values: [sourceWords(visit, organisation, 'names', entry.names)] },
    ],
    { side: true },
  )}<p>${edit(visit, organisation, { what: 'names' }, t('interface.organisation.change'), t('interface.organisation.kind.names'))}</p>`;
}

function office(visit: Visit, organisation: Organisation, fn: string, today: string): Html {
  const { t } = visit;
  const data = organisation.entry.offices[fn]!;
  const own = 'bfs' in organisation.entry && typeof organisation.entry.bfs === 'number' ? [organisation.entry.bfs] : [];
  const name = officeName(visit, organisation, fn);
  const { phone, email } = data.contact;
  const roles = Object.entries(data.roles).map(
    ([role, claims]) => html`${roleName(visit, role)}: <span translate="no">${claims.join(', ') || '–'}</span>`,
  );
  return html`<h3>${name}</h3>${pairs(
    [
      { term: t('interface.organisation.key.contact'), values: [phone ? phoneText(phone) : '–', email ?? '–'] },
      { term: t('interface.organisation.key.hours'), values: data.hours.length > 0 ? data.hours : ['–'] },
      { term: t('interface.organisation.key.serves'), values: [placeNames(visit, data.serves ?? own, today)] },
      { term: t('interface.organisation.key.roles'), values: roles.length > 0 ? roles : ['–'] },
      { term: t('interface.organisation.source'), values: [officeSource(visit, organisation, fn, data)] },
    ],
    { side: true },
  )}<p>${(['office', 'roles', 'places'] as const).map((what) => html`${edit(visit, organisation, { what, of: fn }, t(`interface.organisation.to.${what}`), name)}<br>`)}</p>`;
}

function section(
  visit: Visit,
  title: string,
  columns: Below<WorkplaceTexts, 'interface.organisation.column'>[],
  rows: Content[][],
  empty: string,
  way: Html,
): Html {
  const { t } = visit;
  if (rows.length === 0) return html`<h2>${title}</h2><p>${empty}</p><p>${way}</p>`;
  // The link inside is what a keyboard scrolls a wide table by.
  return dataTable({
    caption: title,
    columns: columns.map((each) => ({ title: t(`interface.organisation.column.${each}`) })),
    rows,
    link: way,
  });
}

function offers(visit: Visit, organisation: Organisation, today: string): Html {
  const { t } = visit;
  const rows = organisation.entry.offers.map((offer) => [
    serviceName(visit, offer.service),
    html`${t(`interface.organisation.word.${offer.state}`)}${offer.state === 'pilot' && offer.share !== undefined ? `, ${offer.share} %` : ''}${offer.from > today ? html` (${t('interface.organisation.future')})` : ''}`,
    days(visit, offer),
    html`<span translate="no">${
      Object.entries(offer.settings)
        .map(([key, value]) => `${key}: ${[value].flat().join(', ')}`)
        .join('; ') || '–'
    }</span>`,
    sourceWords(visit, organisation, 'offers', offer),
  ]);
  const way = edit(visit, organisation, { what: 'offer' }, t('interface.organisation.to.offer'));
  return section(
    visit,
    t('interface.organisation.offers'),
    ['service', 'state', 'from', 'settings', 'source'],
    rows,
    t('interface.organisation.noOffers'),
    way,
  );
}

function bindings(visit: Visit, organisation: Organisation, today: string): Html {
  const { t } = visit;
  const rows = organisation.entry.bindings.map((binding) => [
    html`<span translate="no">${binding.capability}</span>`,
    html`${t(`interface.organisation.word.${binding.to}`)}: ${binding.to === 'people' ? officeName(visit, organisation, binding.office ?? usualOffice(visit, binding.capability)) : html`<span translate="no">${binding.connector ?? ''}</span>`}${binding.from > today ? html` (${t('interface.organisation.future')})` : ''}`,
    days(visit, binding),
    t(`interface.organisation.word.${binding.openSteps ?? 'move'}`),
    sourceWords(visit, organisation, 'bindings', binding),
  ]);
  const way = edit(visit, organisation, { what: 'binding' }, t('interface.organisation.to.binding'));
  return section(
    visit,
    t('interface.organisation.bindings'),
    ['capability', 'way', 'from', 'openSteps', 'source'],
    rows,
    t('interface.organisation.noBindings'),
    way,
  );
}

function closed(visit: Visit, organisation: Organisation, today: string): Html {
  const rows = organisation.entry.closedDays
    .filter((each) => (each.until ?? each.from) >= today)
    .map((each) => [each.name, days(visit, each), sourceWords(visit, organisation, 'closedDays', each)]);
  const { t } = visit;
  const way = edit(visit, organisation, { what: 'closed' }, t('interface.organisation.to.closed'));
  return section(
    visit,
    t('interface.organisation.closedDays'),
    ['what', 'from', 'source'],
    rows,
    t('interface.organisation.noClosedDays'),
    way,
  );
}

function planned(visit: Visit, organisation: Organisation, today: string): Html | string {
  const { t } = visit;
  const rows = organisation.entry.planned
    .filter(({ from }) => from > today)
    .map((each) => {
      const [first, fn = '', part] = each.at.split('.');
      const what =
        first === 'offices'
          ? `${officeName(visit, organisation, fn)}: ${placeName(visit, part ?? 'office')}`
          : placeName(visit, first ?? '');
      return [what, formatDay(each.from, visit), sourceWords(visit, organisation, each.at, each.value)];
    });
  if (rows.length === 0) return '';
  return dataTable({
    caption: t('interface.organisation.planned'),
    columns: (['what', 'from', 'source'] as const).map((each) => ({ title: t(`interface.organisation.column.${each}`) })),
    rows,
    link: goLink({ href: place(visit, organisation, '/organisation/changes'), text: t('interface.organisation.area.changes') }),
  });
}

function tariffs(visit: Visit, organisation: Organisation, today: string): Html | string {
  const { t } = visit;
  const { authorities } = visit.site.context.catalogue;
  const rows = Object.entries(authorities.tariff(organisation.authority, today)).map(([code, fee]) => {
    const law = fee.law === null ? null : authorities.laws(organisation.authority, today)[fee.law];
    const own = organisation.entry.fees.filter((each) => each.code === code && each.from <= today).at(-1);
    return [
      html`<span translate="no">${code}</span>`,
      formatMoney(fee.amount, visit),
      own ? formatDay(own.from, visit) : '–',
      law ? html`<span translate="no">${law.cite}</span>, ${inLanguage(law.names, visit.lang)}` : '–',
      t(fee.example ? 'interface.organisation.example' : 'interface.organisation.confirmed'),
      own ? sourceWords(visit, organisation, 'fees', own) : t('interface.organisation.ofCanton'),
    ];
  });
  if (rows.length === 0) return '';
  const ahead = organisation.entry.fees.filter(({ from }) => from > today);
  return html`${dataTable({ caption: t('interface.organisation.tariffs'), columns: (['what', 'amount', 'from', 'law', 'state', 'source'] as const).map((each) => ({ title: t(`interface.organisation.column.${each}`) })), rows, link: edit(visit, organisation, { what: 'fee' }, t('interface.organisation.to.fee')) })}${ahead.length > 0 ? html`<h3>${t('interface.organisation.planned')}</h3>${bullets(ahead.map((each) => html`<span translate="no">${each.code}</span>: ${formatMoney(each.amount, visit)}, ${t('interface.organisation.key.from')} ${formatDay(each.from, visit)} (${sourceWords(visit, organisation, 'fees', each)})`))}` : ''}<p>${t('interface.organisation.tariffsHint')}</p>`;
}

function days(visit: Visit, { from, until }: { from: string; until?: string | undefined }): string {
  return until && until !== from
    ? visit.t('interface.absences.days', { first: formatDay(from, visit), last: formatDay(until, visit) })
    : formatDay(from, visit);
}

/** The kind of office that usually does it, where a binding names none. */
function usualOffice({ site }: Visit, capability: string): string {
  const { catalogue } = site.context;
  return catalogue.hasCapability(capability) ? catalogue.capability(capability).contract.function : '';
}
