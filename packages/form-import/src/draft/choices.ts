import type { Option, SourceField } from '../types.ts';
import { note, whileShown, type Around, type Component, type Drafting } from './drafting.ts';
import { messageOf } from './message.ts';
import { asciiWords, optionValues } from './naming.ts';
import { putText } from './texts.ts';

/** More options than this are a list to choose from. */
const MOST_BUTTONS = 8;

/** An option with the value it is kept as and the condition under which it is chosen. */
export interface Chosen {
  option: Option;
  value: string;
  shown: string;
  hide: string;
}

function feesOf(drafting: Drafting, field: SourceField, name: string, chosen: Chosen[]): void {
  for (const { option, value } of chosen) {
    if (option.discount !== null)
      note(
        drafting,
        option,
        'left-out',
        'discount',
        `expected a price, got a discount of ${option.discount} % on "${option.label}": say in decisions/fee.dmn what it applies to`,
      );
    if (option.price === null) continue;
    if (Number(option.price.amount) === 0) continue;
    addFee(drafting, {
      field,
      name,
      by: field.multiple ? 'some-of' : 'one-of',
      value,
      at: option,
      label: option.label,
      price: option.price,
    });
  }
}

interface Priced {
  field: SourceField;
  name: string;
  by: 'one-of' | 'some-of' | 'number';
  value: string | null;
  at: { line: number; column: number };
  label: string;
  price: NonNullable<Option['price']>;
}

/** Notes an amount; amounts stand in the authority's tariff, the decision names their code. */
export function addFee(drafting: Drafting, { field, name, by, value, at, label, price }: Priced): void {
  if (price.currency !== 'CHF') {
    note(
      drafting,
      at,
      'left-out',
      'currency',
      `expected an amount in CHF at "${label}", got ${price.amount} ${price.currency}: it costs nothing in the draft`,
    );
    return;
  }
  if (Number(price.amount) < 0) {
    note(
      drafting,
      at,
      'left-out',
      'reduction',
      `expected an amount to pay at "${label}", got ${price.amount} ${price.currency}: tariffs hold no reductions; say in decisions/fee.dmn what it lessens`,
    );
    return;
  }
  const words = value === null ? [] : asciiWords(value);
  const base = [name, ...words.map((word) => word[0]!.toUpperCase() + word.slice(1))].join('');
  let code = base;
  for (let n = 2; drafting.fees.some((fee) => fee.code === code); n++) code = `${base}${n}`;
  if (price.cardOnly)
    note(
      drafting,
      at,
      'changed',
      'card-only',
      `"${label}": payment by card was compulsory; here every fee is paid online before the work begins`,
    );
  drafting.fees.push({
    name,
    by,
    value,
    code,
    amount: price.amount,
    label: label === field.label ? label : `${field.label}: ${label}`,
    cardOnly: price.cardOnly,
    line: at.line,
    column: at.column,
  });
  putText(drafting.texts, `fees.${code}`, messageOf(label === field.label ? label : `${field.label}: ${label}`));
}

/** Component, texts, preset and prices of a field with options. */
export function choiceComponent(
  drafting: Drafting,
  field: SourceField,
  name: string,
  around: Around,
): { component: Omit<Component, 'id'>; chosen: Chosen[]; preset: boolean } {
  const values = optionValues(field.options.map((option) => option.label));
  const chosen = field.options.map((option, at): Chosen => {
    const value = values[at]!;
    return field.multiple
      ? { option, value, shown: `list contains(${name}, "${value}")`, hide: `${name} = null or not(list contains(${name}, "${value}"))` }
      : { option, value, shown: `${name} = "${value}"`, hide: `${name} != "${value}"` };
  });
  for (const { option, value } of chosen) putText(drafting.texts, `form.${name}.options.${value}`, messageOf(option.label));
  feesOf(drafting, field, name, chosen);
  const presets = chosen.filter(({ option }) => option.chosen);
  const first = field.multiple ? `[${presets.map(({ value }) => `"${value}"`).join(', ')}]` : `"${presets[0]?.value}"`;
  return {
    component: {
      type: field.multiple ? 'checklist' : chosen.length > MOST_BUTTONS ? 'select' : 'radio',
      values: chosen.map(({ value }) => ({ label: `form.${name}.options.${value}`, value })),
      ...(presets.length > 0 ? { properties: { default: whileShown(around, first) } } : {}),
    },
    chosen,
    preset: presets.length > 0,
  };
}
