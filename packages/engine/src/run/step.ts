import type { CompiledElement, Definition } from '../model/compiled.ts';
import type { ElementType } from '../elements/element-type.ts';
import type { EngineHost, PathEntry, Variables } from '../types.ts';
import { StepFailure } from './failure.ts';
import type { Instance, TokenRow } from './instance.ts';
import { isCall } from './scope.ts';
import { LIMITS } from '../limits.ts';

/** A signal for every other case; with a letter a message for one. */
export interface Spread {
  name: string;
  variables: Variables;
  /** Key of the message and its id in the inbox of this case, where it lies until another case takes it. */
  letter?: { key: string; id: string };
}

/** What a step needs besides the instance; the same for all steps of a node except `now`. */
export interface StepSurroundings {
  definitions: ReadonlyMap<string, Definition>;
  types: (kind: string) => ElementType;
  host: EngineHost;
  /** ISO instant of the step. */
  now: string;
  zone: string;
}

/** One command being applied to one instance, in memory. */
export class Step {
  readonly instance: Instance;
  readonly surroundings: StepSurroundings;
  /** What happened, in order; becomes the path of the event. */
  path: PathEntry[] = [];
  /** Extra facts for the event, never names of the case. */
  data: Record<string, unknown> = {};
  /** Names were written: conditions that are waited for have to be looked at again. */
  namesChanged = false;
  /** Steps of FEEL used so far, and those left for the expressions of the element at hand. */
  feelUsed = 0;
  feelLeft: number = LIMITS.elementFeel;
  /** Signals thrown, and messages nobody here waits for: for other cases. */
  signals: Spread[] = [];
  /** Work that the last step could not execute may be tried again. */
  unpark = false;

  constructor(instance: Instance, surroundings: StepSurroundings) {
    this.instance = instance;
    this.surroundings = surroundings;
  }

  get now(): string {
    return this.surroundings.now;
  }

  definition(definitionId: string): Definition {
    const definition = this.surroundings.definitions.get(definitionId);
    if (!definition) throw new StepFailure('call-unbound', `expected definition ${definitionId} of the instance, got none`);
    return definition;
  }

  element(token: TokenRow, id: string = token.element): CompiledElement {
    const element = this.definition(token.definition_id).elements.get(id);
    if (!element) throw new StepFailure('call-unbound', `expected element ${id} in the definition of the token, got none`);
    return element;
  }

  type(element: CompiledElement): ElementType {
    return this.surroundings.types(element.kind);
  }

  /** Call activity tokens above a token, outermost first. */
  callers(token: TokenRow): TokenRow[] {
    const above: TokenRow[] = [];
    for (let no = token.parent_no; no !== 0;) {
      const caller = this.instance.tokens.get(no);
      if (!caller) break;
      if (isCall(this, caller)) above.unshift(caller);
      no = caller.parent_no;
    }
    return above;
  }

  record(token: TokenRow, what: string, more: Partial<PathEntry> = {}): void {
    const { element, party, token_no: no } = token;
    const entry: PathEntry = { element, processId: this.definition(token.definition_id).processId, what, token: no };
    // Nothing is not written down: in a history of years it is a tenth of all bytes.
    const callers = this.callers(token);
    if (callers.length > 0) entry.callers = callers.map((caller) => caller.element);
    if (party !== null) entry.party = party;
    this.path.push(Object.assign(entry, more));
  }
}
