import type { Absence, Colleague, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  dateInput,
  errorSummary,
  form,
  html,
  linkButton,
  notice,
  select,
  workPage,
  workViews,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatDay, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface AbsencesPageProps {
  session: SessionView;
  absences: Absence[];
  colleagues: Colleague[];
  today: string;
  again: Again | null;
  fault: 'days' | 'deputy' | null;
  posted: URLSearchParams | null;
  said: 'added' | 'dropped' | null;
}

/** Absences from today on, and the form to say one more. */
export function absencesPage(visit: Visit, props: AbsencesPageProps): Html {
  const { t } = visit;
  const { absences, fault, said } = props;
  const mine = absences.filter((each) => each.mine);
  const theirs = absences.filter((each) => each.deputises);
  const control = fault === 'days' ? 'first' : 'deputy';
  return workPage({
    title: t('interface.absences.sentence', { count: mine.length }),
    intro: t('interface.absences.lead'),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        { href: link(visit, '/tasks'), text: t('interface.tasks.view.all') },
        { href: link(visit, '/tasks?view=deputy'), text: t('interface.tasks.view.deputy') },
        { href: link(visit, '/absences'), text: t('interface.absences.title'), current: true },
      ],
    }),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }),
      errors: fault ? [{ control, message: t(`interface.absences.fault.${fault}`) }] : [],
    }),
    children: html`${againNotice(visit, props.again)}
${said && !fault ? notice({ title: t(`interface.absences.said.${said}`), kind: 'polite' }) : ''}
${mine.length > 0 ? html`<ul class="plain-list">${mine.map((each) => own(visit, props, each))}</ul>` : ''}
${theirs.length > 0 ? html`<h2>${t('interface.absences.standIn')}</h2><ul class="plain-list">${theirs.map((each) => html`<li><span translate="no">${each.person}</span>: ${days(visit, each)}</li>`)}</ul>` : ''}
<h2>${t('interface.absences.add')}</h2>${adding(visit, props)}`,
  });
}

const days = (visit: Visit, { firstDay, lastDay }: Absence): string =>
  visit.t('interface.absences.days', { first: formatDay(firstDay, visit), last: formatDay(lastDay, visit) });

function own(visit: Visit, { session }: AbsencesPageProps, absence: Absence): Html {
  const { t } = visit;
  return html`<li>${days(visit, absence)} ${t('interface.absences.by')} <span translate="no">${absence.deputy}</span>.
${form({ action: link(visit, '/absences'), fields: { [TOKEN_FIELD]: session.csrf, drop: absence.id }, children: linkButton({ text: t('interface.absences.drop'), context: ` (${days(visit, absence)})` }) })}</li>`;
}

function adding(visit: Visit, { session, colleagues, fault, posted }: AbsencesPageProps): Html {
  const { t } = visit;
  if (colleagues.length === 0) return html`<p>${t('interface.absences.alone')}</p>`;
  const day = (name: 'first' | 'last'): Html => {
    const part = (which: 'day' | 'month' | 'year') => ({
      label: t(`interface.absences.part.${which}`),
      name: `${name}-${which}`,
      value: posted?.get(`${name}-${which}`) ?? '',
    });
    return dateInput({
      id: name,
      name,
      label: t(`interface.absences.${name}`),
      day: part('day'),
      month: part('month'),
      year: part('year'),
      error: fault === 'days' && name === 'first' ? t('interface.absences.fault.days') : null,
    });
  };
  return form({
    action: link(visit, '/absences'),
    fields: { [TOKEN_FIELD]: session.csrf },
    children: html`${day('first')}${day('last')}${select({
      id: 'deputy',
      name: 'deputy',
      label: t('interface.absences.deputy'),
      hint: t('interface.absences.deputyHint'),
      empty: t('interface.tasks.toWhom'),
      value: posted?.get('deputy') ?? '',
      options: colleagues.map(({ principal, name }) => ({ value: principal, label: name })),
      error: fault === 'deputy' ? t('interface.absences.fault.deputy') : null,
    })}${actions(button({ text: t('interface.absences.button') }))}`,
  });
}
