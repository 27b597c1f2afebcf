import type { Translate } from '@einwohnerportal/forms';

const UNITS: Record<string, string> = { 'working day': 'workingDay', day: 'day', week: 'week', month: 'month', year: 'year', hour: 'hour' };

/**
 * A period of a service file (`2 working days`, `10 years`) in words. `after` gives the form that follows «nach»
 * (German: dative). A period that is written otherwise is shown as it is.
 */
export function periodText(period: string, t: Translate, form: 'period' | 'after' = 'period'): string {
  const [, count, unit] = /^(\d+) (working day|day|week|month|year|hour)s?$/.exec(period.trim()) ?? [];
  if (count === undefined || unit === undefined) return period;
  const key = form === 'after' ? `interface.after.${UNITS[unit]}` : `interface.period.${UNITS[unit]}`;
  return t(key, { count: Number(count) });
}
