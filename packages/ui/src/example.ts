import type { Html } from './html.ts';

/** One state of a component, shown in the gallery and checked by its tests. Texts are invented. */
export interface Example {
  /** Which state it is. */
  state: string;
  html: () => Html;
}
