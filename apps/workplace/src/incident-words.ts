import type { OperatedIncident } from '@einwohnerportal/cases';
import { codeOf } from '@einwohnerportal/cases';
import type { Visit } from './visit.ts';

/** Short name of a code for lists; one without words is shown as it is. */
export function codeName({ t }: Visit, code: string): string {
  return t.word('interface.operations.code', `${code}.name`) ?? code;
}

/** What happened, in one or two plain sentences. */
export function whatHappened({ t }: Visit, incident: OperatedIncident): string {
  const code = codeOf(incident);
  const key = `interface.operations.code.${code}.text` as const;
  return t.has(key) ? t(key) : t('interface.operations.code.other', { code });
}

/** How long ago, as a list needs it. */
export function ageWords({ t }: Visit, since: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  if (minutes < 60) return t('interface.operations.age.minutes', { count: minutes });
  return minutes < 48 * 60
    ? t('interface.operations.age.hours', { count: Math.floor(minutes / 60) })
    : t('interface.operations.age.days', { count: Math.floor(minutes / 1440) });
}

/** How long until then; an instant that has passed is now. */
export function aheadWords({ t }: Visit, at: string, now: string): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(at) - Date.parse(now)) / 60_000));
  if (minutes < 60) return t('interface.operations.ahead.minutes', { count: minutes });
  return minutes < 48 * 60
    ? t('interface.operations.ahead.hours', { count: Math.round(minutes / 60) })
    : t('interface.operations.ahead.days', { count: Math.round(minutes / 1440) });
}
