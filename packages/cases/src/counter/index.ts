export { beginCapture, dropCapture, openCapture } from './begin-capture.ts';
export { COUNTER_MEANS, payAtCounter, readCounterFee, type CounterFee, type CounterMeans } from './counter-fee.ts';
export { captureOf, enterCapture } from './enter-capture.ts';
export { giveCaptureCode, LINK_DAYS, linkCapture } from './link-capture.ts';
export { listCaptures, readCapture } from './list-captures.ts';
export { capturableServices, capturedBy, capturesForOthers, countersOf, levelOfCapture } from './rules.ts';
export { keepSignedPaper, SIGNED_PAPER, type Signature } from './signed-paper.ts';
export { IDENTITIES, type CaptureRefusal, type CaptureView, type CaptureWish, type Identity } from './types.ts';
