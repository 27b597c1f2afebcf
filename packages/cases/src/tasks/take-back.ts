import { loadCase } from '../case-view/load-cases.ts';
import { frameCase, officeName } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { awaitCommand } from '../request/await-command.ts';
import { requireSession, withSession } from '../request/scope.ts';
import { insertWritten } from '../talk/write-talk.ts';
import type { CasesContext, Scope, SetAside } from '../types.ts';
import { ASK_BACK } from './ask-back.ts';
import { HAND_OVER } from './hand-over.ts';
import { noteWork, orderCommand } from './order-command.ts';
import { officeCase } from './read-task.ts';

interface Row {
  token: number;
  element: string;
  office: string;
  process_id: string;
  since: string;
}

/** A task that the session's office has set aside, with what is waited for; null: there is none, or it is not this office's. */
export async function readSetAside(scope: Scope, caseId: string, token: number, lang: string): Promise<SetAside | null> {
  const row = await officeCase(scope, caseId);
  const aside = row && (await asideRow(scope, caseId, token));
  if (!row || !aside) return null;
  const frame = frameCase(scope, row, lang);
  const receiver = await receiverOf(scope, caseId, token);
  const at = receiver === null ? null : scope.context.catalogue.authorities.byOffice(receiver);
  return {
    caseId,
    reference: row.reference,
    token,
    title: frame.t(`tasks.${aside.element}.title`),
    person: row.applicant_name,
    what: aside.process_id === HAND_OVER ? 'handed-over' : 'asked',
    since: new Date(aside.since).toISOString(),
    to: at ? officeName(at.office, at.authority, lang) : null,
  };
}

/** Numbers of the tasks of a case that the session's offices have set aside. */
export async function listSetAside(scope: Scope, caseId: string): Promise<number[]> {
  const { rows } = await scope.client.query<{ token: number }>('select token from cases.set_aside($1) order by token', [caseId]);
  return rows.map(({ token }) => token);
}

async function asideRow(scope: Scope, caseId: string, token: number): Promise<Row | null> {
  if (!Number.isSafeInteger(token) || token < 0 || token > 2_147_483_647) return null;
  const { rows } = await scope.client.query<Row>(
    `select s.token, s.element, s.office, d.process_id, s.since from cases.set_aside($1) s join engine.definition d on d.definition_id = s.definition_id
     where s.token = $2 and d.process_id = any ($3)`,
    [caseId, token, [ASK_BACK, HAND_OVER]],
  );
  return rows[0] ?? null;
}

/** The office that is asked to take a case over in place of a task. */
async function receiverOf(scope: Scope, caseId: string, token: number): Promise<string | null> {
  const { rows } = await scope.client.query<{ office: string }>('select office from cases.parties where case_id = $1 and party = $2', [
    caseId,
    `receiver-${token}`,
  ]);
  return rows[0]?.office ?? null;
}

/**
 * Takes a question to the person, or an offer to another office, back: the task is open again and its period goes on. The person reads in the
 * thread that nothing is to be done. `answered`: somebody answered first, or took it back before; `waits`: the machine is busy, ask again.
 */
export async function takeBack(
  context: CasesContext,
  secret: string | null,
  wish: { caseId: string; token: number; since: string },
): Promise<'taken-back' | 'answered' | 'waits' | 'not-found'> {
  const ordered = await withSession(context, secret, async (scope) => {
    const row = await officeCase(scope, wish.caseId);
    if (!row) return 'not-found' as const;
    const aside = await asideRow(scope, wish.caseId, wish.token);
    if (!aside || new Date(aside.since).toISOString() !== wish.since) return 'answered' as const;
    const commandId = uuidOf(`take back ${wish.caseId} ${wish.token} ${aside.since}`);
    const { token, since } = aside;
    await orderCommand(scope, wish.caseId, commandId, { type: 'end-detour', token, since, actor: requireSession(scope).principal });
    return { commandId, aside };
  });
  if (typeof ordered === 'string') return ordered;
  const outcome = await awaitCommand(context, secret, wish.caseId, ordered.commandId);
  if (!outcome) return 'waits';
  if (outcome.result === 'rejected') return 'answered';
  await withSession(context, secret, (scope) => tell(scope, wish.caseId, ordered.aside));
  return 'taken-back';
}

/** What the machine did stands in the history, and in the thread of the person; doing it again changes nothing. */
async function tell(scope: Scope, caseId: string, { token, element, office, process_id, since }: Row): Promise<void> {
  const row = await officeCase(scope, caseId);
  if (!row) return;
  await noteWork(scope, caseId, { token, element }, 'takenBack');
  const { rows } = await scope.client.query<{ applicant_id: string | null }>('select applicant_id from cases.cases where case_id = $1', [
    caseId,
  ]);
  const applicant = rows[0]?.applicant_id;
  if (!applicant) return;
  const { own } = frameCase(scope, row, row.language);
  const words = own(process_id === HAND_OVER ? 'case.takeBack.handOver' : 'case.takeBack.question');
  const id = uuidOf(`taken back ${caseId} ${token} ${since}`);
  await insertWritten(
    scope,
    row,
    { id, words, files: [] },
    { sender: office, recipient: `person:${applicant}`, stepKey: `taken back ${id}` },
  );
}

/** Why a question to the signed-in person is no longer open: the office took it back. */
export async function wasTakenBack(scope: Scope, reference: string, token: number): Promise<boolean> {
  const row = await loadCase(scope, reference);
  if (!row) return false;
  // A question ends as cancelled in the very step in which the task of the office is resumed; an answer completes it.
  return row.events.some(
    ({ path }) =>
      path.some((entry) => entry.token === token && entry.what === 'cancelled') && path.some((entry) => entry.what === 'resumed'),
  );
}
