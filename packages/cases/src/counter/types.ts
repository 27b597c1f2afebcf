import type { CaptureChannel } from '../types.ts';
import type { Signature } from './signed-paper.ts';

/** How somebody showed at the desk who they are; the canton says which level each counts for (`counter.identity` of canton.yaml). */
export const IDENTITIES = ['passport', 'identity-card', 'residence-permit', 'known'] as const;
export type Identity = (typeof IDENTITIES)[number];

/** What a caseworker says before the form opens. */
export interface CaptureWish {
  /** UUID that names the wish, so that sending it twice begins one capture. */
  id: string;
  /** Principal of the caseworker's office. */
  office: string;
  service: string;
  /** Authority where the person applies. */
  authority: string;
  channel: CaptureChannel;
  identity: Identity | null;
  officialName: string;
  firstName: string;
  /** ISO date, year-month or year; null: not known. */
  birthdate: string | null;
  /** Language of the person. */
  language: string;
  /** Where the person agreed to get alerts without content; null: nowhere. */
  email: string | null;
  /** Names below `address.`; those not told are absent. */
  address: Record<string, string>;
}

/** Why a capture cannot begin. */
export type CaptureRefusal = 'not-allowed' | 'offer' | 'channel' | 'level';

/** A capture as who captures it sees it; afterwards also whoever sees the case. */
export interface CaptureView {
  id: string;
  state: 'open' | 'over' | 'sent' | 'dropped';
  mine: boolean;
  service: string;
  /** Title of the service, translated. */
  title: string;
  authority: string;
  office: string;
  channel: CaptureChannel;
  identity: Identity | null;
  level: number;
  language: string;
  /** Null once the capture was given up. */
  person: string | null;
  /** Who captures. */
  by: string;
  /** ISO instants. */
  begunAt: string;
  until: string;
  sentAt: string | null;
  caseId: string | null;
  signature: Signature;
  /** ISO instant since when it is in the account of its person; null: it is not. */
  linkedAt: string | null;
  /** Null: not sent, or nothing of it may be seen here any more. */
  reference: string | null;
}
