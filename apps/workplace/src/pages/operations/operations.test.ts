import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

const CONFIRM = 'residents-register.confirm-residence';
const WHY = 'Das Register gibt seit gestern keine Antwort.';

let workplace: TestWorkplace;
let otto: FormBrowser;
let olga: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  await workplace.pause(() => workplace.stage.act('rebind', { authority: 'musterau', capability: CONFIRM, to: 'demo-register' }));
  [otto, olga] = [await workplace.signedIn('otto'), await workplace.signedIn('olga')];
});
after(() => workplace.end());

const fault = (kind: string) =>
  workplace.pause(() => workplace.stage.act(kind === 'none' ? 'heal' : 'fault', { connector: 'demo-register', kind }));
const settle = () => workplace.pause(() => workplace.stage.settle());

/** A case whose register has not answered until the machine gave up. Gives the path of its step. */
async function stuck(who = 'jonas'): Promise<{ caseId: string; token: number; path: string }> {
  await fault('down');
  await workplace.submit(who);
  await workplace.pause(async () => {
    workplace.stage.moveTo(new Date(Date.parse(workplace.stage.now()) + 8 * 86_400_000).toISOString());
    await workplace.stage.settle();
  });
  const { rows } = await workplace.stage.owner.query<{ case_id: string; token_no: number }>(
    'select case_id, token_no from engine.incident join cases.cases using (case_id) where reference = $1',
    [workplace.stage.memory.reference],
  );
  const { case_id: caseId, token_no: token } = rows[0]!;
  return { caseId, token, path: `/operations/cases/${caseId}/${token}` };
}

test('what stands still is listed oldest first, in plain words and without a name, and tries again', async () => {
  const { path } = await stuck();
  const list = await otto.follow('/de/tasks');
  assert.match(words(list.text), /Ein Schritt steht still\./);
  assert.match(words(list.text), /Zu lange keine Antwort/);
  assert.doesNotMatch(words(list.text), /Imfeld|Jonas/);
  const page = await otto.get(`/de${path}`);
  assert.match(words(page.text), /Die Maschine versucht es nicht mehr von selbst/);
  assert.match(words(page.text), /residents-register\.confirm-residence/);
  assert.doesNotMatch(words(page.text), /Imfeld|Jonas/);
  await fault('none');
  await otto.get(`/de${path}`);
  const old = otto.hidden('incident', path);
  const token = otto.hidden('_token', path);
  assert.equal((await otto.submit(`[action$="${path}"]`)).location, `/de${path}?retried=done`);
  await settle();
  // The same button pressed again in another window: nothing happens twice, and the page says so.
  const again = await otto.post(`/de${path}`, { _token: token, incident: old });
  assert.equal(again.location, `/de${path}?retried=gone`);
  assert.match(words((await otto.follow(again.location!)).text), /Das war schon erledigt/);
});

test('a step is skipped by two people, and not when the case has moved meanwhile', async () => {
  const { path, caseId } = await stuck('selma');
  await otto.get(`/de${path}/skip`);
  const short = await otto.submit(`[action$="${path}/skip"]`, { reason: 'Kurz', outputs: '[1]' });
  assert.equal(short.status, 422);
  assert.match(words(short.text), /Schreiben Sie in einem Satz, warum das nötig ist/);
  assert.match(words(short.text), /Schreiben Sie eine Gruppe von Namen und Werten/);
  const asked = await otto.submit(`[action$="${path}/skip"]`, { reason: WHY, outputs: '{"outcome": "confirmed", "confirmations": []}' });
  const at = asked.location!;
  assert.match(at, /\/operations\/interventions\//);
  await settle();
  const tried = await otto.get(at);
  assert.match(words(tried.text), /Wohnsitz bestätigen ?: wird übersprungen/);
  assert.match(words(tried.text), /&quot;confirmed&quot;/);
  assert.equal((await otto.submit(`[action$="${at}"]`, { then: 'propose' })).location, `${at}?said=propose`);
  await otto.get(at);
  assert.equal((await otto.submit(`[action$="${at}"]`, { then: 'release' })).location, `${at}?said=same-person`);

  assert.match(words((await olga.get('/de/operations/interventions')).text), /Ein Eingriff wartet auf Ihre Freigabe/);
  // The machine did something else with the case: what was tried out is no longer true.
  await workplace.stage.owner.query('update engine.instance set step = step + 1 where case_id = $1', [caseId]);
  assert.match(words((await olga.get(at)).text), /Der Fall hat sich bewegt/);
  await olga.submit(`[action$="${at}"]`, { then: 'renew' });
  await settle();
  await olga.get(at);
  const refused = await olga.submit(`[action$="${at}"]`, { then: 'refuse', refusal: 'Nein' });
  assert.equal(refused.status, 422);
  assert.equal((await olga.submit(`[action$="${at}"]`, { then: 'release' })).location, `${at}?said=release`);
  await settle();
  assert.match(words((await olga.get(at)).text), /Die Maschine hat es gemacht/);
  assert.match(words((await olga.get(`/de/operations/cases/${caseId}`)).text), /Ein Schritt wird übersprungen.*Grund: Das Register/);
  const { rows } = await workplace.stage.owner.query(`select actor from engine.event where case_id = $1 and type = 'skip-incident'`, [
    caseId,
  ]);
  assert.equal(rows.length, 1);
});

test('a case is ended with a message to the person, who gets the money back', async () => {
  const { caseId } = await stuck('jonas');
  const path = `/operations/cases/${caseId}/0/stop`;
  await otto.get(`/de${path}`);
  assert.equal((await otto.submit(`[action$="${path}"]`, { reason: WHY })).status, 422);
  const { location: at } = await otto.submit(`[action$="${path}"]`, {
    reason: WHY,
    message: 'Bitte bestellen Sie am Schalter.\nWir helfen gern.',
  });
  await settle();
  await otto.get(at!);
  await otto.submit(`[action$="${at}"]`, { then: 'propose' });
  await olga.get(at!);
  assert.equal((await olga.submit(`[action$="${at}"]`, { then: 'release' })).location, `${at}?said=release`);
  await settle();
  const { rows } = await workplace.stage.owner.query(
    `select c.outcome, c.closed_at is not null as closed, p.state, m.kind, m.args ->> 'words' as words from cases.cases c
     join cases.payments p using (case_id) join cases.messages m using (case_id) where c.case_id = $1 and m.kind in ('stopped', 'closed')`,
    [caseId],
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0], {
    ...rows[0],
    outcome: 'stopped',
    closed: true,
    kind: 'stopped',
    words: 'Bitte bestellen Sie am Schalter.\nWir helfen gern.',
  });
  assert.match(rows[0].state, /refund/);
  assert.equal((await otto.get(`/de${path}`)).status, 404);
});

test('values are opened for a reason, changed one by one, and shown before and after', async () => {
  const { path, caseId, token } = await stuck('selma');
  const at = `${path}/values`;
  const closed = await otto.get(`/de${at}?reason=${encodeURIComponent(WHY)}`);
  assert.doesNotMatch(closed.text, /Aregger/);
  await otto.submit(`[action$="${at}"]`, { reason: WHY });
  assert.match(otto.page, /Aregger/);
  const field = (name: string): string => new RegExp(`name="n(\\d+)" value="case:${name}"`).exec(otto.page)![1]!;
  const purpose = field('purpose');
  const faulty = await otto.submit(`[action$="${at}"]`, { reason: WHY, [`v${purpose}`]: 'housing' });
  assert.equal(faulty.status, 422);
  assert.match(words(faulty.text), /Das ist kein Wert\. Texte stehen in Anführungszeichen/);
  const { location } = await otto.submit(`[action$="${at}"]`, {
    reason: WHY,
    [`v${purpose}`]: '"housing"',
    'new-name': 'note.by',
    'new-value': '2 + 3',
  });
  await settle();
  const shown = words((await otto.get(location!)).text);
  assert.match(shown, /purpose &quot;none&quot; &quot;housing&quot;/);
  assert.match(shown, /note\.by null 5/);
  await otto.submit(`[action$="${location}"]`, { then: 'propose' });
  await olga.get(location!);
  await olga.submit(`[action$="${location}"]`, { then: 'release' });
  await settle();
  const { rows } = await workplace.stage.owner.query<{ data: Record<string, unknown> }>(
    'select data from engine.variable where case_id = $1 and scope_no = 0',
    [caseId],
  );
  assert.equal(rows[0]!.data.purpose, 'housing');
  assert.deepEqual(rows[0]!.data.note, { by: 5 });
  assert.ok(rows[0]!.data.applicant, 'what was not changed stays');
  const looks = await workplace.stage.owner.query(
    `select distinct actor_name, purpose from cases.access_records where case_id = $1 and purpose like 'operations.%' order by 1`,
    [caseId],
  );
  assert.deepEqual(looks.rows, [
    { actor_name: 'Olga Fessler', purpose: 'operations.purpose.read' },
    { actor_name: 'Otto Wicki', purpose: 'operations.purpose.read' },
  ]);
  assert.ok(token > 0);
});

test('a token is moved and the case taken to the version it has: the machine says first whether it works', async () => {
  const { path } = await stuck('jonas');
  await otto.get(`/de${path}/move`);
  const wrong = await otto.submit(`[action$="${path}/move"]`, { reason: WHY, element: 'certificate-issued' });
  await settle();
  assert.match(words((await otto.get(wrong.location!)).text), /Der Ablauf kommt damit zu Ende|Der Fall geht weiter/);
  assert.match(words((await otto.get(`/de${path}/migrate`)).text), /nur eine Fassung/);
});

test('after an outage everything that matches tries again at once', async () => {
  await stuck('selma');
  await fault('none');
  const list = await otto.get('/de/operations?code=expired');
  assert.match(words(list.text), /noch einmal versuchen/);
  const question = await otto.get('/de/operations/retry?code=expired');
  assert.match(words(question.text), /Wohnsitz bestätigen: Zu lange keine Antwort: \d/);
  const done = await otto.submit('[action$="/operations/retry"]');
  assert.match(done.location!, /\/de\/operations\?retried=\d+$/);
  assert.doesNotMatch(done.location!, /retried=0/);
  await settle();
  assert.match(words((await otto.get('/de/operations')).text), /Nichts steht still/);
});

test('jobs and timers say what waits for what; a waiting try is brought forward once', async () => {
  await fault('down');
  await workplace.submit('jonas');
  await settle();
  const { rows } = await workplace.stage.owner.query<{ case_id: string; token_no: number }>(
    `select case_id, token_no from engine.job where attempts > 0 and state = 'ready'`,
  );
  const path = `/operations/cases/${rows[0]!.case_id}/${rows[0]!.token_no}`;
  const jobs = words((await otto.get('/de/operations/jobs?standing=waiting')).text);
  assert.match(jobs, /Ein Auftrag ist offen\./);
  assert.match(jobs, /Versucht es wieder 1/);
  assert.match(jobs, /Antwortet nicht/);
  assert.equal((await otto.get('/de/operations/timers')).status, 200);
  await otto.get(`/de${path}`);
  const answer = await otto.submit(`[action$="${path}"]`);
  assert.match(answer.location!, /retried=(done|waiting)/);
  await settle();
  const { rows: after } = await workplace.stage.owner.query<{ attempts: number }>('select attempts from engine.job where case_id = $1', [
    rows[0]!.case_id,
  ]);
  assert.ok(after[0]!.attempts >= 2);
});

test('a running case goes to a newer version with its content, after the machine has said what happens to its step', async () => {
  const { caseId, path } = await stuck('selma');
  await workplace.pause(() =>
    workplace.stage.publish('services/residence-certificate/process.bpmn', (text) =>
      text.replace('name="Confirm residence"', 'name="Confirm the residence"'),
    ),
  );
  const versions = await otto.get(`/de${path}/migrate`);
  assert.match(words(versions.text), /Fassung vom/);
  const to = /migrate\?to=([^"]+)"/.exec(versions.text)![1]!;
  await otto.get(`/de${path}/migrate?to=${to}`);
  const { location: at } = await otto.submit(`[action$="${path}/migrate"]`, { reason: WHY });
  await settle();
  assert.match(words((await otto.get(at!)).text), /Wohnsitz bestätigen ?: kommt mit/);
  await otto.submit(`[action$="${at}"]`, { then: 'propose' });
  await olga.get(at!);
  assert.equal((await olga.submit(`[action$="${at}"]`, { then: 'release' })).location, `${at}?said=release`);
  await settle();
  const { rows } = await workplace.stage.owner.query(
    `select n.definition_id = d.definition_id as same, v.data -> 'service' ->> 'hash' = c.service_hash as named
     from cases.cases c join engine.instance n using (case_id) join cases.deployments d using (service_hash)
       join engine.variable v on v.case_id = c.case_id and v.scope_no = 0 where c.case_id = $1`,
    [caseId],
  );
  assert.deepEqual(rows, [{ same: true, named: true }]);
});
