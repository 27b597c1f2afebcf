import type { BankStatement } from '@einwohnerportal/connectors';

interface Credit {
  amount: string;
  currency: string;
  reference: string | null;
  /** ISO day of booking. */
  day: string;
}

/** A bank file with one credit, a new one each time. */
export function bankStatement({ amount, currency, day, reference }: Credit): BankStatement {
  const key = crypto.randomUUID();
  const [whole = '0', part = ''] = amount.split('.');
  return {
    kind: 'camt.054',
    messageId: key,
    createdAt: `${day}T18:00:00`,
    entries: [
      {
        key,
        iban: 'CH4431999123000889012',
        amount: `${whole}.${part.padEnd(2, '0')}`,
        currency,
        direction: 'credit',
        reversal: false,
        bookedOn: day,
        valueOn: day,
        reference,
        payer: { name: 'Bank Test', iban: null },
      },
    ],
  };
}
