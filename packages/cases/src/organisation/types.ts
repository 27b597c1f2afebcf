import type { AuthorityEntry, CantonEntry } from '../catalogue/schemas/authority.ts';
import type { CatalogueProblem } from '../catalogue/types.ts';
import type { Edit } from './edits.ts';

/** What of an organisation can be changed in the workplace; `file`: imported by whoever runs the machine. */
export type ChangeKind = 'names' | 'office' | 'places' | 'roles' | 'closed' | 'offer' | 'binding' | 'fee' | 'file';

/** A change as somebody wants it. Days are ISO dates from today on; nothing before is ever changed. */
export type OrganisationWish =
  | { kind: 'names'; from: string; names: Record<string, string>; subject: Record<string, string>; address: Record<string, string> }
  | { kind: 'office'; from: string; office: string; names: Record<string, string>; phone: string; email: string; hours: string[] }
  /** A new kind of office for the own place, or another place that an office serves or no longer serves. */
  | { kind: 'places'; from: string; office: string; names: Record<string, string> | null; add: number | null; remove: number | null }
  | { kind: 'roles'; from: string; office: string; role: string; claims: string[] }
  | { kind: 'closed'; from: string; until: string; name: string }
  | {
      kind: 'offer';
      from: string;
      service: string;
      state: 'pilot' | 'live' | 'paused';
      share: number | null;
      settings: Record<string, string[]>;
    }
  /** `amount`: francs with two digits of rappen, `15.00`; `law`: role of the law it rests on. */
  | { kind: 'fee'; from: string; code: string; amount: string; law: string }
  | {
      kind: 'binding';
      from: string;
      capability: string;
      to: 'people' | 'connector';
      connector: string | null;
      office: string | null;
      openSteps: 'move' | 'keep';
    };

/** One change of an organisation, waiting or decided. */
export interface OrganisationChange {
  id: string;
  kind: ChangeKind;
  state: 'proposed' | 'released' | 'refused' | 'withdrawn';
  twoPeople: boolean;
  createdAt: string;
  decidedAt: string | null;
  /** ISO date. */
  inForceFrom: string;
  preparedBy: { name: string; me: boolean };
  decidedBy: { name: string; me: boolean } | null;
  reason: string | null;
  refusal: string | null;
  edits: Edit[];
  before: unknown[];
}

/** The organisation of one authority as it is today, with what is planned and where each entry comes from. */
export interface Organisation {
  authority: string;
  /** All authorities whose organisation this person keeps. */
  authorities: string[];
  entry: AuthorityEntry | CantonEntry;
  /** Who changed what stands at a place (or was appended to it) last; null: it comes from the file. */
  source(at: string, value: unknown): { name: string; on: string } | null;
  /** Changes that wait for a second person. */
  waiting: number;
}

/** What became of a wish. `faults`: the check refuses what would result. */
export type Proposed =
  | { result: 'proposed' | 'released'; id: string }
  | { result: 'same' | 'not-found' }
  | { result: 'field'; field: string }
  | { result: 'faults'; faults: CatalogueProblem[] };

/** What became of a decision. `same-person`: four eyes; `gone`: already decided. */
export type OrganisationDecision =
  | { result: 'released' | 'refused' | 'withdrawn' | 'same-person' | 'gone' | 'not-found' }
  | { result: 'faults'; faults: CatalogueProblem[] };

/** Somebody let into an office by invitation. */
export interface Invitation {
  id: string;
  state: 'proposed' | 'confirmed' | 'sent' | 'accepted' | 'refused' | 'withdrawn' | 'ended';
  authority: string;
  office: string;
  roles: string[];
  name: string;
  email: string | null;
  /** ISO date of the last day; null: without end. */
  endsOn: string | null;
  createdAt: string;
  acceptedAt: string | null;
  endedAt: string | null;
  endedBy: string | null;
  preparedBy: { name: string; me: boolean };
  decidedBy: { name: string; me: boolean } | null;
}

/** Somebody who works for an office, as their login or an invitation says. */
export interface OrganisationMember {
  personId: string;
  office: string;
  name: string;
  roles: string[];
  /** ISO instant; null: they came before this was kept. */
  since: string | null;
  saidBy: ('login' | 'invitation')[];
  /** ISO instant of the last sign-in. */
  seenAt: string;
  /** The session's own person. */
  me: boolean;
}

/** That somebody stopped working for an office, or that their block was lifted. */
export interface MemberAct {
  personId: string;
  office: string;
  name: string;
  /** ISO instant. */
  at: string;
  /** `blocked`: ended, and the login does not bring them back. */
  what: 'ended' | 'blocked' | 'lifted';
  cause: 'office' | 'login' | 'invitation' | 'unused';
  reason: string | null;
  /** Who did it; null: nobody, the login or the time did. */
  by: string | null;
  /** The block of this act still holds. */
  holds: boolean;
}
