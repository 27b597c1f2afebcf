import { enqueueCommand } from '@einwohnerportal/engine';
import { loadCasesById } from '../case-view/load-cases.ts';
import { frameCase, iso, officeName, type CaseFrame } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { takesPart } from '../request/mine.ts';
import { named } from '../request/named.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, IncidentRow, Scope } from '../types.ts';

const PAGE = 500;

interface StuckRow {
  case_id: string;
  token: number;
  element: string;
  code: string;
  message: string;
  at: string;
  next_try: string | null;
  stuck: boolean;
}

/**
 * What is stuck in cases of the caseworker's offices: incidents, and steps whose business application does not answer and that
 * the machine keeps trying.
 */
export async function listIncidents(scope: Scope, lang: string): Promise<IncidentRow[]> {
  const { rows } = await scope.client.query<StuckRow>(
    `select i.case_id, i.token_no as token, i.element, i.code, i.message, i.created_at as at, null::timestamptz as next_try, true as stuck from engine.incident i where ${takesPart('i')}
     union all
     select j.case_id, j.token_no, j.kind, coalesce(j.last_code, 'not-available'), '', j.created_at, j.due_at, false from engine.job j
       where j.attempts > 0 and j.state = 'ready' and ${takesPart('j')}
     order by at limit ${PAGE}`,
  );
  const cases = new Map((await loadCasesById(scope, [...new Set(rows.map((row) => row.case_id))])).map((row) => [row.case_id, row]));
  return rows.flatMap((stuck) => {
    const row = cases.get(stuck.case_id);
    if (!row) return [];
    const frame = frameCase(scope, row, lang);
    return [
      {
        caseId: stuck.case_id,
        reference: row.reference,
        token: stuck.token,
        element: stuck.element,
        title: stepTitle(frame, stuck.element),
        service: frame.t('service.title'),
        kind: stuck.stuck ? 'stuck' : 'waiting',
        code: stuck.code,
        message: stuck.message,
        since: iso(stuck.at),
        nextTry: stuck.next_try ? iso(stuck.next_try) : null,
        office: officeName(frame.office, frame.authority, lang),
      },
    ];
  });
}

/** How many of them there are, counted up to 500. */
export async function countIncidents(scope: Scope): Promise<number> {
  const { rows } = await scope.client.query<{ n: number }>(
    named(`select count(*)::integer as n from (select 1 from engine.incident i where ${takesPart('i')} union all
       select 1 from engine.job j where j.attempts > 0 and j.state = 'ready' and ${takesPart('j')} limit ${PAGE}) x`),
  );
  return rows[0]!.n;
}

/** Name of a step of the process, or of the capability a job does. */
function stepTitle({ t, lang, scope }: CaseFrame, element: string): string {
  const { catalogue } = scope.context;
  if (t.has(`tasks.${element}.title`)) return t(`tasks.${element}.title`);
  return catalogue.hasCapability(element) ? catalogue.capability(element).texts(lang)('capability.title') : element;
}

/** Lets a stuck step try again, on behalf of a caseworker of the case. */
export async function retryIncident(
  context: CasesContext,
  secret: string | null,
  { caseId, token }: { caseId: string; token: number },
): Promise<boolean> {
  return withSession(context, secret, async (scope) => {
    const session = requireSession(scope);
    const [row] = await loadCasesById(scope, [caseId]);
    if (!row) return false;
    await enqueueCommand(
      scope.client,
      caseId,
      uuidOf(`resolve ${caseId} ${token} ${scope.now}`),
      { type: 'resolve-incident', token, actor: session.principal },
      { actor: session.principal },
    );
    return true;
  });
}
