import type { Price } from '../types.ts';

const price = /\s*\(\s*([+-]?\d[\d'’.]*(?:,\d+)?)\s*([A-Za-z]{3})\s*(!)?\s*\)$/;
const discount = /\s*\(\s*(-?\d+(?:[.,]\d+)?)\s*%\s*\)$/;

/** Takes a price in brackets off the end of a text: `Post (20.00 CHF!)` → `Post` and its price. */
export function takePrice(text: string): { text: string; price: Price | null } {
  const found = price.exec(text);
  if (!found) return { text, price: null };
  const amount = (found[1] ?? '').replace(/['’]/g, '').replace(',', '.').replace(/^\+/, '');
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return { text, price: null };
  return {
    text: text.slice(0, found.index).trim(),
    price: { amount, currency: (found[2] ?? '').toUpperCase(), cardOnly: found[3] === '!' },
  };
}

/** Takes a discount off the end of a text: `Kind (50%)` → `Kind` and `50`. */
export function takeDiscount(text: string): { text: string; discount: string | null } {
  const found = discount.exec(text);
  if (!found) return { text, discount: null };
  return { text: text.slice(0, found.index).trim(), discount: (found[1] ?? '').replace(',', '.') };
}
