import { caseFormContext } from '../case-view/read-case.ts';
import { frameCase, officeName } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { partyNames } from '../names/build-names.ts';
import { requireSession, withSession } from '../request/scope.ts';
import { insertWritten, LONGEST_WORDS } from '../talk/write-talk.ts';
import type { CasesContext, CompleteResult, HandOver, HandOverWish, Scope } from '../types.ts';
import { noteWork, orderCommand, refused, settle, type Ordered } from './order-command.ts';
import { officeCase, taskRow } from './read-task.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** The shared process, and the capability with which the other office answers. */
export const HAND_OVER = 'hand-over';
const ANSWERING = 'exchange.hand-over';

/** Time in which the other office says whether it takes the case. */
const WITHIN = '5 working days';

/** Begins the ids of parties that are asked to take a case over. */
const RECEIVER = 'receiver-';

/** To whom a task can be handed over. Null: not a task of this office, or the case cannot be handed over. */
export async function readHandOver(scope: Scope, caseId: string, token: number, lang: string): Promise<HandOver | null> {
  const row = await officeCase(scope, caseId);
  const task = row && (await taskRow(scope, caseId, token));
  if (!row || !task || !mayHandOver(task)) return null;
  const frame = frameCase(scope, row, lang);
  if (!frame.version.shared[HAND_OVER]) return null;
  return {
    caseId,
    reference: row.reference,
    token,
    title: frame.t(`tasks.${task.element}.title`),
    person: row.applicant_name,
    language: row.language,
    offices: receivers(scope, task, lang),
  };
}

/** An office does not hand on what it was only asked about. */
function mayHandOver(task: TaskRowOfEngine): boolean {
  return task.group_id.startsWith('office:') && task.capability !== ANSWERING;
}

/**
 * Offices that people of the platform work in: others of the own authority, those of the canton and the Confederation, and those of the same
 * kind in other places.
 */
function receivers(scope: Scope, task: TaskRowOfEngine, lang: string): HandOver['offices'] {
  const { authorities } = scope.context.catalogue;
  const own = authorities.byOffice(task.group_id);
  if (!own) return [];
  return authorities
    .all()
    .flatMap((authority) => Object.values(authority.offices).map((office) => ({ authority, office })))
    .flatMap(({ authority, office }) => {
      const group =
        authority.id === own.authority.id
          ? ('own' as const)
          : authority.level !== 'municipality'
            ? ('above' as const)
            : office.function === own.office.function
              ? ('elsewhere' as const)
              : null;
      if (group === null || office.principal === task.group_id || (office.roles.member ?? []).length === 0) return [];
      return [{ principal: office.principal, name: officeName(office, authority, lang), group }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, lang));
}

/**
 * Offers the case to another office: the task is set aside until that office takes the case or gives it back. It sees from now on what the
 * party sees whose place it would take. The person reads who checks the case and until when, and the reason in the thread.
 */
export async function handOver(
  context: CasesContext,
  secret: string | null,
  wish: HandOverWish,
): Promise<CompleteResult | { ok: false; code: 'office' | 'words'; errors: [] }> {
  const ordered = await withSession(context, secret, (scope) => offer(scope, wish));
  if ('code' in ordered && (ordered.code === 'office' || ordered.code === 'words')) return { ok: false, code: ordered.code, errors: [] };
  return settle(context, secret, ordered as CompleteResult | Ordered);
}

async function offer(scope: Scope, wish: HandOverWish): Promise<CompleteResult | Ordered | { code: 'office' | 'words' }> {
  const row = await officeCase(scope, wish.caseId);
  if (!row) return refused('not-found');
  const task = await taskRow(scope, wish.caseId, wish.token);
  if (!task) return refused('already-done');
  const session = requireSession(scope);
  if (task.assignee_id !== null && task.assignee_id !== session.principal) return refused('busy');
  const frame = frameCase(scope, row, row.language);
  if (!mayHandOver(task) || !frame.version.shared[HAND_OVER]) return refused('not-found');
  const to = receivers(scope, task, row.language).find(({ principal }) => principal === wish.office);
  const found = to && scope.context.catalogue.authorities.byOffice(to.principal);
  if (!to || !found) return { code: 'office' };
  if (wish.words.trim() === '' || wish.words.length > LONGEST_WORDS) return { code: 'words' };
  const party = task.party !== null && frame.version.manifest.parties[task.party] ? task.party : row.competent;
  const receiver = `${RECEIVER}${task.token}`;
  const names = partyNames(scope.context.catalogue, frame.version, {
    id: receiver,
    ...found,
    day: row.submitted_on,
    language: row.language,
  });
  await noteWork(scope, wish.caseId, task, 'handedOver', `${to.name}: ${wish.words}`.slice(0, LONGEST_WORDS));
  await tellPerson(scope, row, { task, id: wish.id, words: frame.own('handOver.offered', { office: to.name, words: wish.words }) });
  return orderCommand(scope, wish.caseId, uuidOf(`hand over ${wish.caseId} ${wish.id}`), {
    type: 'detour',
    token: task.token,
    processId: HAND_OVER,
    actor: session.principal,
    rootVariables: { [`parties.${receiver}`]: { ...names, as: party } },
    variables: {
      receiver,
      party,
      subject: 'handOver.subject',
      message: wish.words,
      answers: Object.keys(caseFormContext(frame).names),
      within: WITHIN,
    },
  });
}

type Row = NonNullable<Awaited<ReturnType<typeof officeCase>>>;

async function tellPerson(
  scope: Scope,
  row: Row,
  { task, id, words }: { task: TaskRowOfEngine; id: string; words: string },
): Promise<void> {
  const { rows } = await scope.client.query<{ applicant_id: string | null }>('select applicant_id from cases.cases where case_id = $1', [
    row.case_id,
  ]);
  const applicant = rows[0]?.applicant_id;
  if (!applicant) return;
  const way = { sender: task.group_id, recipient: `person:${applicant}`, stepKey: `hand-over ${id}` };
  await insertWritten(scope, row, { id, words: words.slice(0, LONGEST_WORDS), files: [] }, way);
}

/**
 * What the answer of an office that is asked to take a case over changes in the case: it takes the place of the party, with offer and tariff as
 * they were fixed at submission and its own remedies. Null: this task is no such question, or the office gives the case back.
 */
export function takenOver(
  frame: ReturnType<typeof frameCase>,
  task: TaskRowOfEngine,
  answers: Record<string, unknown>,
): Record<string, unknown> | null {
  const { party } = task.inputs;
  if (task.capability !== ANSWERING || answers.outcome !== 'accepted' || typeof party !== 'string') return null;
  if (!/^[a-z][a-zA-Z0-9-]*$/.test(party) || !frame.version.manifest.parties[party]) return null;
  const { catalogue } = frame.scope.context;
  const found = catalogue.authorities.byOffice(task.group_id);
  if (!found) return null;
  const {
    offer: _offer,
    tariff: _tariff,
    ...names
  } = partyNames(catalogue, frame.version, {
    id: party,
    ...found,
    day: frame.row.submitted_on,
    language: frame.row.language,
  });
  const taken = Object.entries({ ...names, handedOver: true });
  return Object.fromEntries(taken.map(([name, value]) => [`parties.${party}.${name}`, value]));
}

/** How the history names an answer of the other office. */
export function answerToHandOver(task: TaskRowOfEngine, answers: Record<string, unknown>): { what: string; words: string | null } | null {
  if (task.capability !== ANSWERING) return null;
  const words = typeof answers.remark === 'string' && answers.remark !== '' ? answers.remark : null;
  return { what: answers.outcome === 'accepted' ? 'accepted' : 'rejected', words };
}
