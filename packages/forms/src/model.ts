import type { Expression } from './expressions.ts';
import type { FieldType } from './field-types/field-type.ts';

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
  required: boolean;
  requiredIf: Expression | null;
  check: Expression | null;
  default: Expression | null;
  /** Name of the first value, taken while nothing stands under `unless`. */
  bind: { name: string; unless: string } | null;
  /** True for dates of what has happened already, such as a birth. */
  past: boolean;
  limits: { minLength?: number; maxLength?: number; min?: number; max?: number };
  choices: ChoiceSource | null;
  /** Rows by which persons may be added while the household is not completely known. */
  adds: List | null;
}

export interface Group extends Part {
  kind: 'group';
  /** Path of the group; null when its fields have full names. */
  name: string | null;
  label: string | null;
  type: FieldType | null;
  check: Expression | null;
  parts: Node[];
}

export interface List extends Part {
  kind: 'list';
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
  parts: Field[];
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

export type Node = Field | Group | List | Computed | Paragraph | Separator;

/** A page: one component of the top level. */
export interface Page {
  id: string;
  node: Group | Field | List;
}

/** A form compiled from its file. */
export interface FormModel {
  id: string;
  /** Components of the top level in order, computed ones included. */
  nodes: Node[];
  pages: Page[];
}
