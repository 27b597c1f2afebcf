import type { Expression } from './expressions.ts';
import type { FieldType } from './field-types/field-type.ts';
import type { Pattern } from './pattern.ts';

/** How a known value may be changed (service-package.md 2.3). */
export type Edit = 'fixed' | 'confirm' | 'open';

/** A condition of a component: the expression that hides it, and its plain form when it compares one name with one value. */
export interface Condition {
  hide: Expression;
  /** The component is shown when `name` equals (or is not) `value`; null when the condition is not that simple. */
  shownWhen: { name: string; value: string; negated: boolean } | null;
}

interface Part {
  /** Component id. */
  id: string;
  hide: Condition | null;
}

/** Where the choices of a field come from. */
export type ChoiceSource =
  { from: 'values'; values: { value: string; label: string }[] } | { from: 'expression'; expression: Expression; setting: string | null };

/** Limits of a value; `earliest` and `latest` give days. */
export interface Limits {
  minLength?: number;
  maxLength?: number;
  min?: number;
  max?: number;
  /** Allowed steps of a number: `0.05`. */
  step?: string;
  earliest?: Expression;
  latest?: Expression;
  pattern?: Pattern;
  /** Countries an IBAN may come from. */
  countries?: readonly string[];
}

/** A component with a value of its own. Inside a list `name` is relative to the row. */
export interface Field extends Part {
  kind: 'field';
  /** form-js component type. */
  component: string;
  name: string;
  /** Text key of the block with label, hint, why, missing, invalid. */
  label: string;
  type: FieldType;
  /** True when the name is one of the data vocabulary. */
  bound: boolean;
  edit: Edit | null;
  /** Shown, never asked. */
  readonly: Expression | boolean;
  required: boolean;
  requiredIf: Expression | null;
  check: Expression | null;
  default: Expression | null;
  /** Name of the first value, taken while nothing stands under `unless`. */
  bind: { name: string; unless: string } | null;
  /** True for dates of what has happened already, such as a birth. */
  past: boolean;
  limits: Limits;
  choices: ChoiceSource | null;
  /** Rows by which persons may be added while the household is not completely known. */
  adds: List | null;
}

export interface Group extends Part {
  kind: 'group';
  /** Path of the group (relative to the row inside a list); null when its fields have full names. */
  name: string | null;
  label: string | null;
  type: FieldType | null;
  check: Expression | null;
  /** Id of a lookup that runs when the page is left. */
  lookup: string | null;
  parts: Node[];
}

export interface List extends Part {
  kind: 'list';
  /** Relative to the row inside another list. */
  name: string;
  label: string;
  /** Rows that are given; null when rows may be added. */
  items: Expression | null;
  addable: boolean;
  rowsAtStart: number;
  required: boolean;
  maxRows: number;
  /** True when each row keeps a reference (`ref`) of its own, given when it is added. */
  refs: boolean;
  check: Expression | null;
  parts: Node[];
}

export interface Computed extends Part {
  kind: 'computed';
  name: string;
  label: string | null;
  type: FieldType;
  expression: Expression;
}

export interface Paragraph extends Part {
  kind: 'text';
  text: string;
}

export interface Separator extends Part {
  kind: 'separator';
}

/** Rows of a FEEL list, shown and not asked. */
export interface Table extends Part {
  kind: 'table';
  label: string;
  rows: Expression;
  columns: { key: string; label: string }[];
}

/** A requested document: files are sent by the host, the form shows what is there. */
export interface Files extends Part {
  kind: 'files';
  name: string;
  label: string;
  /** Id of an entry of `evidence` of the service. */
  evidence: string | null;
  /** Accepted endings, `.pdf,.jpg`. */
  accept: string | null;
  multiple: boolean;
  required: boolean;
  requiredIf: Expression | null;
}

/** A list of documents to look at. */
export interface Documents extends Part {
  kind: 'documents';
  label: string;
  source: Expression;
}

export type Node = Field | Group | List | Computed | Paragraph | Separator | Table | Files | Documents;

/** A page: one component of the top level. */
export interface Page {
  id: string;
  node: Group | Field | List | Files;
}

/** A form compiled from its file. */
export interface FormModel {
  id: string;
  /** Components of the top level in order, computed ones included. */
  nodes: Node[];
  pages: Page[];
}
