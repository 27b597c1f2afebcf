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
  /** Empty for the way from a link event to its target: nothing is drawn there. */
  id: string;
  source: string;
  target: string;
  condition: ModelExpression | null;
}

/** Loop marker of an activity. Rounds run one after the other unless `parallel`. */
export interface CompiledLoop {
  parallel: boolean;
  /** List to walk through, or a number of rounds; a standard loop has neither. */
  collection: ModelExpression | null;
  cardinality: ModelExpression | null;
  inputElement: string | null;
  outputCollection: string | null;
  outputElement: ModelExpression | null;
  completionCondition: ModelExpression | null;
  /** Standard loop: goes on while true; checked before the first round too with testBefore. */
  condition: ModelExpression | null;
  testBefore: boolean;
  maximum: number | null;
}

/** One flow node. `details` belong to the element's own file in elements/. */
export interface CompiledElement {
  id: string;
  name: string | null;
  kind: string;
  lane: string | null;
  /** Id of the subprocess it is drawn in, '' for the process itself. */
  parent: string;
  incoming: CompiledFlow[];
  outgoing: CompiledFlow[];
  inputs: Mapping[];
  outputs: Mapping[];
  properties: Record<string, ModelExpression>;
  /** Ids of the boundary events on this activity. */
  boundaries: string[];
  attachedTo: string | null;
  /** Of a boundary event or the start of an event subprocess: whether it ends what runs. */
  interrupting: boolean;
  forCompensation: boolean;
  loop: CompiledLoop | null;
  details: unknown;
}

/** The inside of a process ('') or of a subprocess. */
export interface CompiledContainer {
  /** Start event that an ordinary entry uses; null in an ad-hoc subprocess. */
  start: string | null;
  /** Event subprocesses with their start events. */
  eventSubprocesses: { id: string; start: string }[];
  /** Data objects drawn inside: names that live as long as their subprocess. */
  data: { name: string; collection: boolean }[];
}

/** A process as flat tables, ready to run. */
export interface CompiledProcess {
  processId: string;
  name: string | null;
  start: string;
  elements: Map<string, CompiledElement>;
  containers: Map<string, CompiledContainer>;
  /** From the boundary event or activity to the activity an association leads to. */
  associations: Map<string, string>;
}

/** A process together with what its deployment pinned. */
export interface Definition extends CompiledProcess {
  definitionId: string;
  /** Called process id → definition id. */
  calls: Record<string, string>;
  /** Process id of the other pools it exchanges messages with → definition id. */
  pools: Record<string, string>;
  inputDefaults: Record<string, ModelExpression | { json: unknown }>;
}
