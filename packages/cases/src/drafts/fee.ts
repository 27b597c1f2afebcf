import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';
import type { Tree } from '../names/tree.ts';
import type { FeeView } from '../types.ts';

/** A fee item as the decision gives it and the case keeps it: amount per unit as a decimal string in CHF. */
export interface FeeItem {
  item: string;
  quantity: number;
  amount: string;
  party: string;
  example: boolean;
}

export interface FixedFee {
  items: FeeItem[];
  /** Decimal string in CHF with two digits. */
  total: string;
  /** Rules that fired, kept with the case. */
  rules: string[];
}

/**
 * The fee by the service's decision for these names (service-package.md 5.4: COLLECT of {item, quantity, amount, party}).
 * Null when the decision gives an item without an amount: an answer or a tariff is missing.
 */
export function computeFee(catalogue: Catalogue, version: ServiceVersion, names: Tree, authority: string, day: string): FixedFee | null {
  const { fee } = version.manifest;
  if (!fee) return { items: [], total: '0.00', rules: [] };
  const decisions = version.decisions[fee.decision];
  if (!decisions) return null;
  const result = decisions.evaluate(fee.decision, names);
  const rows = Array.isArray(result.value) ? result.value : result.value === null ? [] : [result.value];
  const tariff = catalogue.authorities.tariff(authority, day);
  let rappen = 0n;
  const items: FeeItem[] = [];
  for (const row of rows as { item: string; quantity: unknown; amount: unknown; party: string }[]) {
    if (row.amount === null || row.amount === undefined) return null;
    const quantity = Number(row.quantity ?? 1);
    const unit = toRappen(row.amount);
    rappen += unit * BigInt(quantity);
    const amount = fromRappen(unit);
    const example = Object.values(tariff).some((entry) => entry.example && fromRappen(toRappen(entry.amount)) === amount);
    items.push({ item: row.item, quantity, amount, party: row.party, example });
  }
  return { items, total: fromRappen(rappen), rules: result.explanations.flatMap((explanation) => explanation.rules) };
}

/** Money is counted in whole Rappen, never in binary fractions. */
export function toRappen(amount: unknown): bigint {
  const [whole = '0', part = ''] = (typeof amount === 'number' ? amount.toFixed(2) : String(amount)).split('.');
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2));
}

export function fromRappen(rappen: bigint): string {
  return `${rappen / 100n}.${String(rappen % 100n).padStart(2, '0')}`;
}

export function feeView(fee: FixedFee, version: ServiceVersion, lang: string, state: FeeView['state'], settledAt: string | null): FeeView {
  const t = version.texts(lang);
  return {
    items: fee.items.map(({ item, quantity, amount, example }) => ({ label: t(item), quantity, amount, example })),
    total: fee.total,
    currency: 'CHF',
    state: state === 'open' && toRappen(fee.total) === 0n ? 'free' : state,
    settledAt,
    payment: null,
    receipt: null,
    refunded: null,
    surplus: null,
  };
}
