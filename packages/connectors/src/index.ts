export type { CapabilityAnswer, CapabilityRequest, Connector, ConnectorErrorCode } from './types.ts';
export { ConnectorError } from './types.ts';
export { createTypstRenderer, type RenderRequest, type TypstRenderer } from './typst/renderer.ts';
export { createRegisterConnector, type RegisterOptions } from './register/connector.ts';
export { createSealer, type Sealed, type Sealer, type SealerOptions } from './seal/sealer.ts';
export { demoSeal } from './seal/demo-seal.ts';
