import type { Connector } from '@einwohnerportal/connectors';
import type { ClaimedJob, Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';

/** Renders a document: template, files it may import, input data; gives a PDF. */
export interface DocumentRenderer {
  render(request: { template: string; files: Record<string, string>; data: unknown; createdAt: string; lang: string }): Promise<Uint8Array> | Uint8Array;
}

/** Seals or signs a PDF of an authority. */
export interface DocumentSealer {
  seal(request: { pdf: Uint8Array; authority: string; reason: string; at: string; key: string }): Promise<Uint8Array>;
}

/** Sends one e-mail. `messageId` is stable, so that a receiver can drop a second copy. */
export interface AlertSender {
  send(mail: { to: string; subject: string; text: string; language: string; messageId: string }): Promise<void>;
}

/** What a payment provider can do beyond being asked to collect: tell a payment's state and give money back. */
export interface PaymentProvider {
  readonly id: string;
  state(providerId: string): Promise<{ state: 'pending' | 'settled' | 'cancelled' | 'expired' | 'refunded'; settledAt?: string | null; amount?: string }>;
  refund(providerId: string, request: { amount: string; idempotencyKey: string; reason: string }): Promise<unknown>;
}

export interface WorkerContext {
  pool: pg.Pool;
  engine: Engine;
  catalogue: () => Catalogue;
  /** External business applications by connector id. */
  connectors: Map<string, Connector>;
  payments: Map<string, PaymentProvider>;
  renderer: DocumentRenderer;
  sealer: DocumentSealer;
  mail: AlertSender | null;
  /** Public address of the portal, for codes in documents and return addresses. */
  publicUrl: string;
  /** Texts of the domain itself (`case.*`, `alerts.*`), by language. */
  clock?: () => string;
  log: WorkerLog;
}

export interface WorkerLog {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

/** The case a job belongs to, with everything a capability of the platform needs. */
export interface JobCase {
  caseId: string;
  reference: string;
  service: string;
  authority: string;
  office: string;
  competent: string;
  language: string;
  applicant: string;
  applicantName: string;
  submittedAt: string;
  submittedOn: string;
  verificationSecret: string;
  version: ServiceVersion;
}

/** What a capability did: outputs now, or wait. Writes of the platform's own go through `client`, in the transaction of the answer. */
export type PlatformCapability = (work: { context: WorkerContext; job: ClaimedJob; jobCase: JobCase; now: string }) => Promise<PlatformAnswer>;

export type PlatformAnswer =
  | { state: 'done'; outputs: Record<string, unknown>; write?: (client: pg.PoolClient) => Promise<void> }
  | { state: 'waiting'; until: string | null; data: Record<string, unknown>; write?: (client: pg.PoolClient) => Promise<void> };
