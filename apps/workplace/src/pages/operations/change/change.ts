import type { InterventionWish, OperatedState, Scope } from '@einwohnerportal/cases';
import type { Html } from '@einwohnerportal/ui';
import type { Visit } from '../../../visit.ts';

/** What every form of a change knows. */
export interface ChangeContext {
  state: OperatedState;
  token: number;
  /** Posted fields, or those given in the address. */
  given: URLSearchParams;
  errors: Fault[];
}

export interface Fault {
  control: string;
  message: string;
}

/** What the machine shall do; who, why and where are added. */
export type ChangeWish = Pick<InterventionWish, 'command' | 'changes' | 'message'>;

/** One kind of change: its fields, and what is made of them. */
export interface Change {
  /** Is it possible here at all. */
  possible(context: ChangeContext): boolean;
  /** What the fields need from the database. */
  load(visit: Visit, scope: Scope, context: ChangeContext): Promise<unknown>;
  fields(visit: Visit, context: ChangeContext, loaded: never): Html;
  /** Null: the form has another page, which is shown now. */
  read(visit: Visit, context: ChangeContext, loaded: never): ChangeWish | Fault[] | null;
  /** Does this form ask for the reason with its own fields. */
  asksReason(context: ChangeContext, loaded: never): boolean;
  /** Word of the button. */
  button(context: ChangeContext, loaded: never): 'try' | 'open' | null;
}

/** Shortest text that says something. */
export const SHORTEST = 10;
