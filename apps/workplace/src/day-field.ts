import { dateInput, type Html } from '@einwohnerportal/ui';
import type { Visit } from './visit.ts';

/** A day in three fields `<name>-day`, `<name>-month`, `<name>-year`; `value` is an ISO date where nothing was posted. */
export function dayField(
  visit: Visit,
  field: { name: string; label: string; value: string; posted: URLSearchParams | null; hint?: string; error?: string | null },
): Html {
  const { t } = visit;
  const [year = '', month = '', day = ''] = field.value.split('-');
  const known = { day: String(Number(day) || ''), month: String(Number(month) || ''), year };
  const part = (which: 'day' | 'month' | 'year') => ({
    label: t(`interface.absences.part.${which}`),
    name: `${field.name}-${which}`,
    value: field.posted ? (field.posted.get(`${field.name}-${which}`) ?? '') : known[which],
  });
  return dateInput({
    id: field.name,
    name: field.name,
    label: field.label,
    hint: field.hint ?? null,
    day: part('day'),
    month: part('month'),
    year: part('year'),
    error: field.error ?? null,
  });
}
