/**
 * What a capability is asked to do. The same shape goes to every connector, whoever provides it.
 * Inputs and outputs are named as in capabilities/<name>/capability.yaml.
 */
export interface CapabilityRequest {
  capability: string;
  /** Same key, same answer, however often it is sent. */
  idempotencyKey: string;
  inputs: Record<string, unknown>;
  /** Who asks and about what: for the provider's own log. No personal data. */
  context: { caseId: string; reference: string; authority: string; bfs: string | null; service: string; language: string };
  signal: AbortSignal;
}

export type CapabilityAnswer =
  | { state: 'done'; outputs: Record<string, unknown> }
  /** The provider works on; the case waits. `action` is something the resident must do. */
  | { state: 'waiting'; until: string | null; action: { kind: string; data: Record<string, unknown> } | null };

export type ConnectorErrorCode = 'not-available' | 'not-allowed' | 'bad-answer' | 'expired';

/** Failure of a connector. `not-available` is retried; the others become an incident or a modelled error. */
export class ConnectorError extends Error {
  code: ConnectorErrorCode | string;
  constructor(code: ConnectorErrorCode | string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ConnectorError';
    this.code = code;
  }
}

/** One business application or channel. */
export interface Connector {
  readonly id: string;
  readonly capabilities: readonly string[];
  call(request: CapabilityRequest): Promise<CapabilityAnswer>;
  /** Health for operators; never throws. */
  health?(): Promise<{ up: boolean; detail: string }>;
}
