export type { CapabilityAnswer, CapabilityRequest, Connector, ConnectorErrorCode } from './types.ts';
export { ConnectorError } from './types.ts';
export { createTypstRenderer, type RenderRequest, type TypstRenderer } from './typst/renderer.ts';
export { createRegisterConnector, type RegisterOptions } from './register/connector.ts';
export { createSealer, type Sealed, type Sealer, type SealerOptions, type SealWish } from './seal/sealer.ts';
export { withDocumentTimestamp } from './seal/long-term.ts';
export { createRevocation, type Revocation } from './seal/revocation.ts';
export { createKeySigner, type Signer } from './seal/signer.ts';
export { createCscSigner, type CscSignerOptions } from './seal/csc-signer.ts';
export { createTimestampAuthority, type TimestampAuthority, type TimestampOptions } from './seal/timestamp.ts';
export { demoSeal } from './seal/demo-seal.ts';
export {
  callbackPath,
  callbackProof,
  connectPayment,
  createPaymentConnector,
  type ConnectPaymentOptions,
  type PaymentConnectorOptions,
} from './payment/connector.ts';
export type {
  BillOrder,
  CreatedPayment,
  Ordered,
  PaymentOrder,
  PaymentProvider,
  PaymentStanding,
  PaymentState,
  PrintedBill,
  Refunded,
  RefundOrder,
} from './payment/contract.ts';
export { createPaymentProvider, type PaymentProviderOptions } from './payment/provider.ts';
export { createSaferpayProvider } from './payment/saferpay/provider.ts';
export type { SaferpayOptions } from './payment/saferpay/client.ts';
export { createBillProvider, printBill, type BankLedger, type BillAccount, type BillProviderOptions } from './payment/qr-bill/provider.ts';
export type { Bill, BillAddress } from './payment/qr-bill/payload.ts';
export { createPrinter, type Printer, type PrinterOptions } from './print/printer.ts';
export { readCamt } from './bank/read-camt.ts';
export type { BankEntry, BankStatement } from './bank/statement.ts';
export { judgeCallback, type CallbackJudgement } from './payment/callback.ts';
export { createSmsSender, type Sms, type SmsOptions, type SmsSender } from './sms/sms-sender.ts';
export { createMailer, type Mail, type Mailer, type MailerOptions } from './mail/mailer.ts';
export { capabilityConformance, type ConformanceCase, type ConformanceFault, type ConformanceWorld } from './conformance/conformance.ts';
