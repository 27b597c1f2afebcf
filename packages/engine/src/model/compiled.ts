import type { EvaluateOptions, FeelResult } from '@einwohnerportal/decisions';

/** A value of the model: FEEL (written with a leading `=`) or a constant. */
export interface ModelExpression {
  readonly text: string;
  /** The constant, or null when it is FEEL. */
  readonly constant: string | null;
  evaluate(context: Record<string, unknown>, options: EvaluateOptions): FeelResult;
}

/** zeebe:input or zeebe:output: the value of `source` is written to the dotted name `target`. */
export interface Mapping {
  source: ModelExpression;
  target: string[];
}

export interface CompiledFlow {
  id: string;
  source: string;
  target: string;
  condition: ModelExpression | null;
}

/** One flow node. `details` belong to the element's own file in elements/. */
export interface CompiledElement {
  id: string;
  name: string | null;
  kind: string;
  lane: string | null;
  incoming: CompiledFlow[];
  outgoing: CompiledFlow[];
  inputs: Mapping[];
  outputs: Mapping[];
  properties: Record<string, ModelExpression>;
  /** Ids of the boundary events on this activity. */
  boundaries: string[];
  attachedTo: string | null;
  details: unknown;
}

/** A process as flat tables, ready to run. */
export interface CompiledProcess {
  processId: string;
  name: string | null;
  start: string;
  elements: Map<string, CompiledElement>;
}

/** A process together with what its deployment pinned. */
export interface Definition extends CompiledProcess {
  definitionId: string;
  /** Called process id → definition id. */
  calls: Record<string, string>;
  inputDefaults: Record<string, ModelExpression | { json: unknown }>;
}
