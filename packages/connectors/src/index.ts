export type { CapabilityAnswer, CapabilityRequest, Connector, ConnectorErrorCode } from './types.ts';
export { ConnectorError } from './types.ts';
export { createTypstRenderer, type RenderRequest, type TypstRenderer } from './typst/renderer.ts';
export { createRegisterConnector, type RegisterOptions } from './register/connector.ts';
export { createSealer, type Sealed, type Sealer, type SealerOptions, type SealWish } from './seal/sealer.ts';
export { createKeySigner, type Signer } from './seal/signer.ts';
export { createCscSigner, type CscSignerOptions } from './seal/csc-signer.ts';
export { createTimestampAuthority, type TimestampAuthority, type TimestampOptions } from './seal/timestamp.ts';
export { demoSeal } from './seal/demo-seal.ts';
export { createPaymentConnector, type PaymentConnectorOptions } from './payment/connector.ts';
export {
  createPaymentProvider,
  type PaymentOrder,
  type PaymentProvider,
  type PaymentProviderOptions,
  type PaymentStanding,
  type PaymentState,
} from './payment/provider.ts';
export { judgeCallback, type CallbackJudgement } from './payment/callback.ts';
export { createMailer, type Mail, type Mailer, type MailerOptions } from './mail/mailer.ts';
export { capabilityConformance, type ConformanceCase, type ConformanceFault, type ConformanceWorld } from './conformance/conformance.ts';
