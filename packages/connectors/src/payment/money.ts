import { ConnectorError } from '../types.ts';

/** An amount in Rappen from `20`, `20.5` or `20.00`; no floating point on the way. Throws ConnectorError `bad-inputs`. */
export function toRappen(amount: unknown): number {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(amount));
  if (!match) throw new ConnectorError('bad-inputs', 'expected an amount of francs with at most two decimals, got something else');
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `2000` → `20.00`. */
export function fromRappen(rappen: number): string {
  return `${Math.trunc(rappen / 100)}.${String(rappen % 100).padStart(2, '0')}`;
}
