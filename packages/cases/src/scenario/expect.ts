import { isDeepStrictEqual } from 'node:util';
import { readDraft } from '../drafts/read-draft.ts';
import { computeFee } from '../drafts/fee.ts';
import { loadCase } from '../case-view/load-cases.ts';
import { deriveProgress } from '../case-view/progress.ts';
import { caseView } from '../case-view/read-case.ts';
import { frameCase, statusKey, type CaseFrame } from '../case-view/view-case.ts';
import { readName, type Tree } from '../names/tree.ts';
import { readContent } from '../documents/content.ts';
import { withSession } from '../request/scope.ts';
import { namesOf } from '../tasks/task-form.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import type { CaseView } from '../types.ts';
import type { Memory } from './acts.ts';
import type { Stage } from './stage.ts';

/** Compares one expectation; gives what was found wrong, or null. */
type Expectation = (stage: Stage, memory: Memory, expected: never) => Promise<string | null>;

interface Seen {
  frame: CaseFrame;
  view: CaseView;
}

async function look(stage: Stage, memory: Memory, lang = memory.language): Promise<Seen> {
  return withSession(stage.portal, await stage.secretOf(memory.applicant!), async (scope) => {
    const row = await loadCase(scope, memory.reference!);
    if (!row) throw new Error('expected a case of the applicant, got none');
    const frame = frameCase(scope, row, lang);
    return { frame, view: caseView(frame) };
  });
}

const differs = (what: string, expected: unknown, got: unknown): string | null =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(expected)), JSON.parse(JSON.stringify(got ?? null)))
    ? null
    : `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;

const day = (value: unknown): string => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value));

/** The expectations of a scenario (service-package.md section 7), by key. */
export const EXPECTATIONS: Record<string, Expectation> = {
  async eligibility(_stage, memory, expected: Tree) {
    const got = memory.eligibility as Tree;
    return differs('eligibility', expected, Object.fromEntries(Object.keys(expected).map((key) => [key, got?.[key]])));
  },
  async prefilled(stage, memory, expected: Tree) {
    const draft = await readOwnDraft(stage, memory);
    return differs(
      'prefilled',
      expected,
      Object.fromEntries(Object.keys(expected).map((name) => [name, readName(draft.formContext.names, name)])),
    );
  },
  async source(stage, memory, expected: Tree) {
    const draft = await readOwnDraft(stage, memory);
    return differs(
      'source',
      expected,
      Object.fromEntries(Object.keys(expected).map((name) => [name, draft.formContext.sources[name]?.source ?? 'asked'])),
    );
  },
  async pages(stage, memory, expected: string[]) {
    const draft = await readOwnDraft(stage, memory);
    return differs(
      'pages',
      expected,
      draft.form.pages(draft.formContext).map((page) => page.id),
    );
  },
  async cases(stage, _memory, expected: number) {
    const { rows } = await stage.owner.query<{ count: string }>('select count(*) from cases.cases');
    return differs('cases', expected, Number(rows[0]?.count));
  },
  async case(stage, memory, expected: { at?: string[]; outcome?: string; closed?: boolean; parties?: Record<string, string> }) {
    const { rows } = await stage.owner.query<{ outcome: string | null; closed: boolean }>(
      'select outcome, closed_at is not null as closed from cases.cases where reference = $1',
      [memory.reference],
    );
    const got: Tree = { ...rows[0] };
    if (expected.at) {
      const tokens = await stage.owner.query<{ element: string }>(`select element from engine.token t where state <> 'ready' and not exists
        (select 1 from engine.token c where c.case_id = t.case_id and c.parent_no = t.token_no) order by token_no`);
      got.at = tokens.rows.map((token) => token.element);
    }
    if (expected.parties) {
      const parties = await stage.owner.query<{ party: string; authority: string }>(
        'select party, authority from cases.parties where authority is not null',
      );
      got.parties = Object.fromEntries(parties.rows.map((party) => [party.party, party.authority]));
    }
    return differs('case', expected, Object.fromEntries(Object.keys(expected).map((key) => [key, got[key]])));
  },
  async says(stage, memory, expected: string) {
    return differs('says', expected, statusKey((await look(stage, memory)).frame));
  },
  async language(stage, memory, expected: string) {
    return differs('language', expected, (await look(stage, memory, expected)).view.textLanguage);
  },
  async whoHasIt(stage, memory, expected: string) {
    const { frame } = await look(stage, memory);
    return differs('whoHasIt', expected, frame.turn === 'you' ? 'applicant' : frame.turn === null ? null : frame.progress.current?.party);
  },
  async until(stage, memory, expected: unknown) {
    return differs('until', day(expected), (await look(stage, memory)).view.until);
  },
  async todo(stage, memory, expected: Record<string, string[]>) {
    const { view, frame } = await look(stage, memory);
    const got = view.actions.map((action) =>
      action.kind !== 'task' ? action.kind : frame.row.tasks.find((task) => task.token === action.token)!.element,
    );
    return differs('todo', Object.values(expected)[0], got);
  },
  async sees(stage, _memory, expected: Record<string, string[]>) {
    const wrong: string[] = [];
    for (const [worker, elements] of Object.entries(expected)) {
      const { rows } = await withSession(stage.workplace, await stage.secretOf(worker), (scope) =>
        listTasks(scope, { lang: 'de', size: 1000 }),
      );
      const found = await Promise.all(rows.map((row) => elementOf(stage, row.caseId, row.token)));
      const fault = differs(`sees ${worker}`, elements, found);
      if (fault) wrong.push(fault);
    }
    return wrong.join('; ') || null;
  },
  async task(stage, _memory, expected: { element: string; office?: string; due?: unknown; form?: string }) {
    const { rows } = await stage.owner.query<{ element: string; group_id: string; due_at: Date | null; form: string }>(
      'select element, group_id, due_at, form from engine.user_task where element = $1',
      [expected.element],
    );
    const task = rows[0];
    if (!task) return `task: expected ${expected.element}, got none`;
    const last = task.due_at
      ? new Intl.DateTimeFormat('sv-SE', { timeZone: stage.portal.catalogue.authorities.canton.zone }).format(
          new Date(task.due_at.getTime() - 1),
        )
      : null;
    const got: Tree = { element: task.element, office: task.group_id.replace('office:', ''), due: last, form: task.form };
    const wanted = { ...expected, ...(expected.due ? { due: day(expected.due) } : {}) };
    return differs('task', wanted, Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key]])));
  },
  async fee(stage, memory, expected: { total: string; items?: Tree[] }) {
    const { rows } = await stage.owner.query<{ total: string; items: Tree[] }>(
      'select total::text, items from cases.fees f join cases.cases c using (case_id) where c.reference = $1',
      [memory.reference],
    );
    const items = expected.items?.map((item, index) =>
      Object.fromEntries(Object.keys(item).map((key) => [key, rows[0]?.items[index]?.[key]])),
    );
    return differs('fee', expected, { total: rows[0]?.total, ...(items ? { items } : {}) });
  },
  async decision(stage, memory, expected: Record<string, string[]>) {
    const { frame } = await look(stage, memory);
    const names = (await stage.owner.query<{ data: Tree }>('select data from engine.variable where scope_no = 0')).rows[0]?.data ?? {};
    const fee = computeFee(stage.portal.catalogue, frame.version, names, frame.authority.id, frame.row.submitted_on);
    return differs(
      'decision',
      expected,
      Object.fromEntries(Object.keys(expected).map((id) => [id, id === frame.version.manifest.fee?.decision ? fee?.rules : []])),
    );
  },
  async payments(stage, _memory, expected: { settled: number }) {
    const { rows } = await stage.owner.query<{ count: string }>(`select count(*) from cases.payments where settled_at is not null`);
    return differs('payments', expected, { settled: Number(rows[0]?.count) });
  },
  async refund(stage, _memory, expected: { total?: string; times: number }) {
    const { rows } = await stage.owner.query<{ amount: string }>(`select amount::text from cases.payments where state = 'refunded'`);
    return differs('refund', expected, { ...(expected.total ? { total: rows[0]?.amount } : {}), times: rows.length });
  },
  async calls(stage, _memory, expected: Record<string, number>) {
    return differs('calls', expected, Object.fromEntries(Object.keys(expected).map((name) => [name, stage.calls.get(name) ?? 0])));
  },
  async document(stage, memory, expected: { id: string; language?: string; contains?: string[]; lacks?: string[] }) {
    const { rows } = await stage.owner.query<{ language: string; content_hash: string }>(
      `select d.language, d.content_hash from cases.documents d join cases.cases s using (case_id)
       where d.output = $1 and d.state = 'issued' and s.reference = $2 order by d.created_at desc`,
      [expected.id, memory.reference],
    );
    if (!rows[0]) return `document: expected ${expected.id}, got none`;
    if (expected.language && rows[0].language !== expected.language)
      return `document: expected language ${expected.language}, got ${rows[0].language}`;
    const text = (await stage.world.textOf(await readContent(stage.owner, stage.world.files, rows[0].content_hash))).replace(/\s+/g, ' ');
    const missing = (expected.contains ?? []).filter((part) => !text.includes(part));
    const extra = (expected.lacks ?? []).filter((part) => text.includes(part));
    return missing.length + extra.length === 0
      ? null
      : `document: expected ${JSON.stringify(missing)} and not ${JSON.stringify(extra)}, got «${text.slice(0, 300)}»`;
  },
  async inbox(stage, _memory, expected: Record<string, string[]>) {
    const { rows } = await stage.owner.query<{ output: string }>(
      `select d.output from cases.messages m join cases.documents d on d.document_id = any (m.documents) order by m.at`,
    );
    return differs(
      'inbox',
      Object.values(expected)[0],
      rows.map((row) => row.output),
    );
  },
  async alerts(stage, _memory, expected: Record<string, { atMost?: number; atLeast?: number; lacks?: string[]; last?: string }>) {
    const wrong: string[] = [];
    for (const [key, wish] of Object.entries(expected)) {
      const person = stage.people[key]!;
      const addresses = person.works
        ? Object.values(stage.portal.catalogue.authorities.byId(person.works)!.offices).map((office) => office.contact.email)
        : [person.email];
      const mails = stage.mail.sent.filter((mail) => addresses.includes(mail.to));
      if (wish.atMost !== undefined && mails.length > wish.atMost)
        wrong.push(`alerts ${key}: expected at most ${wish.atMost}, got ${mails.length}`);
      if (wish.atLeast !== undefined && mails.length < wish.atLeast)
        wrong.push(`alerts ${key}: expected at least ${wish.atLeast}, got ${mails.length}`);
      const leak = (wish.lacks ?? []).find((word) => mails.some((mail) => `${mail.subject} ${mail.text}`.includes(word)));
      if (leak) wrong.push(`alerts ${key}: expected no personal data, got ${leak}`);
      if (wish.last) {
        const { rows } = await stage.owner.query<{ kind: string }>(
          `select kind from cases.alerts where state = 'sent' and address = any ($1) order by sent_at desc limit 1`,
          [addresses],
        );
        if (`alerts.${rows[0]?.kind}` !== wish.last) wrong.push(`alerts ${key}: expected ${wish.last} as the last, got ${rows[0]?.kind}`);
      }
    }
    return wrong.join('; ') || null;
  },
  async timeline(stage, memory, expected: string[]) {
    const { frame } = await look(stage, memory);
    const main = [...frame.version.manifest.milestones, ...frame.version.manifest.outcomes.map((outcome) => `milestones.${outcome}`)];
    const got = deriveProgress(frame.row.events)
      .reached.filter((point) => point.state === 'past' && main.includes(point.milestone))
      .sort((a, b) => a.order - b.order)
      .map((point) => point.milestone);
    return differs('timeline', expected, got);
  },
  async names(stage, _memory, expected: Tree) {
    const data = (await stage.owner.query<{ data: Tree }>('select data from engine.variable where scope_no = 0')).rows[0]?.data ?? {};
    return differs('names', expected, Object.fromEntries(Object.keys(expected).map((name) => [name, readName(data, name)])));
  },
  async asks(stage, _memory, expected: { fields: string[]; reason: string }) {
    const { rows } = await stage.owner.query<{ properties: { only?: string }; reason: string }>(
      `select t.properties, v.data ->> 'reason' as reason from engine.user_task t join engine.token k using (case_id, instance_no, token_no)
       join engine.variable v on v.case_id = k.case_id and v.scope_no = k.parent_no where t.group_id like 'person:%'`,
    );
    return differs('asks', expected, { fields: namesOf(rows[0]?.properties.only), reason: rows[0]?.reason });
  },
  async paused(stage, _memory, expected: boolean) {
    const { rows } = await stage.owner.query<{ paused: boolean }>(
      `select exists (select 1 from engine.token where properties ->> 'pauses' = 'yes' and state = 'waiting') as paused`,
    );
    return differs('paused', expected, rows[0]?.paused);
  },
  async incidents(stage, _memory, expected: number) {
    const { rows } = await stage.owner.query<{ code: string; message: string; element: string }>(
      'select code, message, element from engine.incident',
    );
    return rows.length === expected ? null : `incidents: expected ${expected}, got ${JSON.stringify(rows)}`;
  },
  async refused(_stage, memory, expected: string) {
    return differs('refused', expected, memory.refused);
  },
};

async function readOwnDraft(stage: Stage, memory: Memory) {
  const draft = await withSession(stage.portal, await stage.secretOf(memory.applicant!), (scope) =>
    readDraft(scope, memory.draftId!, memory.language),
  );
  if (!draft) throw new Error('expected a draft of the applicant, got none');
  return draft;
}

async function elementOf(stage: Stage, caseId: string, token: number): Promise<string> {
  const { rows } = await stage.owner.query<{ element: string }>(
    'select element from engine.user_task where case_id = $1 and token_no = $2',
    [caseId, token],
  );
  return rows[0]?.element ?? '';
}
