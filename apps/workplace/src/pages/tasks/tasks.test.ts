import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
const paths: string[] = [];
before(async () => {
  workplace = await createTestWorkplace();
  for (let each = 0; each < 3; each++) paths.push(await workplace.order());
  ruth = await workplace.signedIn('ruth');
  ida = await workplace.signedIn('ida');
});
after(() => workplace.end());

const picked = (path: string): string => path.replace('/tasks/', '');
const holders = async (): Promise<(string | null)[]> => {
  const { rows } = await workplace.stage.owner.query<{ name: string | null }>(
    `select (select p.first_name from cases.persons p where 'person:' || p.person_id = t.assignee_id) as name
     from engine.user_task t where t.group_id like 'office:%' order by array_position($1::uuid[], t.case_id)`,
    [paths.map((path) => path.split('/')[2])],
  );
  return rows.map((row) => row.name);
};
/** Posts the form of the list as a browser does: only boxes that are checked go along. */
async function press(browser: FormBrowser, then: string, tasks: string[], more: Record<string, string> = {}) {
  await browser.get('/de/tasks');
  return browser.post('/de/tasks', { _token: browser.hidden('_token', '/sign-out'), back: '/tasks', then, task: tasks, ...more });
}
const memberId = async (name: string): Promise<string> => {
  const { rows } = await workplace.stage.owner.query<{ id: string }>(
    `select 'person:' || person_id as id from cases.members where name like $1 limit 1`,
    [`${name}%`],
  );
  return rows[0]!.id;
};

test('check 39: several tasks are taken at once, given to a colleague and given back', async () => {
  const taken = await press(ruth, 'claim', paths.slice(0, 2).map(picked));
  assert.match(words((await ruth.get(taken.location!)).text), /2 Aufgaben sind Ihnen zugeteilt/);
  assert.deepEqual(await holders(), ['Ruth', 'Ruth', null]);
  const given = await press(ruth, 'give', [picked(paths[0]!)], { to: await memberId('Ida') });
  assert.match(words((await ruth.get(given.location!)).text), /Eine Aufgabe ist zugeteilt/);
  assert.deepEqual(await holders(), ['Ida', 'Ruth', null]);
  await press(ruth, 'return', [picked(paths[1]!)]);
  assert.deepEqual(await holders(), ['Ida', null, null]);
});

test('what somebody else has is left alone and told; who leads the office may give it on', async () => {
  const missed = await press(ruth, 'claim', paths.map(picked));
  const text = words((await ruth.get(missed.location!)).text);
  assert.match(text, /2 Aufgaben sind Ihnen zugeteilt/);
  assert.match(text, /Eine hat inzwischen jemand anderes/);
  assert.deepEqual(await holders(), ['Ida', 'Ruth', 'Ruth']);
  await press(ida, 'give', [picked(paths[2]!)], { to: await memberId('Ruth') });
  await press(ida, 'return', [picked(paths[1]!)]);
  assert.deepEqual(await holders(), ['Ida', null, 'Ruth']);
  await press(ruth, 'return', [picked(paths[0]!)]);
  assert.deepEqual(await holders(), ['Ida', null, 'Ruth'], 'a colleague who does not lead takes nothing away');
});

test('without a pick, without a person and to a stranger nothing is given', async () => {
  const before = await holders();
  assert.match(words((await ruth.get((await press(ruth, 'claim', [])).location!)).text), /keine Aufgabe ausgewählt/);
  assert.match(words((await ruth.get((await press(ruth, 'give', [picked(paths[1]!)])).location!)).text), /niemanden ausgewählt/);
  await workplace.signedIn('beat');
  await press(ruth, 'give', [picked(paths[1]!)], { to: await memberId('Beat') });
  const { rows } = await workplace.stage.owner.query<{ id: string }>(`select 'person:' || applicant_id as id from cases.cases limit 1`);
  await press(ruth, 'give', [picked(paths[1]!)], { to: rows[0]!.id });
  assert.deepEqual(await holders(), before);
});

test('all boxes of a page are checked by a link, without script', async () => {
  assert.equal((await ruth.get('/de/tasks')).text.match(/<input type="checkbox"[^>]*checked/g), null);
  assert.equal((await ruth.get('/de/tasks?pick=all')).text.match(/<input type="checkbox"[^>]*checked/g)?.length, 3);
});

test('the list is searched by person, task, service and reference, without accents; by deadline and view', async () => {
  const rows = async (query: string): Promise<number> =>
    (await ruth.get(`/de/tasks?${query}`)).text.match(/<td class="what">/g)?.length ?? 0;
  for (const query of ['text=IMFELD', 'text=jonas+wohnsitz', 'text=Wohnsitzbestätigung', 'deadline=week', 'service=residence-certificate'])
    assert.equal(await rows(query), 3, query);
  for (const query of ['text=imfeld+hund', 'text=%25', 'deadline=late', 'service=none', 'office=beispielwil/residents-office'])
    assert.equal(await rows(query), 0, query);
  assert.equal(await rows('view=mine'), 1);
  assert.equal(await rows('view=free'), 1);
  const { rows: cases } = await workplace.stage.owner.query<{ reference: string }>('select reference from cases.cases limit 1');
  assert.equal(await rows(`text=${cases[0]!.reference.toLowerCase()}`), 1);
});

test('check 39: the pages of a list of 500 rows have every task once, in order, with filter and order in the address and nothing to drag', async () => {
  await workplace.pause(async () => {
    // Rows of the same office around a page's end: same deadline, other priorities, none at all; with their cases in one transaction.
    await workplace.stage.owner.query(
      `insert into engine.user_task select gen_random_uuid(), created_at, case when n % 7 = 0 then null else due_at + make_interval(days => n % 3) end,
         follow_up, instance_no, token_no, 50 + n % 4, 0, 0, kind, element, process_id, group_id, role, form, capability, null, party
       from (select * from engine.user_task where group_id like 'office:%' limit 1) t, generate_series(1, 497) n;
       insert into cases.cases select t.case_id, gen_random_uuid(), c.applicant_id, c.submitted_at, null, c.submitted_on, null, gen_random_uuid()::text, c.service,
         c.service_hash, c.authority, c.office, c.competent, c.channel, c.language, null, 'Person ' || t.priority, c.verification_secret
       from engine.user_task t, (select * from cases.cases limit 1) c where not exists (select 1 from cases.cases x where x.case_id = t.case_id)`,
    );
    await workplace.stage.owner.query(
      `insert into cases.access select t.case_id, t.group_id, 'municipality' from engine.user_task t
       where not exists (select 1 from cases.access a where a.case_id = t.case_id)`,
    );
  });
  const seen: string[] = [];
  let next: string | undefined = '/de/tasks';
  while (next) {
    const { text } = await ruth.get(next);
    assert.doesNotMatch(text, /draggable|ondrag/);
    seen.push(...[...text.matchAll(/name="task" value="([^"]+)"/g)].map((match) => match[1]!));
    next = /<a rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    assert.ok(seen.length < 1000);
  }
  const { rows } = await workplace.stage.owner.query<{ task: string }>(
    `select case_id || '/' || token_no as task from engine.user_task where group_id like 'office:musterau/%'
     order by due_at, priority desc, case_id, token_no`,
  );
  assert.deepEqual(
    seen,
    rows.map((row) => row.task),
  );
  assert.equal(seen.length, 500);
  assert.equal((await ruth.get('/de/tasks?after=nonsense')).status, 200);
  const narrowed = (await ruth.get('/de/tasks?view=free&deadline=week&text=person')).text;
  const onward = new URL(/<a rel="next" href="([^"]+)"/.exec(narrowed)![1]!.replaceAll('&amp;', '&'), 'http://x').searchParams;
  assert.deepEqual([onward.get('view'), onward.get('deadline'), onward.get('text')], ['free', 'week', 'person']);
});

test('check 39: many at once are asked once more, by how many; what was taken can be undone, and only that', async () => {
  const { text: list } = await ruth.get('/de/tasks?view=free&pick=all');
  const many = [...list.matchAll(/name="task" value="([^"]+)"/g)].map((match) => match[1]!);
  assert.equal(many.length, 50);
  const free = async (): Promise<number> =>
    (await workplace.stage.owner.query(`select from engine.user_task where group_id like 'office:musterau/%' and assignee_id is null`))
      .rowCount!;
  const before = await free();
  const asked = await press(ruth, 'claim', many);
  assert.equal(asked.status, 200);
  assert.match(words(asked.text), /50 Aufgaben Ihnen zuteilen\?/);
  assert.deepEqual(await invalidHtml(asked.text), []);
  assert.equal(await free(), before, 'nothing happens before the answer');
  const rows = async () =>
    (await workplace.stage.owner.query(`select case_id || '/' || token_no as task from engine.user_task where assignee_id is not null`))
      .rows;
  const held = await rows();
  const kept = [...asked.text.matchAll(/hidden checked name="task" value="([^"]+)"/g)].map((match) => match[1]!);
  assert.deepEqual(kept, many);
  // Rows without a running process: the machine refuses them, and nothing is called moved that is not.
  const sent = await press(ruth, 'claim', many, { sure: 'yes' });
  assert.match(sent.location!, /said=taken/);
  assert.deepEqual(await rows(), held);
});

test('check 39: undoing puts tasks back to who had them', async () => {
  const before = await holders();
  const free = paths.filter((_, at) => before[at] === null).map(picked);
  assert.ok(free.length > 0);
  const taken = await press(ruth, 'claim', free);
  const { text } = await ruth.get(taken.location!);
  assert.match(text, /value="undo"/);
  const undone = await ruth.post('/de/tasks', { _token: ruth.hidden('_token', '/sign-out'), back: '/tasks', then: 'undo' });
  assert.match(words((await ruth.get(undone.location!)).text), /wieder, wo sie war/);
  assert.deepEqual(await holders(), before);
  assert.doesNotMatch((await ruth.get(taken.location!)).text, /value="undo"/, 'once');
});
