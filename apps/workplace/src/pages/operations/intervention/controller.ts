import type { Decision } from '@einwohnerportal/cases';
import { param, redirect } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { SHORTEST } from '../change/change.ts';
import { interventionPage, SAID, type InterventionPageProps } from './intervention-page.ts';

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A change with what the machine found when it tried it out, and the decision. */
export const show: Show = (visit, again) => {
  const said = SAID.find((each) => each === visit.http.req.query('said')) ?? null;
  return view(visit, { again, said, refusalError: null, posted: again?.posted ?? null }, 200);
};

async function view(
  visit: Visit,
  more: Omit<InterventionPageProps, 'session' | 'intervention' | 'names'>,
  status: 200 | 422,
): Promise<Response> {
  const { domain } = visit.site;
  const found = await asOperator(visit, async (scope) => {
    const at = place(visit);
    const intervention = at && (await domain.openIntervention(scope, at.caseId, at.id, visit.lang));
    if (!intervention) return null;
    const state = await domain.readOperated(scope, at.caseId, visit.lang);
    const { command, preview } = intervention;
    const ids = [...(state ? [state.definitionId] : []), ...(command.type === 'migrate' ? [command.definitionId] : [])];
    const models = await domain.readModels(scope, ids);
    // What the machine would touch, then what stands there now, by id alone where only the id is known.
    const names = new Map(await domain.pathNames(scope, intervention.case, preview?.path ?? [], visit.lang));
    for (const id of ids) for (const each of models.get(id)?.elements.values() ?? []) names.set(each.id, each.name ?? each.id);
    for (const token of state?.tokens ?? []) names.set(token.element, token.name);
    return { intervention, names };
  });
  if (found instanceof Response) return found;
  const main = interventionPage(visit, { session: found.session, ...found.value, ...more });
  const title = visit.t(`interface.operations.kind.${found.value.intervention.kind}`);
  return reply(visit, { title, main, session: found.session, current: 'operations', faulty: more.refusalError !== null }, status);
}

/** What was pressed: hand on, take back, try out again, release, refuse. */
export const act: Act = async (visit, body) => {
  const at = place(visit);
  const found = await asOperator(visit, async () => at);
  if (found instanceof Response) return found;
  const decision = decisionOf(body);
  if (!decision) return problems.notFound(visit);
  if (decision.then === 'refuse' && decision.refusal.trim().length < SHORTEST) {
    return view(
      visit,
      { again: null, said: null, posted: body, refusalError: visit.t('interface.operations.intervention.refusalMissing') },
      422,
    );
  }
  const { domain, context } = visit.site;
  const result = await domain.decideIntervention(context, visit.secret, found.value, decision, visit.lang);
  if (result === 'not-found') return problems.notFound(visit);
  const said = result === 'done' ? decision.then : result;
  return redirect(visit, `/operations/interventions/${found.value.caseId}/${found.value.id}?said=${said}`);
};

function decisionOf(body: URLSearchParams): Decision | null {
  const then = body.get('then');
  if (then === 'refuse') return { then, refusal: body.get('refusal') ?? '' };
  return then === 'propose' || then === 'withdraw' || then === 'renew' || then === 'release' ? { then } : null;
}

function place(visit: Visit): { caseId: string; id: string } | null {
  const [caseId, id] = [param(visit, 'case'), param(visit, 'intervention')];
  return ID.test(caseId) && ID.test(id) ? { caseId, id } : null;
}
