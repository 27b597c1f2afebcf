import type { SessionView, SetAside } from '@einwohnerportal/cases';
import { actions, backLink, button, form, html, pageHead, secondButton, text, wrap } from '@einwohnerportal/ui';
import { againNotice, currentSession, formatShortInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import type { Visit } from '../../visit.ts';

/** A task that waits for the answer of somebody else: since when, for whom, and the way to take it back. */
export function showSetAside(
  visit: Visit,
  { session, aside, again, waits }: { session: SessionView; aside: SetAside; again: Again | null; waits: boolean },
): Promise<Response> {
  const { t } = visit;
  const at = formatShortInstant(aside.since, visit);
  const sentence =
    aside.what === 'asked'
      ? t('interface.setAside.title.asked', { at })
      : t('interface.setAside.title.handed-over', { at, office: aside.to ?? t('interface.setAside.anotherOffice') });
  const main = pageHead({
    margin: backLink({ href: link(visit, '/tasks'), text: t('interface.nav.tasks') }),
    sentence,
    lead: html`${aside.title}: <span translate="no">${aside.person}</span>, <span translate="no">${aside.reference}</span>`,
    children: html`${againNotice(visit, again)}${text(html`<p>${t(`interface.setAside.text.${aside.what}`)}</p>`)}${waits ? html`<p role="alert"><strong>${t('interface.setAside.waits')}</strong></p>` : ''}${form(
      {
        action: link(visit, `/tasks/${aside.caseId}/${aside.token}`),
        fields: { [TOKEN_FIELD]: session.csrf, since: aside.since },
        children: actions(
          button({ text: t(`interface.setAside.button.${aside.what}`), name: 'then', value: 'take-back' }),
          secondButton({ text: t('interface.tasks.allTasks'), href: link(visit, '/tasks') }),
        ),
      },
    )}`,
  });
  return reply(visit, { title: `${aside.title} ${aside.reference}`, main: wrap(main), session, current: 'tasks' }, waits ? 503 : 200);
}

/** Somebody answered before the question was taken back, and the task is not this office's any more. */
export async function showAnswered(visit: Visit): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.task.said.answered'),
    lead: t('interface.task.said.answeredText'),
    children: actions(button({ text: t('interface.tasks.allTasks'), href: link(visit, '/tasks') })),
  });
  return reply(
    visit,
    { title: t('interface.task.said.answered'), main: wrap(main), session: await currentSession(visit), current: 'tasks' },
    409,
  );
}
