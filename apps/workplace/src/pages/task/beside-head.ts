import { backLink, errorSummary, html, taskHead, type Html } from '@einwohnerportal/ui';
import { LANGUAGE_NAMES, link } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** The task beside which a page stands. */
export interface BesideTask {
  caseId: string;
  token: number;
  person: string;
  reference: string;
  title: string;
  language: string;
}

/**
 * Head of a page beside a task: what is wrong first, the way back, the person, and of which task it is.
 * @param fault what is wrong, and the control where it is put right
 */
export function besideHead(visit: Visit, task: BesideTask, title: string, fault: { control: string; message: string } | null): Html {
  const { t } = visit;
  return html`${errorSummary({ title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }), errors: fault ? [fault] : [] })}
${taskHead({
  back: backLink({ href: link(visit, `/tasks/${task.caseId}/${task.token}`), text: t('interface.ask.back') }),
  title: html`${title}: <span translate="no">${task.person}</span>`,
  meta: [
    { term: t('interface.tasks.column.reference'), value: task.reference, verbatim: true },
    { term: t('interface.ask.task'), value: task.title },
    { term: t('interface.talk.language'), value: LANGUAGE_NAMES[task.language as keyof typeof LANGUAGE_NAMES] ?? task.language },
  ],
})}`;
}
