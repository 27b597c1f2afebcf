import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  assignTask,
  completeOfficeTask,
  completeTask,
  listInbox,
  listTasks,
  readCase,
  readDocument,
  readDraft,
  readOfficeTask,
  startDraft,
  submitDraft,
  withdrawCase,
  withSession,
} from '../packages/cases/src/index.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

let stage: Told;
let caseId: string;
let token: number;

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'people' } });
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  const { rows } = await stage.owner.query<{ case_id: string; token_no: number }>('select case_id, token_no from engine.user_task');
  ({ case_id: caseId, token_no: token } = rows[0]!);
});
after(() => stage.end());

const asResident = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(stage.portal, await stage.secretOf(who), work);
const asStaff = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(stage.workplace, await stage.secretOf(who), work);

test('a resident sees their own case and nobody else does', async () => {
  assert.ok(await asResident('mira', (scope) => readCase(scope, stage.memory.reference!, 'de')));
  assert.equal(await asResident('jonas', (scope) => readCase(scope, stage.memory.reference!, 'de')), null);
  assert.equal(await withSession(stage.portal, null, (scope) => readCase(scope, stage.memory.reference!, 'de')), null);
});

test('a foreign resident can neither withdraw, answer nor send what is not theirs', async () => {
  const secret = await stage.secretOf('jonas');
  assert.equal(await withdrawCase(stage.portal, secret, stage.memory.reference!), 'not-found');
  const answer = await completeTask(stage.portal, secret, {
    reference: stage.memory.reference!,
    token,
    body: new URLSearchParams(),
    language: 'de',
  });
  assert.deepEqual(answer, { ok: false, code: 'not-found', errors: [] });
  const started = await startDraft(stage.portal, await stage.secretOf('mira'), {
    service: 'residence-certificate',
    authority: 'beispielwil',
    language: 'de',
  });
  assert.ok('draftId' in started);
  assert.equal(await asResident('jonas', (scope) => readDraft(scope, started.draftId, 'de')), null);
  assert.equal(await submitDraft(stage.portal, secret, started.draftId, { language: 'de' }), null);
  assert.deepEqual(await asResident('jonas', (scope) => listInbox(scope, 'de')), []);
});

test('a caseworker of another municipality sees no task, no case and no document', async () => {
  assert.equal((await asStaff('beat', (scope) => listTasks(scope, { lang: 'de' }))).rows.length, 1);
  assert.deepEqual(await asStaff('ruth', (scope) => listTasks(scope, { lang: 'de' })), { rows: [], next: null });
  assert.equal(await asStaff('ruth', (scope) => readOfficeTask(scope, caseId, token, 'de')), null);
  const secret = await stage.secretOf('ruth');
  assert.deepEqual(
    await completeOfficeTask(stage.workplace, secret, { caseId, token, body: new URLSearchParams({ outcome: 'refused' }), language: 'de' }),
    { ok: false, code: 'not-found', errors: [] },
  );
  assert.deepEqual(await assignTask(stage.workplace, secret, { caseId, token, to: 'me' }), { ok: false, code: 'not-found', errors: [] });
});

test('an office reads only the answers that the service shares with it, and the look is recorded for the resident', async () => {
  await stage.owner.query(`update cases.answers set readers = '{applicant}' where name = 'purpose'`);
  const task = await asStaff('beat', (scope) => readOfficeTask(scope, caseId, token, 'de'));
  assert.equal(task?.formContext.names.purpose, undefined);
  const seen = await asResident('mira', (scope) => readCase(scope, stage.memory.reference!, 'de'));
  assert.match(seen!.accesses[0]!.purpose, /angemeldet/);
});

test('a document is handed out to its own person only', async () => {
  await stage.act('task', {
    as: 'beat',
    do: 'confirm-residence',
    answers: {
      outcome: 'confirmed',
      confirmations: [
        {
          ref: 'mira',
          officialName: 'Dvořák-Şahin',
          firstName: 'Mira',
          dateOfBirth: '1985-06-14',
          origin: 'Beispielwil',
          address: 'Lindenweg 4',
          arrivedOn: '2019-04-01',
        },
      ],
    },
  });
  const view = await asResident('mira', (scope) => readCase(scope, stage.memory.reference!, 'de'));
  const id = view!.documents[0]!.id;
  assert.ok(await asResident('mira', (scope) => readDocument(scope, id)));
  assert.equal(await asResident('jonas', (scope) => readDocument(scope, id)), null);
  assert.equal(await asStaff('ruth', (scope) => readDocument(scope, id)), null);
});
