import type { OfferedNumber, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  button,
  errorSummary,
  form,
  html,
  notice,
  radios,
  taskHead,
  text,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface NumbersPageProps {
  session: SessionView;
  caseId: string;
  token: number;
  reference: string;
  /** The step. */
  title: string;
  numbers: OfferedNumber[];
  again: Again | null;
  posted: URLSearchParams | null;
  fault: 'reason' | 'number' | null;
  /** The number that was asked for, and cases in which it stands as well. */
  revealed: { number: string; same: string[] } | null;
}

/** Why somebody wants to see a number of the vault; then the number. */
export function numbersPage(visit: Visit, props: NumbersPageProps): Html {
  const { t } = visit;
  const { fault, revealed, numbers } = props;
  const control = fault === 'reason' ? 'reason' : numbers.length > 1 ? 'number' : 'reason';
  return wrap(html`${errorSummary({ title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }), errors: fault ? [{ control, message: faultWords(visit, fault) }] : [] })}
${taskHead({
  back: backLink({ href: link(visit, `/tasks/${props.caseId}/${props.token}`), text: t('interface.numbers.back') }),
  title: t('interface.numbers.title'),
  meta: [
    { term: t('interface.tasks.column.reference'), value: props.reference, verbatim: true },
    { term: t('interface.task.does'), value: props.title },
  ],
})}
${againNotice(visit, props.again)}
${revealed ? shown(visit, revealed) : numbers.length > 0 ? asking(visit, props) : text(html`<p>${t('interface.numbers.none')}</p>`)}`);
}

const faultWords = (visit: Visit, fault: 'reason' | 'number'): string =>
  visit.t(fault === 'reason' ? 'interface.numbers.short' : 'interface.numbers.choose');

function shown({ t }: Visit, { number, same }: NonNullable<NumbersPageProps['revealed']>): Html {
  const grouped = number.replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4');
  return html`${notice({ title: grouped, text: t('interface.numbers.shown'), kind: 'polite' })}
${same.length > 0 ? text(html`<p>${t('interface.numbers.same')}</p><ul>${same.map((reference) => html`<li translate="no">${reference}</li>`)}</ul>`) : ''}`;
}

function asking(visit: Visit, { session, caseId, token, numbers, posted, fault }: NumbersPageProps): Html {
  const { t } = visit;
  const [first] = numbers;
  return form({
    action: link(visit, `/tasks/${caseId}/${token}/numbers`),
    fields: { [TOKEN_FIELD]: session.csrf, ...(numbers.length === 1 ? { number: first!.vaultId } : {}) },
    children: html`<p>${t('interface.numbers.lead')}</p>
${
  numbers.length > 1
    ? radios({
        id: 'number',
        name: 'number',
        label: t('interface.numbers.which'),
        value: posted?.get('number') ?? '',
        choices: numbers.map(({ vaultId, label }) => ({ value: vaultId, label })),
        error: fault === 'number' ? faultWords(visit, fault) : null,
      })
    : html`<p><b>${first!.label}</b></p>`
}${textarea({
      id: 'reason',
      name: 'reason',
      label: t('interface.numbers.reason'),
      hint: t('interface.numbers.hint'),
      value: posted?.get('reason') ?? '',
      maxLength: 1000,
      error: fault === 'reason' ? faultWords(visit, fault) : null,
    })}${actions(button({ text: t('interface.numbers.button') }))}`,
  });
}
