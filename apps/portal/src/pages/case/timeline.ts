import type { CaseView, TimelineEntry } from '@einwohnerportal/cases';
import { route, type Html, type RouteState } from '@einwohnerportal/ui';
import { nearDay, nearInstant } from '../../dates.ts';
import type { Visit } from '../../visit.ts';

/** The way of the case: past, now, next, last; every step ahead has a date or says why not. */
export function timelineRoute(visit: Visit, view: CaseView): Html {
  const { t } = visit;
  return route(
    view.timeline.map((entry) => ({
      state: stateOf(entry),
      stateWord: t(`interface.case.states.${entry.state}`),
      title: entry.title,
      who: entry.turn === 'you' ? t('interface.case.you') : (entry.who ?? ''),
      when: whenWords(visit, entry),
      overdue: entry.state === 'now' && view.late ? { text: t('interface.case.late'), word: t('interface.case.lateWord') } : null,
    })),
  );
}

function stateOf(entry: TimelineEntry): RouteState {
  if (entry.state === 'now' && entry.turn === 'you') return 'turn';
  // The end of a case that has come to its end lies behind.
  return entry.state === 'last' && entry.at ? 'past' : entry.state;
}

function whenWords(visit: Visit, entry: TimelineEntry): string {
  const { t } = visit;
  if (entry.state === 'past' || (entry.state === 'last' && entry.at)) return entry.at ? nearInstant(entry.at, visit) : '';
  if (entry.state === 'now' && entry.at) return t('interface.case.sinceDate', { date: nearInstant(entry.at, visit) });
  return entry.expectedOn
    ? t('interface.case.expectedOn', { date: nearDay(entry.expectedOn, visit) })
    : (entry.noDateReason ?? t('interface.case.noDate'));
}
