/** Years of dates, in both directions (DMN 1.5 takes XML Schema's dates; the conformance kit asks for nine digits). */
const maximumYear = 999_999_999;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 0);
}

/** A day of the proleptic Gregorian calendar (DMN 1.5, section 10.3.2.3.4). */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  /** Only for days that exist; others come from `dateOf`. */
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Whole days since 1 January 1970. */
  get epochDay(): number {
    // Years counted from March put the leap day at their end; 719,468 days lie between 0000-03-01 and 1970-01-01.
    const year = this.month <= 2 ? this.year - 1 : this.year;
    const dayOfYear = Math.floor((153 * (this.month + (this.month > 2 ? -3 : 9)) + 2) / 5) + this.day - 1;
    return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
  }

  /** 1 is Monday. */
  get dayOfWeek(): number {
    return ((((this.epochDay + 3) % 7) + 7) % 7) + 1;
  }

  get dayOfYear(): number {
    return this.epochDay - new FeelDate(this.year, 1, 1).epochDay + 1;
  }

  /** Week by ISO 8601: the one with the year's first Thursday is 1. */
  get weekOfYear(): number {
    const thursday = dateOfDay(this.epochDay + 4 - this.dayOfWeek);
    return thursday === null ? 1 : Math.ceil(thursday.dayOfYear / 7);
  }

  /** The day so many months later, or the last of a shorter month; null outside the years that exist. */
  addMonths(months: number): FeelDate | null {
    const total = this.year * 12 + this.month - 1 + months;
    const [year, month] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
    return dateOf(year, month, Math.min(this.day, daysInMonth(year, month)));
  }

  /** Year with at least four digits, no sign for years after 9999 (as XML Schema and the conformance kit write it). */
  toString(): string {
    const pad = (part: number, size: number) => String(part).padStart(size, '0');
    return `${this.year < 0 ? '-' : ''}${pad(Math.abs(this.year), 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }
}

/** A date from its parts; null for days that do not exist. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isSafeInteger(year) || Math.abs(year) > maximumYear) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? new FeelDate(year, month, day) : null;
}

/** The date so many days after 1 January 1970; null outside the years that exist. */
export function dateOfDay(epochDay: number): FeelDate | null {
  if (!Number.isSafeInteger(epochDay) || Math.abs(epochDay) > maximumYear * 366) return null;
  const days = epochDay + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** Whole months from one day to the other, cut towards zero. */
export function monthsBetween(from: FeelDate, to: FeelDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  return months < 0 && to.day > from.day ? months + 1 : months;
}
