import type { FeeView } from '@einwohnerportal/cases';
import { pairs, type Html } from '@einwohnerportal/ui';
import { formatInstant, formatMoney } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** Items of the fee, the sum, and whether it is paid. */
export function feePairs(visit: Visit, fee: FeeView): Html {
  const { t } = visit;
  const money = (amount: string): string => formatMoney(amount, visit);
  const state =
    fee.state === 'settled' && fee.settledAt
      ? t('interface.case.feeState.settledAt', { at: formatInstant(fee.settledAt, visit) })
      : t(`interface.case.feeState.${fee.state}`);
  const items = fee.items.map((item) => ({
    term: item.quantity > 1 ? `${item.quantity} × ${item.label}` : item.label,
    values: [`${money(item.amount)}${item.example ? ` (${t('interface.case.example')})` : ''}`],
  }));
  return pairs([...items, { term: t('interface.case.total'), values: [`${money(fee.total)}. ${state}.`] }]);
}
