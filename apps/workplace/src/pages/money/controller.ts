import { seesMoney, type MoneyView, type MoneyWish } from '@einwohnerportal/cases';
import { commandId, inSession, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { moneyPage, VIEWS, type Fault, type View } from './money-page.ts';

const SAID = ['proposed', 'done', 'own', 'gone'] as const;
type Said = (typeof SAID)[number];

/** Fees and credits of the authorities whose money the person sees. */
export const show: Show = (visit, again) => view(visit, again, again?.posted ?? null, null);

/** A second person decides, or a credit is assigned or closed. */
export const act: Act = async (visit, body) => {
  const [decision, id = ''] = (body.get('decide') ?? '').split(' ');
  const { domain } = visit.site;
  if (decision === 'confirmed' || decision === 'refused') {
    const decided = await inSession(visit, (scope) => domain.decideMoney(scope, id, decision));
    return decided ? redirect(visit, `/money?view=${viewOf(visit)}&said=${decided.value}`) : toSignIn(visit);
  }
  const kind = body.get('then') === 'assign' ? 'assign' : 'close';
  const wish: MoneyWish = {
    id: commandId(body),
    kind,
    reason: body.get('reason') ?? '',
    credit: body.get('credit') ?? '',
    reference: body.get('reference') ?? '',
  };
  const found = await inSession(visit, (scope) => domain.wishMoney(scope, wish));
  if (!found) return toSignIn(visit);
  const { value } = found;
  return value === 'done'
    ? redirect(visit, '/money?view=credits&said=done')
    : view(visit, null, body, value === 'not-found' ? 'credit' : value);
};

function viewOf(visit: Visit): View {
  return VIEWS.find((each) => each === visit.http.req.query('view')) ?? 'open';
}

async function view(visit: Visit, again: Again | null, posted: URLSearchParams | null, fault: Fault | null): Promise<Response> {
  const { domain } = visit.site;
  const current: View = posted?.has('credit') || fault ? 'credits' : viewOf(visit);
  const found = await inSession(visit, async (scope) => ({
    fees: current === 'credits' ? [] : await domain.listMoney(scope, current satisfies MoneyView, visit.lang),
    credits: await domain.listCredits(scope),
    acts: await domain.listMoneyActs(scope),
  }));
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (!seesMoney(session)) return problems.notFound(visit);
  const said: Said | null = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  const main = moneyPage(visit, { session, ...value, view: current, again, posted, fault, said });
  return reply(
    visit,
    { title: visit.t('interface.money.title'), main, session, current: 'money', faulty: fault !== null },
    fault === null ? 200 : 422,
  );
}
