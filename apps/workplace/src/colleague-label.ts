import type { Colleague } from '@einwohnerportal/cases';
import { formatShortDay } from '@einwohnerportal/web';
import type { Visit } from './visit.ts';

/** Name of a colleague, and until when they are away. */
export function colleagueLabel(visit: Visit, { name, awayUntil }: Colleague): string {
  return awayUntil === null ? name : visit.t('interface.absences.away', { name, day: formatShortDay(awayUntil, visit) });
}
