import { actions, band, button, html, pageHead, text, wrap, type Html } from '@einwohnerportal/ui';
import { currentSession, formatShortInstant, link } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import type { Visit } from '../../visit.ts';

/** Shorter answers are choices and dates; longer ones somebody has written and may want to keep. */
const WORTH_KEEPING = 20;

/** Who was faster, and when; of a step that ended by itself, that it did. */
function doneWords(visit: Visit, done: { name: string | null; at: string; me: boolean } | null): Html {
  const { t } = visit;
  if (!done) return html`${t('interface.task.overText')}`;
  const at = formatShortInstant(done.at, visit);
  const who = done.me
    ? t('interface.task.doneByMe', { at })
    : t('interface.task.doneBy', { name: done.name ?? t('interface.task.aColleague'), at });
  return html`<span translate="no">${who}</span> ${t('interface.task.alreadyDoneText')}`;
}

/** Somebody, perhaps the person herself in another window, completed the task meanwhile. What was written stays readable. */
export async function showAlreadyDone(
  visit: Visit,
  body: URLSearchParams,
  done: { name: string | null; at: string; me: boolean } | null,
): Promise<Response> {
  const { t } = visit;
  const written = [...body].filter(([name, value]) => !name.startsWith('_') && value.length > WORTH_KEEPING).map(([, value]) => value);
  const main = html`${pageHead({
    sentence: t('interface.task.alreadyDone'),
    lead: doneWords(visit, done),
    children: actions(button({ text: t('interface.tasks.allTasks'), href: link(visit, '/tasks') })),
  })}
${written.length > 0 ? band({ id: 'written', title: t('interface.task.written'), children: text(html`${written.map((each) => html`<p translate="no">${each}</p>`)}`) }) : ''}`;
  return reply(
    visit,
    { title: t('interface.task.alreadyDone'), main: wrap(main), session: await currentSession(visit), current: 'tasks' },
    409,
  );
}
