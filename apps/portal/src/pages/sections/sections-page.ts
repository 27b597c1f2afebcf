import type { DraftView } from '@einwohnerportal/cases';
import type { Section } from '@einwohnerportal/forms';
import { actions, button, html, pageHead, taskList, type Html } from '@einwohnerportal/ui';
import { formatDayOf } from '@einwohnerportal/web';
import { link, type Visit } from '../../visit.ts';

/** What is done, what is missing, and the way on once nothing is. */
export function sectionsView(visit: Visit, draft: DraftView): Html {
  const { t } = visit;
  const base = `/drafts/${draft.id}`;
  const sections = draft.form.sections(draft.formContext);
  const open = sections.filter((section) => section.open > 0).length;
  const items = sections.map((section) => ({
    href: link(visit, `${base}/pages/${section.id}`),
    title: section.title,
    state: stateWords(section, visit),
    done: section.open === 0,
  }));
  return pageHead({
    kicker: draft.version.texts(visit.lang)('service.title'),
    sentence: t('interface.sections.title'),
    lead: open === 0 ? t('interface.sections.ready') : t('interface.sections.lead', { count: open }),
    children: html`${taskList({ id: 'sections', items })}${actions(button({ text: t('interface.question.checkStep'), href: link(visit, `${base}/check`) }))}<p class="source">${t('interface.question.notSent', { date: formatDayOf(draft.expiresAt, visit) })}</p>`,
  });
}

function stateWords(section: Section, { t }: Visit): string {
  return section.state === 'started' ? t('interface.sections.started', { count: section.open }) : t(`interface.sections.${section.state}`);
}
