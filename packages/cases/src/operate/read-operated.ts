import type { PathEntry } from '@einwohnerportal/engine';
import { iso } from '../case-view/view-case.ts';
import type { Scope } from '../types.ts';
import { readIncidents } from './list-incidents.ts';
import { readJobs } from './list-jobs.ts';
import { readTimers } from './list-timers.ts';
import { operatedCases } from './operated-cases.ts';
import { pathNames, readModels, stepName } from './step-names.ts';
import type { OperatedCase, OperatedState } from './types.ts';

interface TokenFacts {
  token: number;
  parent: number;
  element: string;
  definition_id: string;
  state: string;
  party: string | null;
  capability: string | null;
  entered_at: Date;
}

interface EventFacts {
  at: Date;
  type: string;
  result: 'done' | 'rejected';
  code: string | null;
  actor: string | null;
  path: PathEntry[];
  reason: string | null;
}

/** Everything that stands in a case, for its operator; null when there is none of this id that they may keep running. */
export async function readOperated(scope: Scope, caseId: string, lang: string): Promise<OperatedState | null> {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(caseId)) return null;
  const operated = (await operatedCases(scope, [caseId], lang)).get(caseId);
  if (!operated) return null;
  const { client } = scope;
  const instance = await client.query<{ state: OperatedState['state']; step: string; definition_id: string }>(
    'select state, step, definition_id from engine.instance where case_id = $1 and instance_no = 1',
    [caseId],
  );
  if (!instance.rows[0]) return null;
  const tokens = await client.query<TokenFacts>(
    `select t.token_no as token, t.parent_no as parent, t.element, t.definition_id, t.state, t.party, j.kind as capability, t.entered_at
     from engine.token t left join engine.job j using (case_id, instance_no, token_no) where t.case_id = $1 order by t.token_no limit 500`,
    [caseId],
  );
  const models = await readModels(scope, [instance.rows[0].definition_id, ...tokens.rows.map((row) => row.definition_id)]);
  const name = (element: string, capability: string | null, definitionId: string): string =>
    stepName(scope, operated, { element, capability, model: models.get(definitionId) }, lang);
  return {
    case: operated,
    step: Number(instance.rows[0].step),
    state: instance.rows[0].state,
    definitionId: instance.rows[0].definition_id,
    tokens: tokens.rows.map((row) => ({
      caseId,
      token: row.token,
      parent: row.parent,
      element: row.element,
      name: name(row.element, row.capability, row.definition_id),
      capability: row.capability,
      party: row.party,
      state: row.state,
      since: iso(row.entered_at),
      definitionId: row.definition_id,
    })),
    incidents: await readIncidents(scope, caseId, lang),
    jobs: await readJobs(scope, caseId, lang),
    timers: await readTimers(scope, caseId, lang),
    history: await readHistory(scope, operated, lang),
  };
}

async function readHistory(scope: Scope, operated: OperatedCase, lang: string): Promise<OperatedState['history']> {
  const { rows } = await scope.client.query<EventFacts>(
    `select at, type, result, code, actor, path, data ->> 'reason' as reason from engine.event
     where case_id = $1 order by at desc, step desc nulls last limit 50`,
    [operated.caseId],
  );
  const names = await pathNames(
    scope,
    operated,
    rows.flatMap((row) => row.path),
    lang,
  );
  return rows.map((row) => ({
    at: iso(row.at),
    type: row.type,
    result: row.result,
    code: row.code,
    byPerson: row.actor?.startsWith('person:') ?? false,
    steps: [...new Set(row.path.map((entry) => names.get(`${entry.processId}/${entry.element}`) ?? entry.element))],
    reason: row.reason,
  }));
}
