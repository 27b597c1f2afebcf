import type { ActionView } from '@einwohnerportal/cases';
import type { Sign } from '@einwohnerportal/ui';
import { nearDay, timeLeft } from './dates.ts';
import { link, type Visit } from './visit.ts';

/** Open actions of the person as yellow signs, the earliest day first. */
export function signsOf(visit: Visit, actions: readonly ActionView[]): Sign[] {
  const { t } = visit;
  // Where two cases have the same name, their numbers tell them apart.
  const several = ({ serviceTitle, caseReference }: ActionView): boolean =>
    actions.some((other) => other.serviceTitle === serviceTitle && other.caseReference !== caseReference);
  return actions
    .toSorted((a, b) => (a.until ?? '9999').localeCompare(b.until ?? '9999'))
    .map((action) => {
      const date = action.until ? nearDay(action.until, visit) : null;
      return {
        title: action.label,
        detail: several(action) ? `${action.serviceTitle}, ${action.caseReference}` : action.serviceTitle,
        until: date && !action.late ? t('interface.action.until', { date }) : null,
        left: action.until ? timeLeft(action.until, visit) : null,
        ...(date && action.late ? { detail: t('interface.action.late', { date }), late: true } : {}),
        href: hrefOf(visit, action),
      };
    });
}

function hrefOf(visit: Visit, action: ActionView): string {
  const base = `/cases/${action.caseReference}`;
  if (action.kind === 'file') return link(visit, `${base}/files/${action.file}`);
  return link(visit, action.kind === 'task' ? `${base}/tasks/${action.token}` : `${base}/pay`);
}
