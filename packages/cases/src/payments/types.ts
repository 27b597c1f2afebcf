/** One attempt to pay, as stored. */
export interface PaymentRow {
  payment_id: string;
  case_id: string;
  token: number;
  created_at: Date;
  expires_at: Date | null;
  attempt_expires_at: Date | null;
  settled_at: Date | null;
  amount: string;
  currency: string;
  connector: string;
  provider_id: string;
  settlement_id: string | null;
  state: string;
  demand: string;
  step_key: string;
  surplus: boolean;
  readers: string[];
}

/** What a provider is told when it is asked about an attempt. */
export function orderedOf(payment: PaymentRow): { total: string; currency: string; idempotencyKey: string } {
  return { total: payment.amount, currency: payment.currency, idempotencyKey: payment.step_key };
}
