export type { CapabilityAnswer, CapabilityRequest, Connector, ConnectorErrorCode } from './types.ts';
export { ConnectorError } from './types.ts';
