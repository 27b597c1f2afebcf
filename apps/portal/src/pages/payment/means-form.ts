import type { ActionView, PaymentMeansView } from '@einwohnerportal/cases';
import { actions, button, errorSummary, form, html, radios, type Html } from '@einwohnerportal/ui';
import { formatDay, formatMoney, TOKEN_FIELD } from '@einwohnerportal/web';
import { formToken, link, type Person, type Visit } from '../../visit.ts';

/** A fault of a control, as the person reads it. */
export interface Fault {
  control: string;
  message: string;
}

export interface MeansFormProps {
  person: Person;
  reference: string;
  action: ActionView;
  means: PaymentMeansView[];
  fault: Fault | null;
}

/** Ways to pay to choose from; an invoice that was made already stands first. */
export function meansForm(visit: Visit, { action, fault, means, person, reference }: MeansFormProps): Html {
  const { t } = visit;
  const path = link(visit, `/cases/${reference}/pay`);
  const invoice = means.find((each) => each.invoice !== null);
  const others = means.filter((each) => each !== invoice);
  const until = action.until ? html`<p>${t('interface.payment.until', { date: formatDay(action.until, visit) })}</p>` : '';
  const [only] = means;
  // One way alone needs no choice, only the button.
  const single: Record<string, string> = means.length === 1 && only && !invoice ? { means: only.id } : {};
  const choice =
    'means' in single
      ? ''
      : radios({
          id: 'means',
          name: 'means',
          label: t(invoice ? 'interface.payment.means.other' : 'interface.payment.means.choose'),
          error: fault?.message ?? null,
          value: null,
          choices: others.map(({ id, kind }) => ({
            value: id,
            label: t(`interface.payment.means.${kind}`),
            hint: t(`interface.payment.means.${kind}Hint`),
          })),
        });
  return html`${fault ? errorSummary({ title: t('interface.question.errorsTitle', { count: 1 }), errors: [fault] }) : ''}
${invoice ? invoicePart(visit, reference, invoice) : ''}${until}
${others.length > 0 ? form({ action: path, fields: { [TOKEN_FIELD]: formToken(visit, person), ...single }, children: html`${choice}${actions(button({ text: t('interface.payment.means.next') }))}` }) : ''}`;
}

function invoicePart(visit: Visit, reference: string, { invoice, received }: PaymentMeansView): Html {
  const { t } = visit;
  const href = link(visit, `/cases/${reference}/payments/${invoice}/invoice`);
  return html`<h2>${t('interface.payment.means.invoiceReady')}</h2>
<p>${t('interface.payment.means.invoiceLead')}</p>
${received ? html`<p>${t('interface.payment.means.received', { amount: formatMoney(received, visit) })}</p>` : ''}
${actions(button({ text: t('interface.payment.means.download'), href }))}`;
}
