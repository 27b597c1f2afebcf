import { actions, band, button, html, pageHead, text, wrap } from '@einwohnerportal/ui';
import { currentSession, link } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import type { Visit } from '../../visit.ts';

/** Shorter answers are choices and dates; longer ones somebody has written and may want to keep. */
const WORTH_KEEPING = 20;

/** Somebody, perhaps the person herself in another window, completed the task meanwhile. What was written stays readable. */
export async function showAlreadyDone(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { t } = visit;
  const written = [...body].filter(([name, value]) => !name.startsWith('_') && value.length > WORTH_KEEPING).map(([, value]) => value);
  const main = html`${pageHead({
    sentence: t('interface.task.alreadyDone'),
    lead: t('interface.task.alreadyDoneText'),
    children: actions(button({ text: t('interface.tasks.allTasks'), href: link(visit, '/tasks') })),
  })}
${written.length > 0 ? band({ id: 'written', title: t('interface.task.written'), children: text(html`${written.map((each) => html`<p translate="no">${each}</p>`)}`) }) : ''}`;
  return reply(
    visit,
    { title: t('interface.task.alreadyDone'), main: wrap(main), session: await currentSession(visit), current: 'tasks' },
    409,
  );
}
