/** A text of a good package that is replaced, and the problem a check has to find then. */
export interface Mistake {
  title: string;
  /** File of the package, from its folder. */
  file: string;
  from: string | RegExp;
  to: string;
  expect: { code: string; file: string; place: RegExp };
}
