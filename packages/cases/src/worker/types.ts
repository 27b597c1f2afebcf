import type { Connector, PaymentProvider, Printer, SmsSender } from '@einwohnerportal/connectors';
import type { ClaimedJob, Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';
import type { OpenVault } from '../vault/hand-over.ts';
import type { ContentStore } from '../documents/content.ts';

export type { PaymentProvider };

/** Renders a document: template, files it may import, input data; gives a PDF. */
export interface DocumentRenderer {
  render(request: { template: string; files: Record<string, string>; data: object; createdAt: string; lang: string }): Uint8Array;
}

export interface SealRequest {
  pdf: Uint8Array;
  /** Name of the authority, as the seal says it. */
  authority: string;
  /** Name of the key, as the authority's data say it; null: that of the platform. */
  key: string | null;
  reason: string;
  at: string;
  signal?: AbortSignal;
}

/** Seals or signs a PDF of an authority. */
export interface DocumentSealer {
  seal(request: SealRequest): Promise<Uint8Array>;
}

/** Sends one e-mail. `messageId` is stable, so that a receiver can drop a second copy. */
export interface AlertSender {
  send(mail: { to: string; subject: string; text: string; language: string; messageId: string }): Promise<unknown>;
}

export interface WorkerContext {
  pool: pg.Pool;
  engine: Engine;
  /** Cases whose state changed and that nobody followed up yet; filled by the engine's `afterStep`. */
  touched: Set<string>;
  catalogue: () => Catalogue;
  /** Cases of which perhaps nobody has kept what was sent. */
  unkept?: Set<string>;
  /** For which bindings waiting steps were last looked through. */
  rerouted?: { catalogue: Catalogue; day: string; at: number };
  /** When interventions of operators were last looked for under load (`performance.now()`). */
  tried?: number;
  /** When alerts that a dead node left out were last made up for (`performance.now()`). */
  madeUp?: number;
  /** External business applications by connector id. */
  connectors: Map<string, Connector>;
  payments: Map<string, PaymentProvider>;
  renderer: DocumentRenderer;
  sealer: DocumentSealer;
  /** Contents of documents. */
  files: ContentStore;
  /** Numbers that connectors get at the moment of a call. */
  vault?: OpenVault | null;
  mail: AlertSender | null;
  /** Provider of short messages; without it alerts to phones wait. */
  sms?: SmsSender | null;
  /** Where bundles of letters go; without it letters wait. */
  printer?: Printer | null;
  /** Public address of the portal, for codes in documents and return addresses. */
  publicUrl: string;
  clock?: () => string;
  log: WorkerLog;
  /** Told how long steps and jobs take; for figures. */
  measures?: WorkerMeasures;
  /** Told about every capability that was done, for reports. */
  observe?: (capability: string) => void;
}

/** What a worker measures while it works; no case, no person. */
export interface WorkerMeasures {
  /** A round executed so many steps in so many seconds altogether. */
  steps(count: number, seconds: number): void;
  /** One try of a job of this type took so many seconds, whatever came of it. */
  job(type: string, seconds: number): void;
  jobFailed(type: string, code: string): void;
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
export type PlatformCapability = (work: {
  context: WorkerContext;
  job: ClaimedJob;
  jobCase: JobCase;
  now: string;
}) => Promise<PlatformAnswer>;

export type PlatformAnswer =
  | { state: 'done'; outputs: Record<string, unknown>; write?: (client: pg.PoolClient) => Promise<void> }
  | { state: 'waiting'; until: string | null; data: Record<string, unknown>; write?: (client: pg.PoolClient) => Promise<void> };
