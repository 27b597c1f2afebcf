import type { Scope } from '@einwohnerportal/cases';
import { commandId, param, redirect, type Again } from '@einwohnerportal/web';
import { asOperator } from '../../../operators.ts';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';
import { tokenOf } from '../step/controller.ts';
import { SHORTEST, type Change, type ChangeContext, type ChangeWish, type Fault } from './change.ts';
import { CHANGES, type ChangeKind } from './change-links.ts';
import { changePage } from './change-page.ts';
import { migrate } from './migrate.ts';
import { move } from './move.ts';
import { skip } from './skip.ts';
import { stop } from './stop.ts';
import { values } from './values.ts';

const FORMS: Record<ChangeKind, Change> = { skip, values, move, migrate, stop };
const COMMANDS: Record<ChangeKind, string> = {
  skip: 'skip-incident',
  values: 'set-variables',
  move: 'modify',
  migrate: 'migrate',
  stop: 'cancel',
};

interface Prepared {
  kind: ChangeKind;
  context: ChangeContext;
  loaded: never;
}

/** Everything a form needs, where the change is possible and this operator may make it; else null. */
async function prepare(visit: Visit, scope: Scope, given: URLSearchParams): Promise<Prepared | null> {
  const { domain } = visit.site;
  const kind = CHANGES.find((each) => each === param(visit, 'change'));
  const token = tokenOf(visit);
  const state = kind && token !== null ? await domain.readOperated(scope, param(visit, 'case'), visit.lang) : null;
  if (!state || !kind || token === null) return null;
  const context: ChangeContext = { state, token, given, errors: [] };
  if (state.state !== 'active' || !FORMS[kind].possible(context)) return null;
  if (!(await domain.mayOperate(scope, state.case.caseId, COMMANDS[kind], token))) return null;
  return { kind, context, loaded: (await FORMS[kind].load(visit, scope, context)) as never };
}

/** The form of one change. */
export const show: Show = async (visit, again: Again | null) => {
  const given = again?.posted ?? new URL(visit.http.req.url).searchParams;
  const found = await asOperator(visit, (scope) => prepare(visit, scope, given));
  if (found instanceof Response) return found;
  return view(visit, found.session, found.value, { again, status: 200 });
};

/** Keeps the change, lets the machine try it out, and leads to what it found. */
export const act: Act = async (visit, body) => {
  const { domain, context: surroundings } = visit.site;
  const found = await asOperator(visit, async (scope) => {
    const prepared = await prepare(visit, scope, body);
    if (!prepared) return null;
    const { kind, context, loaded } = prepared;
    const read = FORMS[kind].read(visit, context, loaded);
    const errors = [...(Array.isArray(read) ? read : []), ...reasonFault(visit, prepared, body)];
    if (errors.length > 0 || read === null) return { prepared: { ...prepared, context: { ...context, errors } }, id: null };
    const wish = read as ChangeWish;
    const reason = body.get('reason') ?? '';
    const id = await domain.prepareIntervention(
      scope,
      { ...wish, caseId: context.state.case.caseId, token: context.token, formId: commandId(body), reason },
      visit.lang,
    );
    return { prepared, id };
  });
  if (found instanceof Response) return found;
  const { prepared, id } = found.value;
  if (id === null) return view(visit, found.session, prepared, { again: null, status: prepared.context.errors.length > 0 ? 422 : 200 });
  const { caseId } = prepared.context.state.case;
  await domain.awaitPreview(surroundings, visit.secret, caseId, id);
  return redirect(visit, `/operations/interventions/${caseId}/${id}`);
};

function reasonFault({ t }: Visit, { kind, context, loaded }: Prepared, body: URLSearchParams): Fault[] {
  if (!FORMS[kind].asksReason(context, loaded)) return [];
  const reason = (body.get('reason') ?? '').trim();
  if (reason.length < SHORTEST) return [{ control: 'reason', message: t('interface.operations.change.reasonMissing') }];
  return reason.length > 1000 ? [{ control: 'reason', message: t('interface.operations.change.reasonLong') }] : [];
}

function view(
  visit: Visit,
  session: Parameters<typeof changePage>[1]['session'],
  { kind, context, loaded }: Prepared,
  { again, status }: { again: Again | null; status: 200 | 422 },
): Promise<Response> {
  const form = FORMS[kind];
  const main = changePage(visit, {
    session,
    kind,
    context,
    again,
    fields: form.fields(visit, context, loaded),
    asksReason: form.asksReason(context, loaded),
    button: form.button(context, loaded),
    opened: kind === 'values' && loaded !== null,
  });
  const title = visit.t(`interface.operations.change.${kind}.title`);
  return reply(visit, { title, main, session, current: 'operations', faulty: context.errors.length > 0 }, status);
}
