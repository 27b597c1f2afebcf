import type { CaseView, Talk } from '@einwohnerportal/cases';
import { commandId, readWritten, type ReadWritten } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, redirect, type Act, type Again, type Show, type Visit } from '../../visit.ts';
import { authorityOf, serviceOf } from '../case/controller.ts';
import { messagesPage } from './messages-page.ts';

/** What the person and the office of a case wrote to each other. Opening it marks the office's messages as read. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null, errors: [] });

/** Sends a message, with files; sending it twice sends it once. */
export const act: Act = async (visit, body, files) => {
  const written = readWritten(visit, body, files);
  if (written.errors.length > 0) return view(visit, { again: null, posted: body, errors: written.errors });
  const reference = param(visit, 'reference');
  const sent = await asPerson(visit, (scope) => visit.site.domain.writeMessage(scope, reference, { id: commandId(body), ...written }));
  if (!sent) return toSignIn(visit);
  if (!sent.value) return showNotFound(visit);
  const base = `/cases/${reference}`;
  return redirect(visit, written.files.length > 0 ? `${base}/receipts/${commandId(body)}` : `${base}/messages?sent=1`);
};

async function view(
  visit: Visit,
  shown: { again: Again | null; posted: URLSearchParams | null; errors: ReadWritten['errors'] },
): Promise<Response> {
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope): Promise<{ talk: Talk; view: CaseView } | null> => {
    const talk = await domain.readTalk(scope, param(visit, 'reference'), visit.lang);
    const caseView = talk && (await domain.readCase(scope, talk.reference, visit.lang));
    return talk && caseView ? { talk, view: caseView } : null;
  });
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const { talk, view: caseView } = found.value;
  const main = messagesPage(visit, {
    talk,
    title: caseView.title,
    person: found.person,
    sent: visit.http.req.query('sent') === '1',
    ...shown,
  });
  const title = visit.t('interface.talk.title');
  return reply(
    visit,
    {
      title: `${title} ${talk.reference}`,
      main,
      person: found.person,
      current: 'cases',
      faulty: shown.errors.length > 0,
      authority: authorityOf(visit, caseView),
      service: serviceOf(visit, caseView),
    },
    shown.errors.length > 0 ? 422 : 200,
  );
}

/** Address of the messages of a case. */
export const messagesPath = (visit: Visit, reference: string): string => link(visit, `/cases/${reference}/messages`);
