import { commandOutcome, WORK_CHANNEL, type Command } from '@einwohnerportal/engine';
import { setTimeout as pause } from 'node:timers/promises';
import { iso } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { awaitCommand } from '../request/await-command.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, Scope } from '../types.ts';
import { operatedCases } from './operated-cases.ts';
import { mayOperate } from './retry.ts';
import type {
  Intervention,
  InterventionKind,
  InterventionPreview,
  InterventionState,
  NameChange,
  OpenIntervention,
  OperatedCase,
} from './types.ts';

interface InterventionFacts {
  case_id: string;
  intervention_id: string;
  group_id: string | null;
  created_at: Date;
  proposed_at: Date | null;
  decided_at: Date | null;
  step: string | null;
  token: number | null;
  kind: InterventionKind;
  state: InterventionState;
  prepared_by: string;
  prepared_name: string;
  decided_by: string | null;
  decided_name: string | null;
  reason: string;
  refusal: string | null;
  message: string | null;
  preview: InterventionPreview | null;
  command?: Command;
  changes?: NameChange[];
  step_now: string | null;
}

const COLUMNS = `v.case_id, v.intervention_id, v.group_id, v.created_at, v.proposed_at, v.decided_at, v.step, v.token, v.kind, v.state,
  v.prepared_by, v.prepared_name, v.decided_by, v.decided_name, v.reason, v.refusal, v.message, v.preview,
  (select i.step from engine.instance i where i.case_id = v.case_id and i.instance_no = 1) as step_now`;

/** A command of an intervention without who and why, which are added from the session and the form. */
export type InterventionWish = {
  caseId: string;
  token: number;
  /** Made with the page, so that pressing twice prepares one. */
  formId: string;
  reason: string;
  /** For `cancel`: what the person reads. */
  message: string | null;
  changes: NameChange[];
  command: Command;
  groupId?: string | null;
};

/** Keeps an intervention as a draft and asks the machine to try it out. Null when this operator may not do it. */
export async function prepareIntervention(scope: Scope, wish: InterventionWish, lang: string): Promise<string | null> {
  const session = requireSession(scope);
  const operated = (await operatedCases(scope, [wish.caseId], lang)).get(wish.caseId);
  const kind = wish.command.type as InterventionKind;
  if (!operated || !(await mayOperate(scope, wish.caseId, kind, wish.token))) return null;
  const id = uuidOf(`intervention ${wish.caseId} ${wish.formId}`);
  const command = { ...wish.command, actor: session.principal };
  // `cancel` keeps its reason as a code, the outcome of the case; the words stay here.
  if (kind !== 'cancel') Object.assign(command, { reason: wish.reason.trim() });
  await scope.client.query(
    `with prepared as (
       insert into cases.interventions (case_id, intervention_id, group_id, created_at, token, authority, kind, prepared_by, prepared_name, reason, message, command, changes)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing)
     select pg_notify('${WORK_CHANNEL}', '')`,
    [
      wish.caseId,
      id,
      wish.groupId ?? null,
      scope.now,
      wish.token,
      await ownAuthority(scope, operated),
      kind,
      session.principal,
      session.displayName,
      wish.reason.trim(),
      wish.message?.trim() ?? null,
      JSON.stringify(command),
      JSON.stringify(wish.changes),
    ],
  );
  return id;
}

/** For whom this operator acts: the competent authority where it is theirs. */
async function ownAuthority(scope: Scope, operated: OperatedCase): Promise<string> {
  const { rows } = await scope.client.query<{ own: string[] }>('select cases.operated() as own');
  const own = rows[0]?.own ?? [];
  return own.includes(operated.authority) ? operated.authority : (own[0] ?? '');
}

/** Interventions that wait for somebody, the oldest first, then those decided in the last 30 days. */
export async function listInterventions(scope: Scope, lang: string): Promise<Intervention[]> {
  const { rows } = await scope.client.query<InterventionFacts>(
    `select ${COLUMNS} from cases.interventions v
     where v.state in ('draft', 'proposed') or v.created_at > $1::timestamptz - interval '30 days'
     order by (v.state not in ('draft', 'proposed')), v.created_at limit 500`,
    [scope.now],
  );
  return views(scope, rows, lang);
}

/** One intervention in full. Where it shows values of the case, the look is recorded. Null when it is not this operator's. */
export async function openIntervention(scope: Scope, caseId: string, id: string, lang: string): Promise<OpenIntervention | null> {
  const { rows } = await scope.client.query<InterventionFacts>(
    `select ${COLUMNS}, v.command, v.changes from cases.open_intervention($1, $2) v`,
    [caseId, id],
  );
  const [view] = await views(scope, rows, lang);
  return view ? { ...view, command: rows[0]!.command!, changes: rows[0]!.changes ?? [] } : null;
}

async function views(scope: Scope, rows: InterventionFacts[], lang: string): Promise<Intervention[]> {
  const me = requireSession(scope).principal;
  const cases = await operatedCases(
    scope,
    rows.map((row) => row.case_id),
    lang,
  );
  const at = (value: Date | null): string | null => (value ? iso(value) : null);
  const found: Intervention[] = [];
  for (const row of rows) {
    const operated = cases.get(row.case_id);
    if (!operated) continue;
    const outcome = row.state === 'released' ? await commandOutcome(scope.client, row.case_id, commandIdOf(row.intervention_id)) : null;
    found.push({
      caseId: row.case_id,
      id: row.intervention_id,
      groupId: row.group_id,
      case: operated,
      kind: row.kind,
      state: row.state,
      token: row.token,
      createdAt: iso(row.created_at),
      proposedAt: at(row.proposed_at),
      decidedAt: at(row.decided_at),
      preparedBy: { name: row.prepared_name, me: row.prepared_by === me },
      decidedBy: row.decided_by ? { name: row.decided_name ?? '', me: row.decided_by === me } : null,
      reason: row.reason,
      refusal: row.refusal,
      message: row.message,
      preview: row.preview,
      stale: row.preview !== null && row.step !== row.step_now && row.state !== 'released',
      outcome: outcome && { result: outcome.result, code: outcome.code },
    });
  }
  return found;
}

/** How long a page waits for the machine to try something out; afterwards it says so and is asked again. */
const PATIENCE_MS = 1500;

/** Waits a moment until the machine has tried an intervention out. */
export async function awaitPreview(context: CasesContext, secret: string | null, caseId: string, id: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let wait = 5; performance.now() < until; wait = Math.min(wait * 1.6, 100)) {
    const done = await withSession(context, secret, async ({ client }) => {
      const { rows } = await client.query<{ done: boolean }>(
        'select preview is not null as done from cases.interventions where case_id = $1 and intervention_id = $2',
        [caseId, id],
      );
      return rows[0]?.done ?? true;
    });
    if (done) return;
    await pause(wait);
  }
}

/** What became of a decision. `same-person`: four eyes; `stale`: the case has moved, look again; `gone`: already decided. */
export type DecisionResult = 'done' | 'waiting' | 'rejected' | 'same-person' | 'stale' | 'gone' | 'not-found';

export type Decision =
  { then: 'propose' } | { then: 'withdraw' } | { then: 'renew' } | { then: 'release' } | { then: 'refuse'; refusal: string };

/** Hands an intervention on, takes it back, has it tried out again, releases or refuses it. */
export async function decideIntervention(
  context: CasesContext,
  secret: string | null,
  { caseId, id }: { caseId: string; id: string },
  decision: Decision,
  lang: string,
): Promise<DecisionResult> {
  const result = await withSession(context, secret, async (scope): Promise<DecisionResult> => {
    const found = await openIntervention(scope, caseId, id, lang);
    if (!found) return 'not-found';
    const open = found.state === 'draft' || found.state === 'proposed';
    if (!open) return found.state === 'released' && decision.then === 'release' && found.decidedBy?.me ? 'waiting' : 'gone';
    switch (decision.then) {
      case 'renew':
        return change(scope, found, 'preview = null', []);
      case 'withdraw':
        return found.preparedBy.me ? change(scope, found, `state = 'withdrawn'`, []) : 'same-person';
      case 'propose':
        if (found.state !== 'draft' || !found.preparedBy.me) return 'gone';
        return found.stale || found.preview?.result !== 'done'
          ? 'stale'
          : change(scope, found, `state = 'proposed', proposed_at = $3`, [scope.now]);
      case 'refuse':
      case 'release':
        if (found.state !== 'proposed') return 'gone';
        if (found.preparedBy.me) return 'same-person';
        if (decision.then === 'release') return release(scope, found);
        return change(scope, found, `state = 'refused', refusal = $3, decided_at = $4, decided_by = $5, decided_name = $6`, [
          decision.refusal.trim().slice(0, 1000),
          ...decider(scope),
        ]);
    }
  });
  if (decision.then === 'renew' && result === 'done') await awaitPreview(context, secret, caseId, id);
  if (decision.then !== 'release' || result !== 'waiting') return result;
  const outcome = await awaitCommand(context, secret, caseId, commandIdOf(id));
  return outcome === null ? 'waiting' : outcome.result === 'rejected' ? 'rejected' : 'done';
}

/** The command goes into the queue word for word as it was prepared, in the transaction that releases it. */
async function release(scope: Scope, found: OpenIntervention): Promise<DecisionResult> {
  if (found.stale || found.preview?.result !== 'done') return 'stale';
  const { client } = scope;
  const done = await change(scope, found, `state = 'released', decided_at = $3, decided_by = $4, decided_name = $5`, decider(scope));
  if (done !== 'done') return done;
  await client.query(
    `with queued as (
       insert into engine.work (case_id, command_id, actor, command)
       select case_id, 'intervention:' || intervention_id, $3, command from cases.open_intervention($1, $2) on conflict do nothing)
     select pg_notify('${WORK_CHANNEL}', '')`,
    [found.caseId, found.id, requireSession(scope).principal],
  );
  return 'waiting';
}

function decider(scope: Scope): [string, string, string] {
  const session = requireSession(scope);
  return [scope.now, session.principal, session.displayName];
}

async function change(
  scope: Scope,
  { caseId, id, state }: OpenIntervention,
  assignments: string,
  values: unknown[],
): Promise<DecisionResult> {
  const { rowCount } = await scope.client.query(
    `update cases.interventions set ${assignments} where case_id = $1 and intervention_id = $2 and state = '${state}'`,
    [caseId, id, ...values],
  );
  if (assignments.startsWith('preview')) await scope.client.query(`select pg_notify('${WORK_CHANNEL}', '')`);
  return rowCount ? 'done' : 'gone';
}

/** The id under which the machine executes a released intervention: once. */
export function commandIdOf(interventionId: string): string {
  return `intervention:${interventionId}`;
}
