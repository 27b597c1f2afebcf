import { commandId, inSession, param, readWritten, redirect, toSignIn, type Again, type ReadWritten } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { talkPage } from './talk-page.ts';

interface Shown {
  again: Again | null;
  posted: URLSearchParams | null;
  errors: ReadWritten['errors'];
  /** The message is shown as the person will read it, before it is sent. */
  preview: boolean;
}

/** What the office and the person of a case wrote to each other, and the notes of the office. Opening it marks messages as read. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null, errors: [], preview: false });

/** Writes a note for the office, shows a message as the person will read it, or sends it. */
export const act: Act = async (visit, body, files) => {
  const written = readWritten(visit, body, files);
  const note = body.get('then') === 'note';
  if (written.errors.length > 0) return view(visit, { again: null, posted: body, errors: written.errors, preview: false });
  if (body.get('then') === 'preview') return view(visit, { again: null, posted: body, errors: [], preview: true });
  const caseId = param(visit, 'case');
  const { domain } = visit.site;
  const id = commandId(body);
  const done = await inSession(visit, (scope) =>
    note ? domain.writeNote(scope, caseId, { id, words: written.words }) : domain.writeOfficeMessage(scope, caseId, { id, ...written }),
  );
  if (!done) return toSignIn(visit);
  return done.value ? redirect(visit, `/cases/${caseId}/talk?done=${note ? 'note' : 'sent'}`) : problems.notFound(visit);
};

async function view(visit: Visit, shown: Shown): Promise<Response> {
  const { domain } = visit.site;
  const found = await inSession(visit, (scope) => domain.readOfficeTalk(scope, param(visit, 'case'), visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value: talk } = found;
  if (!talk) return problems.notFound(visit);
  const done = (['note', 'sent'] as const).find((each) => each === visit.http.req.query('done')) ?? null;
  const main = talkPage(visit, { session, talk, done, ...shown });
  return reply(
    visit,
    { title: `${visit.t('interface.talk.title')} ${talk.reference}`, main, session, current: 'tasks', faulty: shown.errors.length > 0 },
    shown.errors.length > 0 ? 422 : 200,
  );
}
