import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { withSession } from '@einwohnerportal/cases';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const CONFIRMED = {
  outcome: 'confirmed',
  'confirmations[1].officialName': 'Imfeld',
  'confirmations[1].firstName': 'Jonas',
  'confirmations[1].dateOfBirth-year': '1951',
  'confirmations[1].address': 'Im Rank, 9902 Musterau',
  'confirmations[1].arrivedOn-year': '1978',
};

const send = (from: FormBrowser, path: string, fields: Record<string, string>) => from.submit(`[action$="${path}"]`, fields);
const later = (minutes: number): void =>
  workplace.stage.moveTo(new Date(Date.parse(workplace.stage.now()) + minutes * 60_000).toISOString());

test('a task shows what the resident sees, what is known with its source, and that the look is recorded', async () => {
  const path = await workplace.order();
  const { status, text } = await ruth.get(`/de${path}`);
  assert.equal(status, 200);
  assert.match(text, /<title>Wohnsitz bestätigen [^<]*– Arbeitsplatz<\/title>/);
  assert.doesNotMatch(/<title>.*<\/title>/.exec(text)![0], /Imfeld/);
  assert.match(words(text), /prüft, ob die Personen angemeldet sind/);
  assert.match(words(text), /aus dem Login/);
  assert.match(words(text), /Bezahlt am/);
  assert.match(words(text), /Grund: Prüfen, ob die Personen angemeldet sind/);
  assert.doesNotMatch(words(text), /Warum fragen wir das/);
  const { rows } = await workplace.stage.owner.query('select actor_name, purpose from cases.access_records order by at');
  assert.deepEqual(rows.at(-1), { actor_name: 'Ruth Kaufmann', purpose: 'tasks.confirm-residence.purpose' });
});

test('taking a task and giving it back keeps what was typed', async () => {
  const path = await workplace.order();
  await ruth.get(`/de${path}`);
  later(1);
  const taken = await send(ruth, path, { then: 'claim', outcome: 'refused', reason: 'Ein langer, angefangener Satz' });
  assert.equal(taken.status, 200);
  assert.match(words(taken.text), /Die Aufgabe ist Ihnen zugeteilt/);
  assert.match(taken.text, /Ein langer, angefangener Satz<\/textarea>/);
  assert.match(words((await ruth.get('/de/tasks?view=mine')).text), /Ihnen ist eine Aufgabe zugeteilt/);

  const ida = await workplace.signedIn('ida');
  assert.match(words((await ida.get('/de/tasks')).text), /Ruth Kaufmann/);
  await ida.get(`/de${path}`);
  later(1);
  const busy = await send(ida, path, { then: 'claim', reason: 'Auch von mir etwas' });
  assert.match(words(busy.text), /Jemand anderes hat diese Aufgabe gerade genommen/);
  assert.match(words(busy.text), /Auch von mir etwas/);

  await ruth.get(`/de${path}`);
  later(1);
  assert.match(words((await send(ruth, path, { then: 'return' })).text), /Die Aufgabe ist zurückgegeben/);
});

test('what is missing is said on the same page with everything typed; the title says so first', async () => {
  const path = await workplace.order();
  await ruth.get(`/de${path}`);
  const nothing = await send(ruth, path, { then: 'complete', reason: 'Schon geschrieben' });
  assert.equal(nothing.status, 422);
  assert.match(nothing.text, /<title>Fehler:/);
  assert.match(nothing.text, /class="error-summary"[^>]*autofocus/);
  assert.match(nothing.text, /<a href="#f-outcome">Wählen Sie eine Antwort\./);
  assert.match(nothing.text, /Schon geschrieben<\/textarea>/);

  const { text } = await send(ruth, path, {
    ...CONFIRMED,
    then: 'complete',
    'confirmations[1].arrivedOn-year': 'gestern',
    'confirmations[1].origin': 'Łódź <b>',
  });
  assert.match(text, /value="gestern"/);
  assert.match(text, /value="Łódź &lt;b&gt;"/);
});

test('a completed task is gone, the case goes on, and pressing again or reloading does nothing twice', async () => {
  const path = await workplace.order();
  await ruth.get(`/de${path}`);
  const first = await send(ruth, path, { ...CONFIRMED, then: 'complete' });
  assert.equal(first.location, '/de/tasks?done=1');
  assert.match(words((await ruth.get('/de/tasks?done=1')).text), /Gespeichert\./);
  await ruth.get('/de/tasks');
  const token = ruth.hidden('_token', '/sign-out');
  const again = await ruth.post(`/de${path}`, { ...CONFIRMED, _token: token, then: 'complete', reason: 'Das habe ich lange geschrieben.' });
  assert.equal(again.status, 409);
  assert.match(words(again.text), /Diese Aufgabe ist schon abgeschlossen/);
  assert.match(words(again.text), /Das habe ich lange geschrieben\./);
  await workplace.pause(() => workplace.stage.settle());
  const caseId = path.split('/')[2];
  const { rows } = await workplace.stage.owner.query('select outcome from cases.cases where case_id = $1', [caseId]);
  assert.deepEqual(rows, [{ outcome: 'issued' }]);
  const notes = await workplace.stage.owner.query(`select 1 from cases.task_notes where case_id = $1 and what = 'completed'`, [caseId]);
  assert.equal(notes.rowCount, 1);
});

/** Both press while the machine rests, so that neither can see the other; gives what each was answered. */
async function pressTogether(path: string, ida: FormBrowser): Promise<Awaited<ReturnType<typeof send>>[]> {
  await ruth.get(`/de${path}`);
  await ida.get(`/de${path}`);
  const queued = async (): Promise<number> =>
    (await workplace.stage.owner.query(`select 1 from engine.work where command ->> 'type' = 'complete-task'`)).rowCount ?? 0;
  let both: Promise<Awaited<ReturnType<typeof send>>[]> = Promise.resolve([]);
  await workplace.pause(async () => {
    both = Promise.all([
      send(ruth, path, { ...CONFIRMED, then: 'complete' }),
      send(ida, path, { then: 'complete', outcome: 'refused', reason: 'Am Schalter war niemand mit diesem Namen.' }),
    ]);
    while ((await queued()) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  return both;
}

test('of two who complete a task at once one wins; the other is told who and when, and keeps what they wrote', async () => {
  const ida = await workplace.signedIn('ida');
  let path: string;
  let answers: Awaited<ReturnType<typeof pressTogether>>;
  // A page waits so long for the machine and no longer: on a computer too busy for that both are told that it is ordered.
  do answers = await pressTogether((path = await workplace.order()), ida);
  while (answers.every(({ status }) => status === 303));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
  const ruthWon = answers[0]!.status === 303;
  const winner = ruthWon ? 'Ruth Kaufmann' : 'Ida Zihlmann';
  const told = words(answers[ruthWon ? 1 : 0]!.text);
  assert.match(told, new RegExp(`${winner} hat sie am .* abgeschlossen`));
  if (ruthWon) assert.match(told, /Am Schalter war niemand mit diesem Namen\./);
  const { rows } = await workplace.stage.owner.query<{ actor: string }>(
    `select p.first_name || ' ' || p.official_name as actor from engine.event e join cases.persons p on e.actor = 'person:' || p.person_id
     where e.case_id = $1 and e.type = 'complete-task' and e.result = 'done'`,
    [path.split('/')[2]],
  );
  assert.deepEqual(rows, [{ actor: winner }]);
});

test('a checklist is kept with who and when: two tick at once, an item taken back is open, and a required one keeps the task from ending', async () => {
  const { stage } = workplace;
  await workplace.pause(() =>
    stage.publish('services/residence-certificate/service.yaml', (text) =>
      text.replace('{ id: everybody-found }', `{ id: everybody-found, required: '=outcome = "confirmed"' }`),
    ),
  );
  const path = await workplace.order();
  const ida = await workplace.signedIn('ida');
  const first = await ruth.get(`/de${path}`);
  assert.deepEqual(await invalidHtml(first.text), []);
  assert.match(
    words(first.text),
    /Checkliste .*Alle Personen im Register gefunden nötig, je nach Entscheid Schreibweise der Namen verglichen/,
  );
  await ida.get(`/de${path}`);
  // Both pages were made before anybody ticked: each finds the tick of the other.
  const [one, other] = await Promise.all([
    send(ruth, path, { then: 'check', _check: 'names-compared', reason: 'Ein langer, angefangener Satz' }),
    send(ida, path, { then: 'check', _check: 'names-compared' }),
  ]);
  assert.deepEqual([one.status, other.status], [200, 200]);
  assert.match(words(one.text), /Die Haken sind gespeichert/);
  assert.match(one.text, /Ein langer, angefangener Satz<\/textarea>/);
  const caseId = path.split('/')[2];
  const notes = async (): Promise<string[]> =>
    (
      await stage.owner.query<{ what: string }>(
        `select what from cases.task_notes where case_id = $1 and what like '%checked:%' order by at, what`,
        [caseId],
      )
    ).rows.map(({ what }) => what);
  assert.deepEqual(await notes(), ['checked:names-compared'], 'once, by whoever was first');
  assert.match(other.text, /value="names-compared" checked/);

  later(1);
  await ida.get(`/de${path}`);
  // A page of the time before: what it did not show it does not take back.
  const refused = await send(ruth, path, { ...CONFIRMED, then: 'complete', _checked: '' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /<a href="#check">Haken Sie zuerst ab: Alle Personen im Register gefunden/);
  assert.match(refused.text, /value="names-compared" checked/);
  assert.match(refused.text, /value="Im Rank, 9902 Musterau"/);
  const taken = await send(ida, path, { then: 'check', _check: 'everybody-found', _checked: 'names-compared' });
  assert.match(words(taken.text), /Alle Personen im Register gefunden Ida Zihlmann, /);
  assert.deepEqual(await notes(), ['checked:names-compared', 'checked:everybody-found', 'unchecked:names-compared']);

  // Nobody ticks in a task that somebody else has, nor from another office.
  later(1);
  await send(ida, path, { then: 'claim' });
  assert.match(
    words((await send(ruth, path, { then: 'check', _check: 'names-compared', _checked: 'everybody-found' })).text),
    /Jemand anderes/,
  );
  const beat = await workplace.signedIn('beat');
  await beat.get('/de/tasks');
  const foreign = await beat.post(`/de${path}`, {
    _token: beat.hidden('_token', '/sign-out'),
    then: 'check',
    _checked: '',
    _check: 'names-compared',
  });
  assert.equal(foreign.status, 404);
  assert.equal((await notes()).length, 3);

  later(1);
  const done = await send(ida, path, { ...CONFIRMED, then: 'complete', _check: 'everybody-found', _checked: 'everybody-found' });
  assert.equal(done.status, 303);
  await workplace.pause(() =>
    stage.publish('services/residence-certificate/service.yaml', (text) => text.replace(/, required: [^}]*}/, ' }')),
  );
});

test('who takes part in a case from outside ticks nothing, whatever the application asks', async () => {
  const path = await workplace.order();
  const [, , caseId, token] = path.split('/');
  const secret = await workplace.stage.secretOf('jonas');
  const write = withSession(workplace.stage.portal, secret, (scope) =>
    scope.client.query(
      `insert into cases.task_notes (case_id, token, at, element, actor, actor_name, what) values ($1, $2, now(), 'confirm-residence', $3, 'Jonas', 'checked:everybody-found')`,
      [caseId, token, scope.session!.principal],
    ),
  );
  await assert.rejects(write, { code: '42501' });
});

test('the next task follows when one is asked for', async () => {
  const path = await workplace.order();
  await ruth.get(`/de${path}`);
  const answer = await send(ruth, path, { ...CONFIRMED, then: 'next' });
  assert.match(answer.location!, /^\/de\/tasks\/[0-9a-f-]{36}\/\d+\?done=1$/);
  assert.match(words((await ruth.get(answer.location!)).text), /Das ist die nächste Aufgabe/);
});

test('refusing with a reason leads to a ruling that a second person must approve', async () => {
  const path = await workplace.order('selma');
  await ruth.get(`/de${path}`);
  assert.equal((await send(ruth, path, { then: 'complete', outcome: 'refused', reason: 'Sie ist hier nicht angemeldet.' })).status, 303);
  await workplace.pause(() => workplace.stage.settle());
  const draft = await workplace.taskPath('draft');
  await ruth.get(`/de${draft}`);
  assert.equal((await send(ruth, draft, { then: 'complete', grounds: 'Seit Februar abgemeldet.', noConflict: 'true' })).status, 303);
  await workplace.pause(() => workplace.stage.settle());
  const approve = await workplace.taskPath('approve');
  assert.equal((await ruth.get(`/de${approve}`)).status, 404);

  const ida = await workplace.signedIn('ida');
  await ida.get(`/de${approve}`);
  assert.equal((await send(ida, approve, { then: 'complete', verdict: 'return', remark: 'Bitte das Datum prüfen.' })).status, 303);
  await workplace.pause(() => workplace.stage.settle());
  const second = await workplace.taskPath('draft');
  later(1);
  const seen = await ida.get(`/de${second}`);
  assert.equal(seen.status, 200);
  assert.equal((await send(ida, second, { then: 'complete', grounds: 'Seit dem 15. Januar abgemeldet.', noConflict: 'true' })).status, 303);
  await workplace.pause(() => workplace.stage.settle());
  const own = await workplace.taskPath('approve');
  const blocked = await ida.get(`/de${own}`);
  assert.match(words(blocked.text), /Diese Aufgabe braucht eine zweite Person/);
  assert.doesNotMatch(blocked.text, /id="task"/);
  await ida.get('/de/tasks');
  const refused = await ida.post(`/de${own}`, { _token: ida.hidden('_token', '/sign-out'), then: 'complete', verdict: 'release' });
  assert.equal(refused.status, 403);
  assert.match(words(refused.text), /Vier Augen prüfen/);
});

test('a task past its deadline says so in words, on top of the list', async () => {
  await workplace.order();
  later(60 * 24 * 4);
  const { text } = await ruth.get('/de/tasks');
  assert.match(text, /Über der Frist <span>/);
  assert.match(words(text), /2 Tage darüber/);
  assert.match(words(text), /sind über der Frist\.|ist über der Frist\./);
});
