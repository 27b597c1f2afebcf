import type { FeeView } from '@einwohnerportal/cases';
import { goLink, html, pairs, type Html } from '@einwohnerportal/ui';
import { formatInstant, formatMoney } from '@einwohnerportal/web';
import { link, type Visit } from '../../visit.ts';

/** Items of the fee, the sum, and whether it is paid. */
export function feePairs(visit: Visit, fee: FeeView, reference: string | null = null): Html {
  const { t } = visit;
  const money = (amount: string): string => formatMoney(amount, visit);
  const state =
    fee.state === 'settled' && fee.settledAt
      ? t('interface.case.feeState.settledAt', { at: formatInstant(fee.settledAt, visit) })
      : t(`interface.case.feeState.${fee.state}`, {
          at: fee.settledAt ? formatInstant(fee.settledAt, visit) : '',
          amount: fee.refunded ? money(fee.refunded) : '',
        });
  const items = fee.items.map((item) => ({
    term: item.quantity > 1 ? `${item.quantity} × ${item.label}` : item.label,
    values: [`${money(item.amount)}${item.example ? ` (${t('interface.case.example')})` : ''}`],
  }));
  const surplus = fee.surplus ? html`<p>${t('interface.case.surplus', { amount: money(fee.surplus) })}</p>` : '';
  const receipt =
    fee.receipt && reference
      ? html`<p>${goLink({ href: link(visit, `/cases/${reference}/payments/${fee.receipt}/receipt`), text: t('interface.case.receipt') })}</p>`
      : '';
  return html`${pairs([...items, { term: t('interface.case.total'), values: [`${money(fee.total)}. ${state}.`] }])}${surplus}${receipt}`;
}
