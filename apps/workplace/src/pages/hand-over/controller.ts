import type { HandOver, SessionView } from '@einwohnerportal/cases';
import { LONGEST_WORDS } from '@einwohnerportal/cases';
import { commandId, inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { showAlreadyDone } from '../task/already-done.ts';
import { handOverPage, type HandOverFault } from './hand-over-page.ts';

/** Who may take the case over from here, and why it goes there. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null, fault: null });

/** Offers the case to the chosen office: the task comes back by itself when that office takes the case or gives it back. */
export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  const words = (body.get('words') ?? '').normalize('NFC').replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();
  const office = body.get('office') ?? '';
  const fault: HandOverFault | null = office === '' ? 'office' : words === '' ? 'words' : words.length > LONGEST_WORDS ? 'long' : null;
  if (fault) return view(visit, { again: null, posted: body, fault });
  const result = await domain.handOver(context, visit.secret, { ...identify(visit), id: commandId(body), office, words });
  if (result.ok) return redirect(visit, '/tasks?done=handed-over');
  if (result.code === 'already-done') return showAlreadyDone(visit, body, null);
  if (result.code === 'not-found') return problems.notFound(visit);
  return view(visit, { again: null, posted: body, fault: result.code === 'office' || result.code === 'words' ? result.code : 'busy' });
};

async function view(
  visit: Visit,
  shown: { again: Again | null; posted: URLSearchParams | null; fault: HandOverFault | null },
): Promise<Response> {
  const { caseId, token } = identify(visit);
  const found: { session: SessionView; value: HandOver | null } | null = await inSession(visit, (scope) =>
    visit.site.domain.readHandOver(scope, caseId, token, visit.lang),
  );
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (!value) return problems.notFound(visit);
  const main = handOverPage(visit, { session, handOver: value, ...shown });
  return reply(
    visit,
    { title: `${visit.t('interface.handOver.title')} ${value.reference}`, main, session, current: 'tasks', faulty: shown.fault !== null },
    shown.fault ? 422 : 200,
  );
}

function identify(visit: Visit): { caseId: string; token: number } {
  const token = Number(param(visit, 'token'));
  return { caseId: param(visit, 'case'), token: Number.isSafeInteger(token) && token >= 0 ? token : -1 };
}
