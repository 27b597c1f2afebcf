/**
 * What a model, its expressions and its data may use. Models and expressions come from people: reaching a limit stops the instance that
 * reached it, as an incident or a rejected command, and no other one. All limits are counted, not timed, so that the same history is
 * stopped at the same place on every machine; processor time stands behind them for what counting misses.
 */
export const LIMITS = {
  /**
   * Elements entered in one step (one transaction), and half the tokens made; one more for every sixteen tokens of the instance, for then
   * reading and writing it is the dearer part. The rest goes on in a next step, behind other cases.
   */
  stepElements: 100,
  /** Steps of FEEL in one step of the instance; beyond, the rest goes on in a next one. One step of FEEL is about 0.2 µs. */
  stepFeel: 10_000,
  /** Characters by which an instance grows in one step; beyond, the rest goes on in a next one. Writing them takes about 1 ms on the node. */
  stepCharacters: 500_000,
  /** Processor time of one step in milliseconds; beyond, the rest goes on in a next one. Less once it has entered so many elements. */
  stepMilliseconds: 100,
  longStepElements: 40,
  longStepMilliseconds: 10,
  /** Steps of FEEL for all expressions of one element when it is entered, and again when it completes: enough to list all rounds of the longest loop. About 4 ms. */
  elementFeel: 20_000,
  /** Processor time of one expression in milliseconds. */
  expressionMilliseconds: 30,
  /** Steps of FEEL and milliseconds of a decision of a business rule task. */
  decisionFeel: 100_000,
  decisionMilliseconds: 60,
  /** Elements entered without anything having rested for a minute: more is a loop. */
  activations: 10_000,
  /** Seconds that an instance has to rest until its activations are counted anew. */
  restSeconds: 60,
  /** Tokens of one instance. */
  tokens: 3_000,
  /** Open incidents of one instance that its model has made; those of jobs do not count. */
  incidents: 100,
  /** Subprocesses, calls and loops inside each other; the same for the model and for the instance. */
  depth: 60,
  /** Characters of JSON of one value, of the names of one scope, and of one command. Files stand there by reference. */
  characters: 1_000_000,
  /** Characters of JSON of everything an instance keeps. */
  instanceCharacters: 4_000_000,
  /** Names of one scope. */
  names: 2_000,
  /** Lists and contexts inside each other. */
  nesting: 100,
  /** Characters of a text of the model when evaluated: property, name or key of a message. */
  text: 10_000,
  /** Characters of the key of a message: it stands in an index. */
  key: 500,
  /** Messages of one instance that nobody has come for yet. */
  messages: 1_000,
  /** Rounds of a parallel loop, and of one round after the other. */
  parallelRounds: 1_000,
  rounds: 5_000,
  /** Rounds of a parallel loop that begin together; the next ones begin when these have got to their first wait. */
  roundsAtOnce: 100,
  /** Characters of a model (BPMN), and its elements of XML: a step that is drawn has about ten. Reading the largest takes about 250 ms. */
  modelCharacters: 1_000_000,
  modelTags: 15_000,
  /** Characters of one expression of a model, and of all together. */
  expression: 4_000,
  expressions: 50_000,
} as const;

/** Codes of incidents that stop the whole instance: nothing is entered until a person has resolved them. */
export const STOPPING: ReadonlySet<string> = new Set(['activation-budget', 'token-budget', 'data-budget', 'incident-budget']);
