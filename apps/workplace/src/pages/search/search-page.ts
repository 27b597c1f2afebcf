import { SEARCH_PURPOSES, seesOpenings, type FieldError, type FoundCase, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  dataTable,
  emptyState,
  errorSummary,
  goLink,
  html,
  notice,
  questionPage,
  radios,
  secondButton,
  select,
  textarea,
  textInput,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatShortDay, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { FIELDS } from './search-wish.ts';
import type { Visit } from '../../visit.ts';

export interface SearchPageProps {
  session: SessionView;
  given: URLSearchParams;
  errors: FieldError[];
  found: { rows: FoundCase[]; more: boolean } | null;
  /** Said above: searched too often; a case was asked for without a purpose. */
  said: 'tooOften' | 'noPurpose' | null;
  again: Again | null;
}

/** Cases of the person's offices by name, reference, service or day; first why they are looked for. */
export function searchPage(visit: Visit, props: SearchPageProps): Html {
  const { t } = visit;
  const { errors, said, session } = props;
  const results = props.found ? resultList(visit, props.found) : '';
  return wrap(
    html`${againNotice(visit, props.again)}${said ? notice({ title: t(`interface.search.said.${said}`), text: t(`interface.search.said.${said}Text`), kind: 'alert' }) : ''}${questionPage(
      {
        errors: errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors }),
        title: t('interface.search.title'),
        intro: t('interface.search.intro'),
        form: { action: `${link(visit, '/search')}#results`, fields: { [TOKEN_FIELD]: session.csrf } },
        children: fields(visit, props),
        actions: actions(
          button({ text: t('interface.search.button'), name: 'then', value: 'show' }),
          secondButton({ text: t('interface.search.csv'), name: 'then', value: 'csv' }),
          secondButton({ text: t('interface.search.json'), name: 'then', value: 'json' }),
        ),
      },
    )}${results}${seesOpenings(session) ? html`<p>${goLink({ href: link(visit, '/emergency'), text: t('interface.emergency.title') })}</p>` : ''}`,
  );
}

function fields(visit: Visit, { given, errors }: SearchPageProps): Html {
  const { t, site } = visit;
  const { catalogue } = site.context;
  const own = (name: (typeof FIELDS)[number]) => ({
    id: name,
    name,
    label: t(`interface.search.${name}`),
    value: given.get(name),
    error: errors.find((each) => each.control === name)?.message ?? null,
    errorWord: t('interface.operations.error'),
  });
  return html`${radios({
    ...own('purpose'),
    hint: t('interface.search.purposeHint'),
    choices: SEARCH_PURPOSES.map((value) => ({ value, label: t(`interface.search.purposes.${value}`) })),
  })}
${textarea({ ...own('reason'), hint: t('interface.search.reasonHint'), rows: 2, maxLength: 1000, shownWhen: 'purpose=other' })}
${textInput({ ...own('text'), hint: t('interface.search.textHint'), spellcheck: false, maxLength: 200 })}
${select({ ...own('service'), empty: t('interface.search.any'), options: catalogue.services().map((value) => ({ value, label: catalogue.service(value).texts(visit.lang)('service.title') })) })}
${select({ ...own('state'), empty: t('interface.search.any'), options: (['open', 'closed'] as const).map((value) => ({ value, label: t(`interface.search.states.${value}`) })) })}
${textInput({ ...own('from'), hint: t('interface.search.dayHint'), width: 10 })}
${textInput({ ...own('until'), hint: t('interface.search.dayHint'), width: 10 })}`;
}

function resultList(visit: Visit, { rows, more }: { rows: FoundCase[]; more: boolean }): Html {
  const { t } = visit;
  if (rows.length === 0) return html`<div id="results">${emptyState({ text: t('interface.search.none') })}</div>`;
  return html`<div id="results" class="stack">${more ? html`<p>${t('interface.search.more')}</p>` : ''}
${dataTable({
  caption: t('interface.search.found', { count: rows.length }),
  columns: (['person', 'service', 'sentence', 'submitted'] as const).map((name) => ({ title: t(`interface.search.column.${name}`) })),
  rows: rows.map((row) => [
    html`<a href="${link(visit, `/cases/${row.caseId}`)}"><span translate="no">${row.person}</span>, <span translate="no">${row.reference}</span></a>`,
    row.service,
    row.sentence,
    formatShortDay(row.submittedAt.slice(0, 10), visit),
  ]),
})}</div>`;
}
