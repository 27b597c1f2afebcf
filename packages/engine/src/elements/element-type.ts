import type { CompiledElement, CompiledFlow, CompiledProcess } from '../model/compiled.ts';
import type { ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import type { Variables } from '../types.ts';

/** Starts waiting for an event; returns names when it has happened already (a message in the inbox). */
export type Arm = () => Variables | null;

/**
 * One BPMN element. Its life: a token is *ready* → its inputs are evaluated and its boundary events armed → `activate` → it waits, or
 * completes at once → outputs are written → `completed` → it leaves by `flows`. It may be terminated while it waits.
 * Every step evaluates first and changes afterwards, so that a failure leaves nothing half done.
 */
export interface ElementType {
  readonly kind: string;
  /** Extension elements that have an effect here, besides mappings and properties. */
  readonly extensions: readonly string[];
  matches(node: ModdleNode): boolean;
  /** Reads the element's own part of the model; becomes `details`. */
  read(node: ModdleNode, report: Report): unknown;
  /** Checks the element among the others of its process. */
  check?(element: CompiledElement, process: CompiledProcess, report: Report): void;
  /** The token has arrived: open what it waits for, or call `complete`. */
  activate(step: Step, token: TokenRow, element: CompiledElement): void;
  /** An activity: may carry boundary events, a loop marker, and be compensated. */
  readonly activity?: true;
  /** A subprocess: elements are drawn inside. */
  readonly container?: true;
  /** For events that do not interrupt: they are waited for again as soon as they have happened. */
  readonly repeats?: true;
  /**
   * For events: evaluates now what to wait for on behalf of `token` (its own, its gateway's, its activity's or its scope's), under the
   * name `key` (the element's id when absent).
   */
  arm?(step: Step, token: TokenRow, element: CompiledElement, key?: string): Arm;
  /** Flows the token leaves by; absent: all. */
  flows?(step: Step, token: TokenRow, element: CompiledElement): CompiledFlow[];
  /** Outputs are written, the token has not left yet; `ended` when there is nothing left to leave. */
  completed?(step: Step, token: TokenRow, element: CompiledElement): 'ended' | void;
  /** The last token inside it is gone. */
  returned?(step: Step, token: TokenRow, element: CompiledElement): void;
  /** A token inside it is gone, others are left. */
  childLeft?(step: Step, token: TokenRow, element: CompiledElement): void;
}
