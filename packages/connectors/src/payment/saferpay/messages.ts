import { z } from 'zod';

/** Version of the interface that these messages follow: Saferpay Payment API (JSON), specification 1.45. */
export const SPEC_VERSION = '1.45';

const header = z.object({ SpecVersion: z.string(), RequestId: z.string() });
const amount = z.object({ Value: z.string().regex(/^\d{1,12}$/), CurrencyCode: z.string().regex(/^[A-Z]{3}$/) });
const instant = z.iso.datetime({ offset: true });

/** Answer of any request that failed; the names are stable, the texts are not (chapter "Error Handling"). */
export const failureShape = z.object({
  ResponseHeader: header,
  Behavior: z.enum(['ABORT', 'DO_NOT_RETRY', 'OTHER_MEANS', 'RETRY', 'RETRY_LATER']),
  ErrorName: z.string().max(100),
  ErrorMessage: z.string(),
  TransactionId: z.string().optional(),
});
export type Failure = z.infer<typeof failureShape>;

/** Payment_v1_PaymentPage_Initialize, answer. */
export const initializedShape = z.object({
  ResponseHeader: header,
  Token: z.string().regex(/^[\w-]{1,50}$/),
  Expiration: instant,
  RedirectUrl: z.url({ protocol: /^https?$/ }),
});

const transaction = z.object({
  Type: z.string(),
  Status: z.enum(['AUTHORIZED', 'CANCELED', 'CAPTURED', 'PENDING']),
  Id: z.string().regex(/^[\w-]{1,64}$/),
  Date: instant,
  Amount: amount,
  OrderId: z.string().optional(),
  CaptureId: z.string().max(64).optional(),
});
export type Transaction = z.infer<typeof transaction>;

/** Payment_v1_PaymentPage_Assert and Payment_v1_Transaction_Inquire, answer: what we need of it. */
export const assertedShape = z.object({ ResponseHeader: header, Transaction: transaction });

/** Payment_v1_Transaction_Capture, answer. */
export const capturedShape = z.object({
  ResponseHeader: header,
  CaptureId: z.string().min(1).max(64),
  Status: z.enum(['PENDING', 'CAPTURED']),
  Date: instant,
});

/** Payment_v1_Transaction_Cancel, answer. */
export const cancelledShape = z.object({ ResponseHeader: header, TransactionId: z.string(), Date: instant });

/** Payment_v1_Transaction_Refund, answer. */
export const refundedShape = z.object({ ResponseHeader: header, Transaction: transaction });
