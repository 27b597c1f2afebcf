import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CONFIRM, fictionalStage, type Told } from '../../../../tests/support/stage.ts';
import { withSession } from '../request/scope.ts';
import { decideIntervention, openIntervention, prepareIntervention } from './interventions.ts';
import { listOperatedIncidents } from './list-incidents.ts';
import { listOperatedJobs } from './list-jobs.ts';
import { moveCommand, skipCommand, stopCommand } from './changes.ts';
import { readOperated } from './read-operated.ts';
import { readOperatedValues } from './read-values.ts';
import { retryOperated } from './retry.ts';

/** People of the fictional canton: two operators and two caseworkers of the municipality of the case, an operator of another one, the applicant. */
const OWN = ['otto', 'olga'] as const;
const FOREIGN = ['ruth', 'ida', 'vera', 'beat'] as const;
const WHY = 'Das Register gibt seit gestern keine Antwort.';
const NONE = { service: null, element: null, code: null };

let stage: Told;
let caseId: string;
let token: number;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'demo-register' } });
  await stage.act('fault', { connector: 'demo-register', kind: 'down' });
  await stage.act('submit', {
    as: 'jonas',
    at: 'musterau',
    answers: { 'address.text': 'Im Rank, 9902 Musterau', persons: ['jonas'], purpose: 'none', delivery: 'inbox' },
  });
  await stage.act('pay', { as: 'jonas', outcome: 'settled' });
  stage.moveTo('2027-03-08T09:00:00.000Z');
  await stage.settle();
  const { rows } = await stage.owner.query<{ case_id: string; token_no: number }>('select case_id, token_no from engine.incident');
  assert.equal(rows.length, 1);
  ({ case_id: caseId, token_no: token } = rows[0]!);
});
after(() => stage.end());

const as = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(stage.workplace, await stage.secretOf(who), work);
/** A statement under the rights of a session, as an injected one would run. */
const raw = (who: string, sql: string, values: unknown[] = []) => as(who, (scope) => scope.client.query(sql, values));
const order = (command: object, who: string, id = 'forged') =>
  raw(who, `insert into engine.work (case_id, command_id, actor, command) select $1, $2, 'person:' || cases.current_person(), $3`, [
    caseId,
    `${id}-${Math.random()}`,
    JSON.stringify(command),
  ]);

test('an operator sees what stopped in the cases of their authority, and nobody by name', async () => {
  const { rows } = await as('otto', (scope) => listOperatedIncidents(scope, NONE, 'de'));
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.equal(row!.name, 'Wohnsitz bestätigen');
  assert.equal(row!.jobCode, 'expired');
  assert.doesNotMatch(JSON.stringify(rows), /Imfeld|Jonas/);
  const { rows: persons } = await raw('otto', 'select * from cases.cases');
  assert.deepEqual(persons, []);
  for (const table of ['cases.answers', 'cases.documents', 'cases.case_persons', 'cases.messages', 'engine.user_task']) {
    assert.equal((await raw('otto', `select * from ${table}`)).rowCount, 0, table);
  }
});

test('a caseworker without the role and the operator of another authority find nothing, and the database refuses them', async () => {
  for (const who of FOREIGN) {
    assert.deepEqual((await as(who, (scope) => listOperatedIncidents(scope, NONE, 'de'))).rows, [], who);
    assert.deepEqual(
      (await as(who, (scope) => listOperatedJobs(scope, { standing: null, capability: null, service: null }, 'de'))).rows,
      [],
    );
    assert.equal(await as(who, (scope) => readOperated(scope, caseId, 'de')), null);
    assert.equal(await as(who, (scope) => readOperatedValues(scope, caseId, token, WHY)), null);
    for (const table of ['engine.token', 'engine.timer', 'cases.interventions']) {
      assert.equal((await raw(who, `select case_id from ${table}`)).rowCount, 0, `${who} ${table}`);
    }
    const { rows } = await stage.owner.query<{ since: Date }>('select created_at as since from engine.incident');
    const mark = { caseId, token, since: rows[0]!.since.toISOString() };
    assert.equal(await retryOperated(stage.workplace, await stage.secretOf(who), mark, 'de'), 'not-found', who);
    const wish = { caseId, token, formId: 'f', reason: WHY, message: null, changes: [], command: skipCommand(token, {}) };
    assert.equal(await as(who, (scope) => prepareIntervention(scope, wish, 'de')), null, who);
    await assert.rejects(
      raw(
        who,
        `insert into cases.interventions (case_id, intervention_id, token, authority, kind, prepared_by, prepared_name, reason, command)
         select $1, gen_random_uuid(), $2, 'musterau', 'skip-incident', 'person:' || cases.current_person(), 'x', $3, jsonb_build_object('type', 'skip-incident', 'token', $2::integer, 'actor', 'person:' || cases.current_person(), 'reason', $3::text)`,
        [caseId, token, WHY],
      ),
      /row-level security/,
      who,
    );
  }
});

test('no session of a resident reaches any of it', async () => {
  const secret = await stage.secretOf('jonas');
  for (const sql of [
    'select * from cases.interventions',
    `select * from cases.read_names('${caseId}', 0, '${WHY}')`,
    'select cases.operated()',
  ]) {
    await assert.rejects(
      withSession(stage.portal, secret, (scope) => scope.client.query(sql)),
      /permission denied/,
      sql,
    );
  }
  // The secret of the portal is worth nothing in the workplace.
  assert.deepEqual((await withSession(stage.workplace, secret, (scope) => scope.client.query('select cases.operated() as own'))).rows, [
    { own: [] },
  ]);
});

test('only what a second operator has released word for word reaches the machine', async () => {
  const person = async (who: string): Promise<string> =>
    (await raw(who, `select 'person:' || cases.current_person() as me`)).rows[0].me as string;
  for (const who of [...OWN, ...FOREIGN]) {
    const actor = await person(who);
    const forged = [
      skipCommand(token, {}),
      stopCommand(),
      moveCommand(token, 'refuse'),
      { type: 'set-variables', rootVariables: { fee: {} } },
    ];
    for (const command of [
      ...forged,
      { type: 'migrate', definitionId: 'x' },
      { type: 'complete-job', token, fence: null, variables: {} },
      { type: 'fire-timer', token, element: 'x' },
    ]) {
      await assert.rejects(order({ ...command, actor, reason: WHY }, who), /row-level security/, `${who} ${command.type}`);
    }
  }
  // Trying again needs nobody else; but not in another person's name.
  await assert.rejects(order({ type: 'resolve-incident', token, actor: await person('olga') }, 'otto'), /row-level security/);
});

test('two people are two people: preparing and releasing, also past the pages', async () => {
  const wish = { caseId, token, formId: 'four-eyes', reason: WHY, message: null, changes: [], command: skipCommand(token, {}) };
  const id = (await as('otto', (scope) => prepareIntervention(scope, wish, 'de')))!;
  assert.equal(await as('otto', (scope) => prepareIntervention(scope, wish, 'de')), id);
  await stage.settle();
  const decide = async (who: string, then: 'propose' | 'release' | 'withdraw') =>
    decideIntervention(stage.workplace, await stage.secretOf(who), { caseId, id }, { then }, 'de');
  assert.equal(await decide('olga', 'release'), 'gone');
  assert.equal(await decide('otto', 'propose'), 'done');
  assert.equal(await decide('otto', 'release'), 'same-person');
  assert.equal(await decide('vera', 'release'), 'not-found');
  assert.equal(await decide('ruth', 'release'), 'not-found');
  const set = (columns: string, who: string) =>
    raw(who, `update cases.interventions set ${columns} where case_id = $1 and intervention_id = $2`, [caseId, id]);
  await assert.rejects(set(`state = 'released', decided_by = prepared_by`, 'otto'), /check constraint|row-level security/);
  await assert.rejects(set(`state = 'released', decided_by = 'person:00000000-0000-0000-0000-000000000000'`, 'otto'), /row-level security/);
  await assert.rejects(set(`command = '{}'`, 'olga'), /permission denied/);
  await assert.rejects(raw('otto', 'select command from cases.interventions'), /permission denied/);
  assert.equal((await set(`state = 'released'`, 'vera')).rowCount, 0);
  const seen = await as('olga', (scope) => openIntervention(scope, caseId, id, 'de'));
  assert.equal(seen?.preview?.result, 'done');
  assert.equal(await decide('otto', 'withdraw'), 'done');
  await assert.rejects(
    stage.owner.query(`update cases.interventions set state = 'released', decided_by = 'x' where intervention_id = $1`, [id]),
    /expected a state that follows withdrawn/,
  );
});

test('reading the values of a case needs a reason, is recorded, and the person reads why', async () => {
  await assert.rejects(
    as('otto', (scope) => scope.client.query(`select * from cases.read_names($1, 0, 'kurz')`, [caseId])),
    /expected a reason/,
  );
  const values = await as('otto', (scope) => readOperatedValues(scope, caseId, token, WHY));
  assert.ok(values!.rows.some((row) => row.name === 'purpose' && row.value === 'none'));
  const { rows } = await stage.owner.query(
    'select actor_name, office, purpose, reason from cases.access_records order by record_id desc limit 1',
  );
  assert.deepEqual(rows[0], {
    actor_name: 'Otto Wicki',
    office: 'office:musterau/platform',
    purpose: 'operations.purpose.read',
    reason: WHY,
  });
});
