import type { Value } from './kind.ts';

/** An interval; a missing bound (null with `…Open` true) means unbounded on that side (DMN 1.5, section 10.3.2.3.9). */
export class FeelRange {
  readonly low: Value;
  readonly high: Value;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;

  constructor(low: Value, lowIncluded: boolean, high: Value, highIncluded: boolean) {
    this.low = low;
    this.high = high;
    this.lowIncluded = lowIncluded;
    this.highIncluded = highIncluded;
  }
}
