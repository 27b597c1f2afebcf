import type { Askable, SessionView } from '@einwohnerportal/cases';
import { ASK_LIMITS, LONGEST_WORDS } from '@einwohnerportal/cases';
import { commandId, inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { showAlreadyDone } from '../task/already-done.ts';
import { askPage, type AskFault } from './ask-page.ts';

interface Shown {
  again: Again | null;
  posted: URLSearchParams | null;
  fault: AskFault | null;
  preview: boolean;
}

/** What the office asks the person for at a task: which answers, which documents, in which words, until when. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null, fault: null, preview: false });

/** Shows what the person will read, or asks: then the task comes back by itself. */
export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  const words = (body.get('words') ?? '').normalize('NFC').replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();
  const names = body.getAll('names');
  const documents = titlesOf(body);
  const fault: AskFault | null =
    names.length + documents.length === 0 ? 'empty' : words === '' ? 'words' : words.length > LONGEST_WORDS ? 'long' : null;
  if (fault || body.get('then') === 'preview') return view(visit, { again: null, posted: body, fault, preview: fault === null });
  const wish = { ...identify(visit), id: commandId(body), names, documents, words, within: body.get('within') ?? '' };
  const result = await domain.askApplicant(context, visit.secret, wish);
  if (result.ok) return redirect(visit, '/tasks?done=asked');
  if (result.code === 'already-done') return showAlreadyDone(visit, body, null);
  if (result.code === 'not-found') return problems.notFound(visit);
  const known = (['empty', 'words', 'period', 'busy'] as const).find((each) => each === result.code);
  return view(visit, { again: null, posted: body, fault: known ?? 'busy', preview: false });
};

/** Titles of documents without a place in the form, one a line. */
export function titlesOf(body: URLSearchParams): string[] {
  const lines = (body.get('documents') ?? '').normalize('NFC').replaceAll('\u0000', '').split(/\r?\n/);
  return lines
    .map((line) => line.trim().slice(0, ASK_LIMITS.title))
    .filter(Boolean)
    .slice(0, ASK_LIMITS.documents);
}

async function view(visit: Visit, shown: Shown): Promise<Response> {
  const { caseId, token } = identify(visit);
  const found: { session: SessionView; value: { askable: Askable | null; today: string } } | null = await inSession(
    visit,
    async (scope) => ({
      askable: await visit.site.domain.readAskable(scope, caseId, token, visit.lang),
      today: scope.today,
    }),
  );
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (!value.askable) return problems.notFound(visit);
  const main = askPage(visit, { session, askable: value.askable, ...shown });
  return reply(
    visit,
    {
      title: `${visit.t('interface.ask.title')} ${value.askable.reference}`,
      main,
      session,
      current: 'tasks',
      faulty: shown.fault !== null,
    },
    shown.fault ? 422 : 200,
  );
}

function identify(visit: Visit): { caseId: string; token: number } {
  const token = Number(param(visit, 'token'));
  return { caseId: param(visit, 'case'), token: Number.isSafeInteger(token) && token >= 0 ? token : -1 };
}
