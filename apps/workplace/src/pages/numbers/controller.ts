import { inSession, param, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { numbersPage, type NumbersPageProps } from './numbers-page.ts';

/** Numbers of the vault at a task: why somebody wants to see one. */
export const show: Show = (visit, again) => view(visit, { again, posted: again?.posted ?? null });

/** Shows one number for a reason. The answer is the page itself: the number stands in no address and is gone when it is left. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const found = await inSession(visit, (scope) =>
    domain.revealNumber(scope, { ...identify(visit), vaultId: body.get('number') ?? '', reason: body.get('reason') ?? '' }),
  );
  if (!found) return toSignIn(visit);
  const revealed = found.value;
  if ('number' in revealed) return view(visit, { revealed });
  if (revealed.refused === 'reason') return view(visit, { posted: body, fault: 'reason' });
  return view(visit, { posted: body, fault: 'number' });
};

type Shown = Partial<Pick<NumbersPageProps, 'again' | 'posted' | 'fault' | 'revealed'>>;

async function view(visit: Visit, shown: Shown): Promise<Response> {
  const { domain } = visit.site;
  const asked = identify(visit);
  const found = await inSession(visit, (scope) => domain.listNumbers(scope, { ...asked, lang: visit.lang }));
  if (!found) return toSignIn(visit);
  if (!found.value) return problems.notFound(visit);
  const { session, value } = found;
  const main = numbersPage(visit, { session, ...asked, ...value, again: null, posted: null, fault: null, revealed: null, ...shown });
  const faulty = (shown.fault ?? null) !== null;
  return reply(visit, { title: visit.t('interface.numbers.title'), main, session, current: 'tasks', faulty }, faulty ? 422 : 200);
}

function identify(visit: Visit): { caseId: string; token: number } {
  const token = Number(param(visit, 'token'));
  return { caseId: param(visit, 'case'), token: Number.isSafeInteger(token) && token >= 0 ? token : -1 };
}
