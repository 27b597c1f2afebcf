import { readDraft, saveDraft } from '../drafts/read-draft.ts';
import { startDraft } from '../drafts/start-draft.ts';
import { submitDraft } from '../drafts/submit-draft.ts';
import { choosePayment } from '../case-view/payment-hints.ts';
import { withdrawCase } from '../case-view/withdraw-case.ts';
import { importBankFile } from '../payments/import-bank-file.ts';
import { bankStatement } from './bank-statement.ts';
import { publishMessage } from '../starts/publish-message.ts';
import { withSession } from '../request/scope.ts';
import { SHOWN, TICKED } from '../tasks/checklist.ts';
import { completeOfficeTask, completeTask } from '../tasks/complete-task.ts';
import type { Stage } from './stage.ts';
import { toBody } from './to-body.ts';

/** What the expectations of a step may look at besides the database. */
export interface Memory {
  reference: string | null;
  applicant: string | null;
  draftId: string | null;
  /** Why the last act was not possible. */
  refused: string | null;
  eligibility: unknown;
  language: string;
}

type Arguments = Record<string, unknown>;
type Act = (stage: Stage, memory: Memory, args: Arguments) => Promise<void>;

/** The verbs of a scenario; each does what the person, office or operator would do. */
export const ACTS: Record<string, Act> = {
  async ask(stage, memory, { eligibility }) {
    const version = stage.portal.catalogue.service(stage.service);
    const name = version.manifest.eligibility?.decision;
    memory.eligibility = name ? version.decisions[name]?.evaluate(name, eligibility as Arguments).value : null;
  },
  async start(stage, memory, { as, at }) {
    await begin(stage, memory, String(as), at === undefined ? null : String(at));
  },
  async submit(stage, memory, { as, at, answers, times = 1 }) {
    const person = String(as);
    if (memory.draftId === null || memory.applicant !== person) await begin(stage, memory, person, at === undefined ? null : String(at));
    const secret = await stage.secretOf(person);
    const refs = await personRefs(stage, secret, memory.draftId!);
    await withSession(stage.portal, secret, (scope) =>
      saveDraft(scope, memory.draftId!, { answers: withRefs(answers as Arguments, refs) as Arguments, page: null }),
    );
    const send = async () => (await submitDraft(stage.portal, secret, memory.draftId!, { language: memory.language }))!;
    const sent = await stage.whileWorking(() => Promise.all(Array.from({ length: Number(times) }, send)));
    const faults = sent.find((each) => 'faults' in each);
    if (faults && 'faults' in faults)
      throw new Error(
        `expected answers without faults, got ${JSON.stringify(faults.faults.map((fault) => [fault.page, fault.errors.map((error) => `${error.name}: ${error.message}`)]))}`,
      );
    const nobody = sent.find((each) => 'noOffice' in each);
    memory.refused = nobody && 'noOffice' in nobody ? nobody.noOffice.reason : null;
    if (memory.refused !== null) return;
    memory.reference = (sent[0] as { reference: string }).reference;
    memory.draftId = null;
  },
  async pay(stage, memory, { outcome, callbacks = 1 }) {
    const { rows } = await stage.owner.query<{ provider_id: string }>(
      `select provider_id from cases.payments where state = 'open' and redirect_url is not null`,
    );
    for (const row of rows) {
      await stage.world.pay(row.provider_id, String(outcome));
      for (let i = 0; i < Number(callbacks); i++)
        await stage.owner.query('insert into cases.payment_hints (provider_id) values ($1)', [row.provider_id]);
    }
    memory.refused = rows.length === 0 ? 'nothing-to-pay' : null;
  },
  async choose(stage, memory, { as, means }) {
    const secret = await stage.secretOf(String(as));
    await stage.whileWorking(() => choosePayment(stage.portal, secret, memory.reference!, String(means)));
  },
  async bank(stage, memory, { amount, currency = 'CHF', times = 1 }) {
    const { rows } = await stage.owner.query<{ provider_id: string }>(
      `select p.provider_id from cases.payments p join cases.cases c using (case_id) where c.reference = $1 and p.redirect_url is null order by p.created_at desc limit 1`,
      [memory.reference],
    );
    for (let time = 0; time < Number(times); time++) {
      const statement = bankStatement({
        amount: String(amount),
        currency: String(currency),
        reference: rows[0]?.provider_id ?? null,
        day: stage.today(),
      });
      await importBankFile(stage.owner, Buffer.from(JSON.stringify(statement)), () => statement, stage.now());
    }
  },
  async task(stage, memory, { as, do: element, answers = {}, checked = [] }) {
    const person = String(as);
    const secret = await stage.secretOf(person);
    const { rows } = await stage.owner.query<{ case_id: string; token: number }>(
      'select case_id, token_no as token from engine.user_task where element = $1',
      [String(element)],
    );
    const task = rows[0];
    if (!task) return void (memory.refused = 'not-found');
    const refs = await caseRefs(stage);
    const body = toBody(withRefs(answers as Arguments, refs) as Arguments);
    body.set(SHOWN, '');
    for (const item of checked as string[]) body.append(TICKED, item);
    const result = await stage.whileWorking(() =>
      stage.people[person]?.works
        ? completeOfficeTask(stage.workplace, secret, { caseId: task.case_id, token: task.token, body, language: 'de' })
        : completeTask(stage.portal, secret, { reference: memory.reference!, token: task.token, body, language: memory.language }),
    );
    const unticked = !result.ok && result.errors.length > 0 && result.errors.every(({ name }) => name === TICKED);
    if (unticked) return void (memory.refused = 'checklist');
    if (!result.ok && result.code === 'invalid') throw new Error(`expected answers without faults, got ${JSON.stringify(result.errors)}`);
    memory.refused = result.ok ? null : result.code === 'already-done' ? 'not-found' : result.code;
  },
  async withdraw(stage, memory, { as, times = 1 }) {
    const secret = await stage.secretOf(String(as));
    for (let i = 0; i < Number(times); i++) {
      const result = await stage.whileWorking(() => withdrawCase(stage.portal, secret, memory.reference!));
      memory.refused = result === 'withdrawn' ? null : result === 'too-late' ? 'closed' : result;
      await stage.settle();
    }
  },
  /** Another system sends a message: to the case, or for whoever waits or begins with it; a case it begins is the one told of from now on. */
  async message(stage, memory, { id, name, variables = {}, to, key }) {
    const published = await publishMessage(stage.worker, {
      id: String(id ?? `${String(name)} ${stage.now()}`),
      name: String(name),
      variables: variables as Arguments,
      ...(to === 'case' ? { case: memory.reference! } : {}),
      ...(key === undefined ? {} : { key: String(key) }),
    });
    memory.refused = published.state === 'accepted' ? null : published.state;
    if (published.state !== 'accepted' || to === 'case' || !published.cases[0]) return;
    const { rows } = await stage.owner.query<{ reference: string }>('select reference from cases.cases where case_id = $1', [
      published.cases[0],
    ]);
    memory.reference = rows[0]?.reference ?? memory.reference;
  },
  async wait(stage, _memory, args) {
    const target = args.until
      ? new Date(String(args.until)).toISOString()
      : new Date(new Date(stage.now()).getTime() + duration(String(args.period))).toISOString();
    for (let guard = 0; guard < 5_000; guard++) {
      await stage.settle();
      const next = await stage.nextDue();
      if (!next || next > target) break;
      stage.moveTo(next);
    }
    stage.moveTo(target);
  },
  fault: (stage, _memory, { connector, kind }) => stage.world.fault(String(connector), String(kind)),
  heal: (stage, _memory, { connector }) => stage.world.fault(String(connector), 'none'),
  kill: (stage) => stage.loseWorker(),
  rebind: (stage, _memory, { authority, capability, to }) => stage.rebind(String(authority), String(capability), String(to)),
  async switch(_stage, memory, { language }) {
    memory.language = String(language);
  },
};

async function begin(stage: Stage, memory: Memory, person: string, at: string | null): Promise<void> {
  const secret = await stage.secretOf(person);
  const residence = stage.people[person]?.residence;
  const authority = at ?? (residence ? stage.portal.catalogue.authorities.byBfs(residence, stage.today())?.id : undefined) ?? '';
  const started = await startDraft(stage.portal, secret, { service: stage.service, authority, language: memory.language });
  memory.refused = 'refused' in started ? started.refused : null;
  memory.draftId = 'draftId' in started ? started.draftId : null;
  memory.applicant = person;
  if (memory.draftId === null) throw new Error(`expected to begin, got refused: ${memory.refused}`);
}

/** Person keys of people.yaml → references of the draft, by name. */
async function personRefs(stage: Stage, secret: string, draftId: string): Promise<Record<string, string>> {
  const draft = await withSession(stage.portal, secret, (scope) => readDraft(scope, draftId, 'de'));
  return matchPeople(
    stage,
    Object.entries((draft?.formContext.names.people ?? {}) as Record<string, { firstName: string; officialName: string }>).map(
      ([ref, person]) => ({ ref, ...person }),
    ),
  );
}

async function caseRefs(stage: Stage): Promise<Record<string, string>> {
  const { rows } = await stage.owner.query<{ ref: string; firstName: string; officialName: string }>(
    'select ref, first_name as "firstName", official_name as "officialName" from cases.case_persons',
  );
  return matchPeople(stage, rows);
}

function matchPeople(stage: Stage, known: { ref: string; firstName: string; officialName: string }[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stage.people).flatMap(([key, person]) => {
      const found = known.find((each) => each.firstName === person.firstName && each.officialName === person.officialName);
      return found ? [[key, found.ref]] : [];
    }),
  );
}

/** Keys of people in answers become references, in lists and in `ref` of rows. */
function withRefs(value: unknown, refs: Record<string, string>, inList = false): unknown {
  if (Array.isArray(value)) return value.map((each) => withRefs(each, refs, true));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        key === 'ref' && typeof each === 'string' ? (refs[each] ?? each) : withRefs(each, refs),
      ]),
    );
  }
  return inList && typeof value === 'string' ? (refs[value] ?? value) : value;
}

/** Milliseconds of `3 hours`, `15 minutes`, `9 days`. */
function duration(text: string): number {
  const match = /^(\d+) (minute|hour|day|week)s?$/.exec(text);
  if (!match) throw new Error(`expected a period like "3 hours", got ${text}`);
  return (
    Number(match[1]) *
    { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }[match[2] as 'minute' | 'hour' | 'day' | 'week']
  );
}
