import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GIVEN_ROLES } from '@einwohnerportal/cases';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

const OFFICE = 'office:musterau/residents-office';
const PEOPLE = '/de/organisation/people';
let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
let beat: FormBrowser;
let task: string;
let ruthsId: string;
before(async () => {
  workplace = await createTestWorkplace();
  task = (await workplace.order()).replace('/tasks/', '');
  [ruth, ida, beat] = [await workplace.signedIn('ruth'), await workplace.signedIn('ida'), await workplace.signedIn('beat')];
  ruthsId = await idOf('Ruth');
});
after(() => workplace.end());

const one = async <T>(sql: string, values: unknown[] = []): Promise<T> =>
  Object.values((await workplace.stage.owner.query<Record<string, unknown>>(sql, values)).rows[0] ?? {})[0] as T;
const idOf = (name: string): Promise<string> =>
  one('select person_id from cases.members where name like $1 and office = $2', [`${name}%`, OFFICE]);
const post = async (browser: FormBrowser, path: string, fields: Record<string, string>) => {
  await browser.get(path);
  return browser.post(path, { _token: browser.hidden('_token', '/sign-out'), ...fields });
};
const end = (browser: FormBrowser, fields: Record<string, string> = {}) =>
  post(browser, PEOPLE, { then: 'end-member', member: ruthsId, office: 'residents-office', reason: 'Stelle gewechselt', ...fields });
const lift = (browser: FormBrowser) => post(browser, PEOPLE, { then: 'lift', member: ruthsId, office: 'residents-office' });
const claim = (browser: FormBrowser) => post(browser, '/de/tasks', { back: '/tasks', then: 'claim', task });
const holder = (): Promise<string | null> => one(`select assignee_id from engine.user_task where group_id = $1`, [OFFICE]);
const settle = (): Promise<void> => workplace.pause(() => workplace.stage.settle());
const absence = (person: string, deputy: string) =>
  workplace.stage.owner.query(
    `insert into cases.absences (absence_id, person_id, deputy_id, first_day, last_day)
     values (gen_random_uuid(), $1, $2, '2027-03-01', '2027-03-20')`,
    [person, deputy],
  );
const withGroups = async (who: string, functions: string[]): Promise<FormBrowser> => {
  workplace.identity.functions = functions;
  try {
    return await workplace.signedIn(who);
  } finally {
    workplace.identity.functions = undefined;
  }
};

test('every role can be chosen for an invitation', async () => {
  const page = await ida.get(PEOPLE);
  for (const role of GIVEN_ROLES) assert.match(page.text, new RegExp(`name="roles" value="${role}"`));
});

test('the organisation of another authority, somebody without the role and the person alone end nothing', async () => {
  const elsewhere = await post(beat, PEOPLE, { then: 'end-member', member: ruthsId, office: 'residents-office', reason: 'x' });
  assert.equal(elsewhere.location, `${PEOPLE}?said=gone`, 'only the own authority is meant');
  await beat.get(PEOPLE);
  const aimed = {
    _token: beat.hidden('_token', '/sign-out'),
    then: 'end-member',
    member: ruthsId,
    office: 'residents-office',
    reason: 'x',
  };
  assert.equal((await beat.post(`${PEOPLE}?authority=musterau`, aimed)).status, 404);
  assert.doesNotMatch((await beat.get(`${PEOPLE}?member=${ruthsId}&office=residents-office`)).text, /Ruth Kaufmann/);
  assert.equal((await end(await workplace.signedIn('otto'))).status, 404);
  assert.equal((await end(ruth)).location, `${PEOPLE}?said=self`);
  assert.equal((await lift(beat)).location, `${PEOPLE}?said=gone`);
  assert.equal((await ruth.get('/de/tasks')).status, 200);
  assert.equal(await one('select count(*)::int from cases.member_acts'), 0);
  const { pool } = workplace.stage.workplace;
  assert.equal(
    (await pool.query('select cases.end_membership($1, $2, $3, false, now()) as done', [OFFICE, ruthsId, 'x'])).rows[0].done,
    false,
  );
  await assert.rejects(
    pool.query(`select cases.leave_office($1, $2, 'login', now(), null, null, false)`, [ruthsId, OFFICE]),
    /permission denied/,
  );
  await assert.rejects(pool.query('select cases.follow_login($1, $2, $2)', [ruthsId, []]), /permission denied/);
});

test('who is ended holds nothing from then on: sessions, tasks and absences end, shared filters and the record stay', async () => {
  await claim(ruth);
  assert.equal(await holder(), `person:${ruthsId}`);
  const idasId = await idOf('Ida');
  await absence(idasId, ruthsId);
  await absence(ruthsId, idasId);
  await post(ruth, '/de/filters', { path: '/tasks?view=free', name: 'Frei im Amt', office: OFFICE });
  await post(ruth, '/de/filters', { path: '/tasks?view=free', name: 'Nur meiner' });

  const list = await ida.get(PEOPLE);
  assert.match(
    words(list.text),
    /Ruth Kaufmann .{0,200}Seit .{5,30}, durch das Login\. Zuletzt angemeldet: .{5,40}Mitarbeit beenden ?: Ruth Kaufmann/,
  );
  const ask = await ida.get(`${PEOPLE}?member=${ruthsId}&office=residents-office`);
  assert.match(words(ask.text), /Soll die Mitarbeit von Ruth Kaufmann enden\?.*meldet das Login sie beim nächsten Mal wieder an/);
  assert.deepEqual(await invalidHtml(ask.text), []);
  const silent = await end(ida, { reason: ' ', blocks: 'true' });
  assert.equal(silent.status, 422);
  assert.match(words(silent.text), /Schreiben Sie einen Grund/);
  assert.match(silent.text, /name="blocks"[^>]*checked/);
  assert.equal((await ruth.get('/de/tasks')).status, 200);

  assert.equal((await end(ida)).location, `${PEOPLE}?said=ended`);
  assert.equal((await ruth.get('/de/tasks')).status, 403);
  assert.equal((await ruth.get(PEOPLE)).status, 404);
  await settle();
  assert.equal(await holder(), null);
  assert.equal(await one(`select count(*)::int from cases.open_tasks where group_id = $1 and free`, [OFFICE]), 1);
  assert.match(words((await ida.get('/de/tasks?view=free')).text), /Eine/);
  assert.equal(await one('select count(*)::int from cases.absences'), 0);
  assert.deepEqual((await workplace.stage.owner.query('select name, person_id, office from cases.filters')).rows, [
    { name: 'Frei im Amt', person_id: null, office: OFFICE },
  ]);
  assert.match((await ida.get('/de/tasks?view=free')).text, /Frei im Amt/);
  assert.equal(await one(`select actor_name from cases.task_notes where what = 'returned'`), 'Ida Zihlmann');
  assert.match(
    words((await ida.get(PEOPLE)).text),
    /Nicht mehr dabei Ruth Kaufmann .{0,60}Am .{5,30} beendet\. Das war Ida Zihlmann\. ?Grund: Stelle gewechselt/,
  );
  assert.equal(
    await one(`select cases.audit_content(1, source, key) like '%Stelle gewechselt%' from
      (select source, key from cases.audit_pending union all select source, key from cases.audit_leaves) r where source = 'member'`),
    true,
  );
  await assert.rejects(workplace.stage.owner.query(`update cases.member_acts set reason = 'x'`), /additions only/);
  assert.equal((await end(ida)).location, `${PEOPLE}?said=gone`);
});

test('the login brings somebody back, a block keeps them out until it is lifted by somebody else', async () => {
  ruth = await workplace.signedIn('ruth');
  assert.equal((await ruth.get('/de/tasks')).status, 200);
  await end(ida, { blocks: 'true' });
  assert.match(words((await ida.get(PEOPLE)).text), /beendet und gesperrt.*Sperre aufheben/);
  const out = await workplace.signedIn('ruth');
  assert.equal((await out.get('/de/tasks')).status, 403);
  assert.equal((await lift(out)).status, 404);
  assert.equal((await ida.get(PEOPLE)).text.match(/value="lift"/g)?.length, 1);
  assert.equal((await lift(ida)).location, `${PEOPLE}?said=lifted`);
  assert.equal((await lift(ida)).location, `${PEOPLE}?said=gone`);
  assert.equal((await out.get('/de/tasks')).status, 403, 'until they sign in');
  ruth = await workplace.signedIn('ruth');
  assert.equal((await ruth.get('/de/tasks')).status, 200);
});

test('a group that is gone at the next sign-in ends it everywhere; a role that is gone leaves older sessions too', async () => {
  await claim(ruth);
  assert.equal(await holder(), `person:${ruthsId}`);
  assert.equal((await ruth.get(PEOPLE)).status, 200);
  const fewer = await withGroups('ruth', ['claim:musterau-office']);
  assert.deepEqual(
    [(await fewer.get(PEOPLE)).status, (await ruth.get(PEOPLE)).status, (await ruth.get('/de/tasks')).status],
    [404, 404, 200],
  );
  assert.equal(await holder(), `person:${ruthsId}`);
  const none = await withGroups('ruth', []);
  for (const browser of [none, fewer, ruth]) assert.equal((await browser.get('/de/tasks')).status, 403);
  await settle();
  assert.equal(await holder(), null);
  assert.match(words((await ida.get(PEOPLE)).text), /Das Login nennt die Gruppe nicht mehr/);
});

test('an invitation that nobody took gives nothing, one that is over ends by itself', async () => {
  const { owner } = workplace.stage;
  const invite = (state: string, person: string | null, endsOn: string | null) =>
    owner.query(
      `insert into cases.invitations (invitation_id, authority, office, roles, name, language, state, prepared_by, prepared_name, person_id, ends_on)
       values (gen_random_uuid(), 'musterau', $1, '{member}', 'Noel Egli', 'de', $2, 'person:x', 'X', $3, $4)`,
      [OFFICE, state, person, endsOn],
    );
  await invite('sent', null, null);
  const noel = await workplace.signedIn('newcomer');
  assert.equal((await noel.get('/de/tasks')).status, 403);
  assert.equal(await one(`select count(*)::int from cases.members where name like 'Noel%'`), 0);
  // A session begins at the time of the day, the end is that of the set clock.
  await invite('accepted', await one(`select person_id from cases.persons where official_name = 'Egli'`), '2999-01-01');
  const inside = await workplace.signedIn('newcomer');
  await owner.query(`update cases.invitations set ends_on = '2027-03-01' where state = 'accepted'`);
  assert.equal((await inside.get('/de/tasks')).status, 200);
  assert.match(words((await ida.get(PEOPLE)).text), /durch eine Einladung/);
  workplace.stage.moveTo('2027-03-02T08:00:00.000Z');
  await settle();
  assert.equal((await inside.get('/de/tasks')).status, 403);
  assert.match(words((await ida.get(PEOPLE)).text), /Die Einladung ist abgelaufen/);
});
