import type { DecisionError } from '../errors.ts';

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
  | { kind: 'function'; parameters: Variable[]; body: Boxed | null; language: 'FEEL' | 'Java' | 'PMML' | 'other' }
  | { kind: 'list'; items: Boxed[] }
  | { kind: 'relation'; columns: Variable[]; rows: Boxed[][] }
  | { kind: 'conditional'; condition: Boxed; whenTrue: Boxed; otherwise: Boxed }
  | { kind: 'filter'; in: Boxed; match: Boxed }
  | { kind: 'iterator'; how: 'for' | 'some' | 'every'; variable: string; in: Boxed; body: Boxed }
  /** What could not be read, in a file read leniently; its value is null. */
  | { kind: 'broken'; error: DecisionError }
);

export type BoxedOf<K extends Boxed['kind']> = Extract<Boxed, { kind: K }>;

/** References of an element: ids, for elements of another file `namespace#id`. */
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
  /** Restricts a collection as a whole, where `allowed` restricts its elements (DMN 1.5, section 7.3.3). */
  constraint: string | null;
  components: ItemDefinition[];
  signature: { parameters: (string | null)[]; result: string | null } | null;
}

/** Another file whose elements are used, under a name or, with an empty one, directly. */
export interface Import {
  name: string;
  namespace: string;
  location: string | null;
}

/** What a decision file says; ids are unique within it. */
export interface Definitions {
  name: string;
  namespace: string;
  imports: Import[];
  decisions: Map<string, Decision>;
  inputs: Map<string, InputData>;
  knowledge: Map<string, KnowledgeModel>;
  groups: Map<string, DecisionGroup>;
  items: ItemDefinition[];
}
