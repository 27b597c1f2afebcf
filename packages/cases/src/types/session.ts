import type pg from 'pg';
import type { VaultKeys } from '../vault/cipher.ts';
import type { MandateKind } from '../representation/types.ts';
import type { Catalogue } from '../catalogue/types.ts';

/** What every function of the domain needs from the process it runs in. */
export interface CasesContext {
  /** Connections under the role of this application (portal, workplace, sign-in, engine). */
  pool: pg.Pool;
  catalogue: Catalogue;
  /** Asks registers while a form is filled in; null where the process may not. */
  prefill: Prefill | null;
  /** Keys of the vault; without them a form that asks a number of the vault is refused. */
  vault?: VaultKeys | null;
  /** Set clock for scenarios and tests; absent: the database's clock. */
  clock?: () => string;
}

/** Reading capabilities called when a form opens. Down or not bound → null: then the field is asked. */
export interface Prefill {
  read(
    capability: string,
    connector: string,
    inputs: Record<string, unknown>,
    context: { authority: string; bfs: string | null; language: string },
  ): Promise<Record<string, unknown> | null>;
}

/** One transaction of one request, under the rights of its session. */
export interface Scope {
  client: pg.PoolClient;
  context: CasesContext;
  /** null: nobody is signed in. */
  session: SessionView | null;
  /** Another text whenever session, person or what is counted for them has changed; null: nobody. */
  stamp: string | null;
  /** Instant of the request, ISO. */
  now: string;
  /** Local date in the canton's zone, ISO. */
  today: string;
}

export interface SessionView {
  /** Principal of the person: `person:<uuid>`. */
  principal: string;
  personId: string;
  displayName: string;
  firstName: string;
  officialName: string;
  email: string | null;
  /** AGOVaq level, 100…600. */
  level: number;
  language: string;
  /** BFS number from the identity, when it says one. */
  municipality: number | null;
  /** Offices of a caseworker; `office` is the principal of the office. */
  memberships: { authority: string; office: string; roles: string[] }[];
  /** Token that every form of this session carries. */
  csrf: string;
  expiresAt: string;
  /** Whom this session acts for under a mandate; everything above stays the real person. Null: for themselves. */
  acting: Acting | null;
}

/** The person whose matters a session handles, and what it may do of them. */
export interface Acting {
  mandateId: string;
  /** Principal of the represented person: `person:<uuid>`. */
  principal: string;
  personId: string;
  displayName: string;
  firstName: string;
  officialName: string;
  /** ISO date, year-month or year. */
  birthdate: string | null;
  municipality: number | null;
  /** ISO date of the last day of the mandate, inclusive; `OPEN_END` where there is none. */
  until: string;
  /** False: to read only. */
  mayAct: boolean;
  /** Scopes of services (`applicants.scope`); null: all matters. */
  scopes: string[] | null;
  /** Set while a caseworker captures for somebody at the counter or on the phone; null: under a mandate that somebody gave. */
  capture: ActingCapture | null;
  kind: MandateKind;
  /** Another one must co-sign what is sent. */
  joint: boolean;
  /** Of a company: what the register says of it. */
  company: CompanyFacts | null;
}

/** A company as a register says it. */
export interface CompanyFacts {
  /** `CHE-000.000.000`. */
  uid: string;
  name: string;
  /** Code of eCH-0097. */
  legalForm: string | null;
  /** BFS number of the municipality of the seat. */
  seat: number;
  address: string | null;
}

/** What a caseworker captures, and how. */
export interface ActingCapture {
  channel: CaptureChannel;
  service: string;
  /** Authority where the person applies. */
  authority: string;
  /** Principal of the office where the capturing person works. */
  office: string;
  /** Language of the person. */
  language: string;
  /** Address as told at the counter, names below `address.`. */
  address: Record<string, string>;
  /** ISO instant until when it can be filled in. */
  until: string;
}

export type CaptureChannel = 'counter' | 'phone';

/** Somebody whose matters these are, as the person itself or through a representative. */
export type Applicant = Pick<Acting, 'principal' | 'personId' | 'displayName' | 'firstName' | 'officialName' | 'municipality'>;

/** What the identity provider said, already verified. */
export interface SignedInIdentity {
  issuer: string;
  subject: string;
  givenName: string;
  familyName: string;
  /** ISO date, year-month or year. */
  birthdate: string | null;
  email: string | null;
  level: number;
  language: string;
  municipality: number | null;
  /** Claims that give staff their roles, e.g. `claim:wikon-residents`. */
  functions: string[];
}
