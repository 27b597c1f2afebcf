import type { TaskView, TimelineEntry } from '@einwohnerportal/cases';
import { html, mirror, stepsList, type Html } from '@einwohnerportal/ui';
import { formatDay, formatShortDay, languageTag } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** What the resident reads of this case now, word for word, and the way of the case. */
export function residentView(visit: Visit, { case: view }: Pick<TaskView, 'case'>): Html {
  const { t } = visit;
  return html`${mirror({
    title: view.title,
    sentence: view.sentence,
    facts: [
      { question: t('interface.task.who'), answer: view.who },
      { question: t('interface.task.until'), answer: view.until ? formatDay(view.until, visit) : t('interface.task.noDate') },
    ],
    after: view.trouble,
    lang: view.textLanguage === visit.lang ? null : languageTag(view.textLanguage),
  })}
<h3>${t('interface.task.route')}</h3>
${stepsList(view.timeline.map((entry) => ({ state: entry.state === 'past' ? 'past' : entry.state === 'now' ? 'current' : 'next', text: stepWords(visit, entry), stateWord: t(`interface.task.state.${entry.state}`) })))}`;
}

/** Steps of the past say their day themselves. */
function stepWords(visit: Visit, entry: TimelineEntry): Html {
  const day = entry.state === 'next' || entry.state === 'last' ? entry.expectedOn : null;
  return html`${entry.title}${day ? html`, <span class="nowrap">${formatShortDay(day, visit)}</span>` : ''}`;
}
