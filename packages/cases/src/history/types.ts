import type { PathEntry } from '@einwohnerportal/engine';

/** Which cases are exported: by service, competent authority and local day of submission, both days inclusive (ISO). */
export interface HistoryFilter {
  service: string | null;
  authority: string | null;
  from: string | null;
  until: string | null;
}

/** Why somebody takes names of cases along; each case records it, and the person reads the purpose. */
export interface NamesReason {
  /** Who takes them, as the record names it. */
  who: string;
  reason: string;
}

/** One case without its events. `id` is a pseudonym that means nothing outside this export, unless names were asked for. */
export interface HistoryCase {
  id: string;
  service: string;
  /** Content the case ran with. */
  version: string;
  authority: string;
  channel: string;
  submittedOn: string;
  closedAt: string | null;
  outcome: string | null;
  /** Names of the case as they are now; only with a reason. */
  names?: Record<string, unknown>;
}

/** One step of a case. */
export interface HistoryEvent {
  at: string;
  /** Number of the step within its case; null for a command that had no effect. */
  step: number | null;
  type: string;
  result: 'done' | 'rejected';
  code: string | null;
  state: string;
  by: 'machine' | 'person';
  path: (Pick<PathEntry, 'element' | 'processId' | 'what'> & { name: string | null; party: string | null })[];
}

/** Pieces of an export, in order: a case, then its events. */
export type HistoryPiece = { case: HistoryCase } | { event: HistoryEvent };
