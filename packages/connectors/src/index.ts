export type { CapabilityAnswer, CapabilityRequest, Connector, ConnectorErrorCode } from './types.ts';
export { ConnectorError } from './types.ts';
export { createTypstRenderer, type RenderRequest, type TypstRenderer } from './typst/renderer.ts';
export { createRegisterConnector, type RegisterOptions } from './register/connector.ts';
