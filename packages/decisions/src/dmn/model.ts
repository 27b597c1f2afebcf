/** A name with its declared type. */
export interface Variable {
  name: string;
  typeRef: string | null;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface TableInput {
  expression: string;
  typeRef: string | null;
  label: string | null;
  allowed: string | null;
}

export interface TableOutput {
  name: string | null;
  typeRef: string | null;
  allowed: string | null;
  fallback: string | null;
}

export interface TableRule {
  id: string;
  inputs: string[];
  outputs: string[];
}

/** A boxed expression (DMN 1.5, section 10.2), each with the place to name in errors. */
export type Boxed = { where: string; typeRef: string | null } & (
  | { kind: 'literal'; text: string }
  | {
      kind: 'table';
      hitPolicy: HitPolicy;
      aggregation: Aggregation | null;
      inputs: TableInput[];
      outputs: TableOutput[];
      rules: TableRule[];
    }
  | { kind: 'context'; entries: { variable: Variable | null; value: Boxed }[] }
  | { kind: 'invocation'; callee: Boxed; bindings: { name: string; value: Boxed }[] }
  | { kind: 'function'; parameters: Variable[]; body: Boxed | null; external: boolean }
  | { kind: 'list'; items: Boxed[] }
  | { kind: 'relation'; columns: string[]; rows: Boxed[][] }
  | { kind: 'conditional'; condition: Boxed; whenTrue: Boxed; otherwise: Boxed }
  | { kind: 'filter'; in: Boxed; match: Boxed }
  | { kind: 'iterator'; how: 'for' | 'some' | 'every'; variable: string; in: Boxed; body: Boxed }
);

export type BoxedOf<K extends Boxed['kind']> = Extract<Boxed, { kind: K }>;

/** References of an element, as ids. */
export interface Requirements {
  decisions: string[];
  inputs: string[];
  knowledge: string[];
}

export interface Decision {
  id: string;
  name: string;
  variable: Variable;
  requirements: Requirements;
  logic: Boxed | null;
}

export interface InputData {
  id: string;
  name: string;
  variable: Variable;
}

export interface KnowledgeModel {
  id: string;
  name: string;
  variable: Variable;
  requirements: Requirements;
  logic: Boxed | null;
}

export interface DecisionGroup {
  id: string;
  name: string;
  variable: Variable;
  outputs: string[];
  encapsulated: string[];
  inputDecisions: string[];
  inputs: string[];
}

export interface ItemDefinition {
  name: string;
  typeRef: string | null;
  isCollection: boolean;
  allowed: string | null;
  components: ItemDefinition[];
  isFunction: boolean;
}

/** What a decision file says; ids are unique within it. */
export interface Definitions {
  name: string;
  decisions: Map<string, Decision>;
  inputs: Map<string, InputData>;
  knowledge: Map<string, KnowledgeModel>;
  groups: Map<string, DecisionGroup>;
  items: ItemDefinition[];
}
