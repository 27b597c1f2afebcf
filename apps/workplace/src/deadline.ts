import { formatShortDay } from '@einwohnerportal/web';
import type { Visit } from './visit.ts';

export interface Deadline {
  /** Short date with weekday; empty without a deadline. */
  date: string;
  /** How much time is left, or how much it is over, in words. */
  left: string;
  late: boolean;
}

/** A deadline in words; `due` is its last day, inclusive (ISO date), or null. */
export function deadlineWords({ t, lang }: Pick<Visit, 't' | 'lang'>, due: string | null, today: string): Deadline {
  if (due === null) return { date: t('interface.deadline.none'), left: '', late: false };
  const days = daysBetween(today, due);
  const left =
    days < 0
      ? t('interface.deadline.late', { days: -days })
      : days === 0
        ? t('interface.deadline.today')
        : t('interface.deadline.left', { days });
  return { date: formatShortDay(due, { lang }, today.slice(0, 4)), left, late: days < 0 };
}

/** Calendar days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000);
}
