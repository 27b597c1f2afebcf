import type { BillAccount, Connector } from '@einwohnerportal/connectors';
import type pg from 'pg';
import type { ContentStore } from '../documents/content.ts';
import type { AlertSender, DocumentRenderer, DocumentSealer, PaymentProvider } from '../worker/types.ts';

/** One scenario file (service-package.md section 7). */
export interface Scenario {
  scenario: string;
  about: string;
  given: {
    clock: string;
    canton: string;
    bindings?: Record<string, Record<string, string>>;
    answers?: Record<string, unknown>;
  };
  steps: { when: Record<string, unknown>; then?: Record<string, unknown> }[];
}

/** The outside of a scenario: real connectors on demo applications, whose clock is the scenario's. */
export interface ScenarioWorld {
  connectors: Map<string, Connector>;
  payments: Map<string, PaymentProvider>;
  renderer: DocumentRenderer;
  sealer: DocumentSealer;
  files: ContentStore;
  /** Pays at the provider as the person would. */
  pay(providerId: string, outcome: string): Promise<void>;
  fault(connector: string, kind: string): Promise<void>;
  textOf(pdf: Uint8Array): Promise<string>;
  stop(): Promise<void>;
}

export interface ScenarioDatabase {
  /** Pool of the owner of the tables. */
  owner: pg.Pool;
  roleUrl(role: string): string;
  drop(): Promise<void>;
}

export interface WorldOptions {
  clock: () => string;
  authoritiesFolder: string;
  /** Account of an authority for fees. */
  account(authority: string): BillAccount | null;
  /** What the bank told about a reference. */
  credited(reference: string): Promise<{ rappen: number; at: string } | null>;
}

export interface ScenarioOptions {
  /** Catalogue roots; the package is one of their services. */
  roots: string[];
  createDatabase(): Promise<ScenarioDatabase>;
  createWorld(options: WorldOptions): Promise<ScenarioWorld>;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export type RecordingMail = AlertSender & { sent: Mail[] };

export interface ScenarioReport {
  scenario: string;
  file: string;
  ok: boolean;
  /** "step 3, says: expected …, got …" */
  failures: string[];
  /** Decision rules and sequence flows taken, for cover. */
  rules: Set<string>;
  flows: Set<string>;
}
