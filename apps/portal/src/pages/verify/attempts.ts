/** Codes checked per minute and process, over all addresses: far above honest use, far below guessing (codes have 128 bits). */
const PER_MINUTE = 600;

let windowStart = 0;
let attempts = 0;

/** True while this process may check one more code; `now` in epoch milliseconds. */
export function mayTry(now: number): boolean {
  if (now - windowStart >= 60_000) {
    windowStart = now;
    attempts = 0;
  }
  attempts += 1;
  return attempts <= PER_MINUTE;
}
