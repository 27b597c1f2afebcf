import { authoredBy, type OwnPackage, type SessionView } from '@einwohnerportal/cases';
import { actions, dataTable, errorSummary, form, html, secondButton, select, textInput, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, authorityName, formatDayOf, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { titleOf } from '../../../authors.ts';
import type { Visit } from '../../../visit.ts';

interface ListPageProps {
  session: SessionView;
  services: OwnPackage[];
  again: Again | null;
  posted: URLSearchParams | null;
  error: 'taken' | 'name' | null;
}

/** Every service of the person's authorities: since when its version holds, who offers it, its open cases, its draft. */
export function listPage(visit: Visit, props: ListPageProps): Html {
  const { t } = visit;
  return workPage({
    title: t('interface.studio.title'),
    intro: t('interface.studio.lead'),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: props.error ? 1 : 0 }),
      errors: props.error ? [{ control: 'service', message: t(`interface.studio.fault.${props.error}`) }] : [],
    }),
    children: html`${againNotice(visit, props.again)}<div class="stack">${
      props.services.length === 0
        ? html`<p>${t('interface.studio.noServices')}</p>`
        : dataTable({
            caption: t('interface.studio.title'),
            columns: [
              { title: t('interface.studio.column.service') },
              { title: t('interface.studio.column.authority') },
              { title: t('interface.studio.column.since') },
              { title: t('interface.studio.column.offered') },
              { title: t('interface.studio.column.open'), number: true },
              { title: t('interface.studio.column.earlier'), number: true },
              { title: t('interface.studio.column.draft') },
            ],
            rows: props.services.map((each) => line(visit, each)),
          })
    }${newService(visit, props)}</div>`,
  });
}

function line(visit: Visit, { service, authority, versions, offered, draft }: OwnPackage) {
  const { t, site } = visit;
  const owner = site.context.catalogue.authorities.byId(authority);
  const current = versions.find((each) => each.current);
  const earlier = versions.filter((each) => !each.current).reduce((sum, { open }) => sum + open, 0);
  const state = draft ? html`<a href="${link(visit, `/services/${service}/draft`)}">${t(`interface.studio.state.${draft}`)}</a>` : '–';
  return [
    site.context.catalogue.has(service)
      ? html`<a href="${link(visit, `/services/${service}`)}">${titleOf(visit, service)}</a>`
      : html`<span translate="no">${service}</span>`,
    owner ? authorityName(owner, visit.lang) : authority,
    current ? formatDayOf(current.since, visit) : '–',
    t('interface.studio.offered', { by: offered.by, of: offered.of }),
    current ? String(current.open) : '–',
    String(earlier),
    state,
  ];
}

function newService(visit: Visit, { session, posted, error }: ListPageProps): Html {
  const { t, site } = visit;
  const own = authoredBy(session);
  return html`<section class="stack"><h2>${t('interface.studio.new')}</h2>${form({
    action: link(visit, '/services'),
    fields: { [TOKEN_FIELD]: session.csrf },
    children: html`${textInput({
      id: 'service',
      name: 'service',
      label: t('interface.studio.newName'),
      hint: t('interface.studio.newNameHint'),
      value: posted?.get('service') ?? '',
      error: error ? t(`interface.studio.fault.${error}`) : null,
      autocomplete: 'off',
      spellcheck: false,
      width: 20,
      maxLength: 60,
    })}${
      own.length > 1
        ? select({
            id: 'authority',
            name: 'authority',
            label: t('interface.studio.column.authority'),
            value: posted?.get('authority') ?? own[0]!,
            options: own.map((id) => {
              const found = site.context.catalogue.authorities.byId(id);
              return { value: id, label: found ? authorityName(found, visit.lang) : id };
            }),
          })
        : ''
    }${actions(secondButton({ text: t('interface.studio.begin') }))}`,
  })}</section>`;
}
