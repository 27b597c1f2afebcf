import type { Page } from '../model.ts';
import type { Tree } from '../names.ts';
import type { Posted } from '../posted.ts';
import type { FieldError, FormContext } from '../types.ts';

/** All that the rendering of a page needs. */
export interface View {
  page: Page;
  context: FormContext;
  /** The tree after conditions. */
  names: Tree;
  /** First error by name. */
  errors: ReadonlyMap<string, FieldError>;
  /** What was typed, to show again; null when the page is opened. */
  posted: Posted | null;
  /** Component id of the question whose label is the heading. */
  question: string | null;
  /** True inside a group or list that says itself why it asks; its fields do not repeat it. */
  explained: boolean;
  /** Title of the row in which fields stand; groups of controls say it too, so that no two are called the same. */
  row: string | null;
}

/** The words of the error at a name, null when there is none. */
export function errorOf(view: View, name: string): string | null {
  return view.errors.get(name)?.message ?? null;
}
