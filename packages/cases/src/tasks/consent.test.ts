import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chain, exampleProcess, plainStage, type PlainStage } from '../../../../tests/support/plain-stage.ts';
import { readDocument } from '../documents/read-document.ts';
import { withSession } from '../request/scope.ts';
import { publishMessage } from '../starts/publish-message.ts';
import { actFor } from '../representation/act-for.ts';
import { completeTask } from './complete-task.ts';
import { readTask } from './read-task.ts';

const MESSAGE = '<bpmn:message id="message-begin" name="begin" />';
const DOCUMENT = '0195f000-0000-7000-8000-000000000001';
const HASH = 'ab'.repeat(32);
type Who = { secret: string; principal: string };

/** Asks everybody of `signatories` to confirm one document: one after the other, or all at once. */
const asking = (sequential: boolean): string =>
  exampleProcess(
    `<bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="message-begin" /></bpmn:startEvent>
     <bpmn:callActivity id="sign-all"><bpmn:extensionElements>
       <zeebe:calledElement processId="co-sign" propagateAllParentVariables="false" propagateAllChildVariables="false" />
       <zeebe:ioMapping><zeebe:input source="=who" target="signatory" /><zeebe:input source="=documents" target="files" /><zeebe:input source="=400" target="level" />
         <zeebe:input source="=&quot;10 days&quot;" target="within" /><zeebe:input source="=&quot;3 days&quot;" target="remindAfter" />
       </zeebe:ioMapping></bpmn:extensionElements>
       <bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:extensionElements>
         <zeebe:loopCharacteristics inputCollection="=signatories" inputElement="who" outputCollection="outcomes" outputElement="=outcome" />
       </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>
     <bpmn:endEvent id="over" />${chain('told', 'sign-all', 'over')}`,
    { club: ['told', 'sign-all', 'over'] },
    MESSAGE,
  );

let stage: PlainStage;
let rita: Who;
let sven: Who;
let stranger: Who;
let number = 0;
before(async () => {
  stage = await plainStage(asking(false));
  rita = await stage.signIn('Rita Resident', [], 400);
  sven = await stage.signIn('Sven Second', [], 400);
  stranger = await stage.signIn('Sara Stranger', [], 400);
});
after(() => stage.end());

async function begin(sequential: boolean): Promise<{ caseId: string; reference: string }> {
  await stage.reload(asking(sequential));
  const published = await publishMessage(stage.worker, {
    id: `sign-${(number += 1)}`,
    name: 'begin',
    variables: {
      applicant: { principal: rita.principal },
      residence: { municipality: 9901 },
      signatories: [rita.principal, sven.principal],
      documents: [DOCUMENT],
    },
  });
  const [caseId] = published.state === 'accepted' ? published.cases : [];
  const { pool } = stage.database;
  await pool.query('delete from cases.consents');
  await pool.query('delete from cases.documents');
  await pool.query(`insert into cases.contents (content_hash, size) values ($1, 1) on conflict do nothing`, [HASH]);
  await pool.query(
    `insert into cases.documents (document_id, case_id, created_at, size, output, state, sent_by, language, media_type, filename, content_hash, step_key, readers)
     values ($1, $2, now(), 1, 'agreement', 'issued', 'authority', 'de', 'application/pdf', 'a.pdf', $3, 'x', '{applicant}')`,
    [DOCUMENT, caseId, HASH],
  );
  await stage.settle();
  const { rows } = await pool.query<{ reference: string }>('select reference from cases.cases where case_id = $1', [caseId]);
  return { caseId: caseId!, reference: rows[0]!.reference };
}
const tokens = async (caseId: string, who: Who): Promise<number[]> =>
  (
    await stage.database.pool.query<{ token_no: number }>('select token_no from engine.user_task where case_id = $1 and group_id = $2', [
      caseId,
      who.principal,
    ])
  ).rows.map((row) => row.token_no);
const answer = async (reference: string, who: Who, token: number, consent: string) => {
  const done = await completeTask(stage.portal, who.secret, { reference, token, body: new URLSearchParams({ consent }), language: 'de' });
  await stage.settle();
  return done;
};
const consents = async () =>
  (await stage.database.pool.query('select person_id, level, documents, language from cases.consents order by at, person_id')).rows;

test('all at once: each confirms with the own sign-in, whose level is kept with what the document was; nobody else can', async () => {
  const { caseId, reference } = await begin(false);
  const [own] = await tokens(caseId, rita);
  const [other] = await tokens(caseId, sven);
  assert.ok(own !== undefined && other !== undefined, 'both are asked');
  // The other one sees the task and the document, a stranger nothing.
  const shown = await withSession(stage.portal, sven.secret, (scope) => readTask(scope, reference, other, 'de'));
  assert.equal(shown?.title, 'Dokumente bestätigen');
  assert.ok(await withSession(stage.portal, sven.secret, (scope) => readDocument(scope, DOCUMENT)));
  assert.equal(await withSession(stage.portal, stranger.secret, (scope) => readDocument(scope, DOCUMENT)), null);
  assert.deepEqual(await answer(reference, stranger, other, 'sign'), { ok: false, code: 'not-found', errors: [] });
  assert.deepEqual(await answer(reference, rita, other, 'sign'), { ok: false, code: 'already-done', errors: [] });

  const low = await stage.signIn('Sven Second', [], 300);
  assert.deepEqual(await answer(reference, low, other, 'sign'), { ok: false, code: 'level', errors: [] });
  assert.deepEqual(await consents(), []);
  assert.deepEqual(await answer(reference, sven, other, 'sign'), { ok: true });
  assert.deepEqual(await answer(reference, rita, own, 'sign'), { ok: true });
  const kept = await consents();
  assert.deepEqual(
    kept.map(({ person_id: person, level, documents }) => [`person:${person}`, level, documents]).sort(),
    [rita, sven].map((who) => [who.principal, 400, [HASH]]).sort(),
  );
  assert.deepEqual((await stage.engine.state(caseId)).tokens, []);
});

test('one after the other: the second is asked when the first has answered; who refuses leaves no consent', async () => {
  const { caseId, reference } = await begin(true);
  assert.deepEqual(await tokens(caseId, sven), []);
  const [own] = await tokens(caseId, rita);
  assert.deepEqual(await answer(reference, rita, own!, 'sign'), { ok: true });
  const [other] = await tokens(caseId, sven);
  assert.deepEqual(await answer(reference, sven, other!, 'refuse'), { ok: true });
  assert.equal((await consents()).length, 1);
  assert.deepEqual((await stage.engine.state(caseId)).tokens, []);
});

test('each is told and reminded at their own address; when the time is over the process goes on without them', async () => {
  const { caseId } = await begin(false);
  const { rows } = await stage.database.pool.query(
    `select recipient, kind, address, due_at from cases.alerts where case_id = $1 and kind in ('asked', 'reminder') order by recipient, kind`,
    [caseId],
  );
  const expected = [rita, sven].flatMap(({ principal }) => [
    [principal, 'asked'],
    [principal, 'reminder'],
  ]);
  assert.deepEqual(rows.map((row) => [row.recipient, row.kind]).sort(), expected.sort());
  assert.deepEqual([...new Set(rows.map((row) => row.address))].sort(), ['rita@example.org', 'sven@example.org']);
  stage.moveTo('2027-03-20T08:00:00.000Z');
  await stage.settle();
  assert.deepEqual((await stage.engine.state(caseId)).tokens, []);
  assert.deepEqual(await consents(), []);
});

test('who acts for one of them confirms in the own name, for that person; both are kept', async () => {
  const { caseId, reference } = await begin(false);
  const [own] = await tokens(caseId, rita);
  const helping = await stage.signIn('Hugo Stellvertreter', [], 400);
  const { rows } = await stage.database.pool.query<{ id: string }>(
    `insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day,
       level, kind, state, may_act, alerts, principal_name, representative_name, code_hash)
     values (gen_random_uuid(), $1, $2, now(), now(), now(), '-infinity', 'infinity', '2027-03-01', '2027-12-31', 300, 'mandate', 'taken', true, true, 'Rita', 'Hugo', 'x')
     returning mandate_id as id`,
    [rita, helping].map(({ principal }) => principal.slice('person:'.length)),
  );
  const acting = {
    secret: (await actFor(stage.database.pool, helping.secret, rows[0]!.id, new Date().toISOString()))!,
    principal: rita.principal,
  };
  const [other] = await tokens(caseId, sven);
  assert.deepEqual(
    await answer(reference, acting, other!, 'sign'),
    { ok: false, code: 'already-done', errors: [] },
    'not what Sven is asked',
  );
  assert.deepEqual(await answer(reference, acting, own!, 'sign'), { ok: true });
  const kept = await stage.database.pool.query(
    `select 'person:' || person_id as who, 'person:' || represented_id as for, level from cases.consents`,
  );
  assert.deepEqual(kept.rows, [{ who: helping.principal, for: rita.principal, level: 400 }]);
  const noted = await stage.database.pool.query(`select actor_name from cases.access_records where purpose = 'representation.signed'`);
  assert.deepEqual(noted.rows, [{ actor_name: 'Hugo Stellvertreter' }]);
});

test('for a company two sign: who sent it cannot confirm it, by the checks and by the rules of the database; another organ can', async () => {
  const { caseId, reference } = await begin(false);
  const { pool } = stage.database;
  const [token] = await tokens(caseId, rita);
  const organ = async (name: string): Promise<Who & { id: string }> => {
    const { secret, principal } = await stage.signIn(name, [], 400);
    const id = principal.slice('person:'.length);
    const { rows } = await pool.query<{ id: string }>(
      `insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day,
         level, kind, state, may_act, alerts, principal_name, representative_name, source, checked_at, check_until, signature)
       values (gen_random_uuid(), $1, $2, now(), now(), now(), '-infinity', 'infinity', '2027-03-01', '9999-12-31', 400, 'organ', 'taken', true, true, 'Firma', $3, 'register', now(), 'infinity', 'joint')
       returning mandate_id as id`,
      [rita.principal.slice('person:'.length), id, name],
    );
    return { secret: (await actFor(pool, secret, rows[0]!.id, new Date().toISOString()))!, principal, id };
  };
  const first = await organ('Olga Organ');
  const second = await organ('Otto Organ');
  await pool.query('update cases.cases set jointly = true, representative_id = $2 where case_id = $1', [caseId, first.id]);
  assert.equal((await withSession(stage.portal, first.secret, (scope) => readTask(scope, reference, token!, 'de')))?.blocked, 'four-eyes');
  assert.deepEqual(await answer(reference, first, token!, 'sign'), { ok: false, code: 'four-eyes', errors: [] });
  await assert.rejects(
    withSession(stage.portal, first.secret, ({ client }) =>
      client.query(
        `insert into engine.work (case_id, command_id, actor, command) values ($1, 'x', $2, jsonb_build_object('type', 'complete-task', 'token', $3::int, 'actor', $2::text))`,
        [caseId, first.principal, token],
      ),
    ),
    /row-level security/,
  );
  assert.deepEqual(await answer(reference, second, token!, 'sign'), { ok: true });
  assert.deepEqual(
    (await consents()).map(({ person_id: id }) => id),
    [second.id],
  );
});
