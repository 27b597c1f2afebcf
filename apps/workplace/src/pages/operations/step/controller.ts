import { param, redirect } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { problems } from '../../../frame.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { readMarks } from '../incidents/incident-filter.ts';
import { stepPage } from './step-page.ts';

const RESULTS = ['done', 'waiting', 'gone'] as const;

/** One step of a case: what happened, what can be done, what a technician wants to know. */
export const show: Show = async (visit, again) => {
  const { site, http } = visit;
  const token = tokenOf(visit);
  const found = await asOperator(visit, async (scope) => {
    const state = token === null ? null : await site.domain.readOperated(scope, param(visit, 'case'), visit.lang);
    if (!state || token === null) return null;
    const may = await site.domain.mayOperate(scope, state.case.caseId, 'skip-incident', token);
    return { state, may, now: scope.now };
  });
  if (found instanceof Response) return found;
  const { state } = found.value;
  const incident = state.incidents.find((each) => each.token === token) ?? null;
  const retried = RESULTS.find((result) => result === http.req.query('retried')) ?? null;
  const step = state.tokens.find((each) => each.token === token) ?? incident;
  // The step has gone on: the case's page says where it is now.
  if (!step) return redirect(visit, `/operations/cases/${state.case.caseId}${retried ? `?retried=${retried}` : '?retried=gone'}`);
  const main = stepPage(visit, {
    session: found.session,
    ...found.value,
    step,
    incident,
    again,
    retried,
  });
  return reply(visit, { title: visit.t('interface.operations.step.title'), main, session: found.session, current: 'operations' });
};

/** Lets the step try again: an incident, or a job that waits for its next try. */
export const act: Act = async (visit, body) => {
  const token = tokenOf(visit);
  const found = await asOperator(visit, async () => token);
  if (found instanceof Response) return found;
  const { domain, context } = visit.site;
  const caseId = param(visit, 'case');
  const [mark] = readMarks([body.get('incident') ?? '']);
  const result = mark
    ? await domain.retryOperated(context, visit.secret, { ...mark, caseId, token: found.value }, visit.lang)
    : await domain.retryJobNow(
        context,
        visit.secret,
        { caseId, token: found.value, attempts: Number(body.get('attempts') ?? Number.NaN) },
        visit.lang,
      );
  if (result === 'not-found') return problems.notFound(visit);
  return redirect(visit, `/operations/cases/${caseId}/${found.value}?retried=${result}`);
};

export function tokenOf(visit: Visit): number | null {
  const text = param(visit, 'token');
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
