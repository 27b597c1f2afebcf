import type { KeptFilter, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  errorSummary,
  form,
  html,
  linkButton,
  notice,
  secondButton,
  select,
  textInput,
  workPage,
  workViews,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export type FilterFault = 'name' | 'many';

export interface FiltersPageProps {
  session: SessionView;
  filters: KeptFilter[];
  offices: { value: string; label: string }[];
  /** Address of the work list to keep now; null: none. */
  path: string | null;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: FilterFault | null;
  most: { name: number; each: number };
  said: 'renamed' | 'dropped' | null;
}

/** Filters by name, each with its form to rename and its button to delete; and the form to keep one more. */
export function filtersPage(visit: Visit, props: FiltersPageProps): Html {
  const { t } = visit;
  const { filters, fault, said, most } = props;
  const message = fault && t(`interface.filters.fault.${fault}`, { count: fault === 'name' ? most.name : most.each });
  const control = `name${props.posted?.get('rename') ? `-${props.posted.get('rename')}` : ''}`;
  return workPage({
    title: t('interface.filters.title'),
    intro: t('interface.filters.lead'),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        { href: link(visit, '/tasks'), text: t('interface.tasks.view.all') },
        { href: link(visit, '/filters'), text: t('interface.filters.title'), current: true },
      ],
    }),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: message ? 1 : 0 }),
      errors: message ? [{ control, message }] : [],
    }),
    children: html`<div class="stack">${againNotice(visit, props.again)}
${said && !fault ? notice({ title: t(`interface.filters.said.${said}`), kind: 'polite' }) : ''}
${props.path === null ? '' : keeping(visit, props, message)}
${filters.length > 0 ? html`<ul class="plain-list">${filters.map((each) => kept(visit, props, each, message))}</ul>` : html`<p class="quiet">${t('interface.filters.none')}</p>`}</div>`,
  });
}

function keeping(visit: Visit, { session, offices, path, posted }: FiltersPageProps, message: string | null): Html {
  const { t } = visit;
  const own = posted && !posted.get('rename') ? posted : null;
  return html`<h2>${t('interface.filters.keep')}</h2>${form({
    action: link(visit, '/filters'),
    fields: { [TOKEN_FIELD]: session.csrf, path: path ?? '/tasks' },
    children: html`${textInput({ id: 'name', name: 'name', label: t('interface.filters.name'), hint: t('interface.filters.nameHint'), value: own?.get('name') ?? '', autocomplete: 'off', error: own ? message : null })}${select(
      {
        id: 'office',
        name: 'office',
        label: t('interface.filters.forWhom'),
        options: offices,
        value: own?.get('office') ?? '',
        empty: t('interface.filters.onlyMe'),
      },
    )}${actions(button({ text: t('interface.filters.button') }))}`,
  })}<h2>${t('interface.filters.all')}</h2>`;
}

function kept(visit: Visit, { session, offices, posted }: FiltersPageProps, filter: KeptFilter, message: string | null): Html {
  const { t } = visit;
  const shared = filter.office === null ? null : (offices.find(({ value }) => value === filter.office)?.label ?? null);
  const words = html`<a href="${link(visit, filter.path)}"><span translate="no">${filter.name}</span></a>${shared ? html` <small>${t('interface.filters.shared', { office: shared })}</small>` : ''}`;
  if (!filter.mayChange) return html`<li>${words}</li>`;
  const faulty = message !== null && posted?.get('rename') === filter.id;
  const fields = { [TOKEN_FIELD]: session.csrf };
  return html`<li>${words}<details class="more"${faulty ? ' open' : ''}><summary>${t('interface.filters.change')} <span class="hidden-text">${filter.name}</span></summary>
${form({
  action: link(visit, '/filters'),
  fields: { ...fields, rename: filter.id },
  children: html`${textInput({ id: `name-${filter.id}`, name: 'name', label: t('interface.filters.newName'), value: faulty ? (posted?.get('name') ?? '') : filter.name, autocomplete: 'off', error: faulty ? message : null })}<p>${secondButton({ text: t('interface.filters.rename') })}</p>`,
})}
${form({ action: link(visit, '/filters'), fields: { ...fields, drop: filter.id }, children: linkButton({ text: t('interface.filters.drop'), context: ` ${filter.name}` }) })}</details></li>`;
}
