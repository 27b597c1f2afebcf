/** A duration of years and months, as a number of months (DMN 1.5, section 10.3.2.3.8). */
export class YearsMonths {
  readonly months: number;

  constructor(months: number) {
    this.months = months === 0 ? 0 : months;
  }

  toString(): string {
    const size = Math.abs(this.months);
    const years = Math.floor(size / 12);
    const months = size % 12;
    if (size === 0) return 'P0M';
    return `${this.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months > 0 ? `${months}M` : ''}`;
  }
}

/** A duration of days and time, exact in nanoseconds (DMN 1.5, section 10.3.2.3.7). */
export class DaysTime {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const { days, hours, minutes, seconds, fraction } = partsOf(this);
    const rest = fraction === 0 ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
    const second = seconds > 0 || rest !== '' ? `${seconds}${rest}S` : '';
    const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${second}`;
    return `${this.nanos < 0n ? '-' : ''}P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
  }
}

/** The sizes of the parts, without sign; `fraction` in nanoseconds. */
export function partsOf(duration: DaysTime) {
  const size = duration.nanos < 0n ? -duration.nanos : duration.nanos;
  const seconds = Number(size / 1_000_000_000n);
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
    fraction: Number(size % 1_000_000_000n),
  };
}

const yearsMonths = /^(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/;
const daysTime = /^(-)?P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;

/** A duration from ISO 8601 text; null for anything else, also when years or months stand beside days or time. */
export function readDuration(text: string): YearsMonths | DaysTime | null {
  const months = yearsMonths.exec(text);
  if (months !== null) {
    const size = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return Number.isSafeInteger(size) ? new YearsMonths(months[1] === undefined ? size : -size) : null;
  }
  const time = daysTime.exec(text);
  if (time === null || text.length > 60) return null;
  const [, sign, days, hours, minutes, seconds, fraction] = time;
  const whole = BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const nanos = whole * 1_000_000_000n + BigInt((fraction ?? '').padEnd(9, '0').slice(0, 9));
  return new DaysTime(sign === undefined ? nanos : -nanos);
}
