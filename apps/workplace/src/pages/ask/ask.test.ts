import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  addAskedFiles,
  completeTask,
  listCases,
  readCaseFiles,
  readTask,
  readTalk,
  wasTakenBack,
  withSession,
} from '@einwohnerportal/cases';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const asJonas = async <T>(work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(workplace.stage.portal, await workplace.stage.secretOf('jonas'), work);
const token = async (path: string): Promise<string> => {
  await ruth.get(`/de${path}`);
  return ruth.hidden('_token', '/sign-out');
};

async function ask(path: string, more: Record<string, string | string[]>): Promise<Awaited<ReturnType<FormBrowser['post']>>> {
  const _token = await token(path);
  return ruth.post(`/de${path}/ask`, { _token, then: 'ask', within: '10 days', words: 'Bitte prüfen Sie den Zweck.', ...more });
}

/** Token of the open task of Jonas in the case ordered last. */
async function asked(): Promise<{ reference: string; token: number }> {
  await workplace.pause(() => workplace.stage.settle());
  const { rows } = await workplace.stage.owner.query<{ token_no: number; reference: string }>(
    `select t.token_no, c.reference from engine.user_task t join cases.cases c using (case_id) where t.element = 'answer' and c.reference = $1`,
    [workplace.stage.memory.reference],
  );
  return { reference: rows[0]!.reference, token: rows[0]!.token_no };
}

test('an office asks at a task that nobody drew a question for; only what it chose can be answered; then the task is back, with what changed', async () => {
  const path = await workplace.order();
  assert.match((await ruth.get(`/de${path}`)).text, new RegExp(`${path}/ask`));
  const page = await ruth.get(`/de${path}/ask`);
  assert.deepEqual(await invalidHtml(page.text), []);
  assert.match(page.text, /value="purpose"/);

  const nothing = await ask(path, {});
  assert.equal(nothing.status, 422);
  assert.match(words(nothing.text), /Wählen Sie eine Angabe, oder schreiben Sie ein Dokument/);
  assert.match(words(nothing.text), /Bitte prüfen Sie den Zweck/);
  const preview = await ask(path, { names: 'purpose', documents: 'Mietvertrag, Seite 2', then: 'preview' });
  assert.match(words(preview.text), /So sieht es die Person.*Bitte prüfen Sie den Zweck.*Mietvertrag, Seite 2/);

  assert.equal(
    (await ask(path, { names: ['purpose', 'person.religion'], documents: 'Mietvertrag, Seite 2' })).location,
    '/de/tasks?done=asked',
  );
  const task = await asked();
  const aside = await ruth.get(`/de${path}`);
  assert.deepEqual(await invalidHtml(aside.text), []);
  assert.match(words(aside.text), /Sie haben die Person am .* gefragt .*Frage zurücknehmen/);
  const seen = await asJonas(async (scope) => readTask(scope, task.reference, task.token, 'de'));
  assert.equal(seen!.message, 'Bitte prüfen Sie den Zweck.');
  assert.deepEqual(
    seen!.formContext.only!.filter((name) => !name.startsWith('evidence.')),
    ['purpose', 'purposeOther'],
  );
  const [summary] = await asJonas((scope) => listCases(scope, 'de'));
  assert.match(summary!.sentence, /braucht eine Antwort von Ihnen bis/);

  const secret = await workplace.stage.secretOf('jonas');
  const answer = async (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    let done: Promise<Awaited<ReturnType<typeof completeTask>>>;
    await workplace.pause(async () => {
      done = completeTask(workplace.stage.portal, secret, { ...task, body, language: 'de' });
      await workplace.stage.whileWorking(() => done);
    });
    return done!;
  };
  const without = await answer({ purpose: 'housing' });
  assert.equal(without.ok, false);
  assert.match(JSON.stringify(without), /Es fehlt noch: Mietvertrag, Seite 2/);

  const name = seen!.formContext.only!.find((each) => each.startsWith('evidence.'))!;
  const file = { name, filename: 'seite2.pdf', size: 10, mediaType: 'application/pdf', hash: 'sha256-00', scan: 'not-scanned' as const };
  assert.equal(await asJonas((scope) => addAskedFiles(scope, seen!, [{ ...file, name: 'evidence.other' }])), false, 'nobody asked for it');
  assert.equal(await asJonas((scope) => addAskedFiles(scope, seen!, [file])), true);
  assert.equal(await asJonas((scope) => addAskedFiles(scope, seen!, [file])), true, 'the same once more');
  assert.equal((await asJonas((scope) => readCaseFiles(scope, task.reference, 'de'))).length, 1);

  assert.equal((await answer({ purpose: 'housing', delivery: 'counter', persons: 'selma', 'contact.email': 'x@y.ch' })).ok, true);
  await workplace.pause(() => workplace.stage.settle());
  const answers = await workplace.stage.owner.query<{ name: string; value: unknown }>(
    `select name, value from cases.answers join cases.cases using (case_id) where reference = $1 and name in ('purpose', 'delivery', 'contact.email')`,
    [task.reference],
  );
  assert.deepEqual(
    Object.fromEntries(answers.rows.map((row) => [row.name, row.value])),
    { purpose: 'housing', delivery: 'inbox', 'contact.email': 'jonas@mail.example' },
    'nothing else was written',
  );
  const back = await ruth.get(`/de${path}`);
  assert.equal(back.status, 200);
  assert.match(words(back.text), /Neu seit .* Vorher: /);
  assert.match(words(back.text), /Mietvertrag, Seite 2 seite2\.pdf/);
  assert.match(words(back.text), /nachgefragt, Ruth Kaufmann/);
  const talk = await asJonas((scope) => readTalk(scope, task.reference, 'de'));
  assert.equal(talk!.messages[0]!.words, 'Bitte prüfen Sie den Zweck.');
});

test('without an answer the task comes back by itself; its period has stood still', async () => {
  const path = await workplace.order('selma');
  const [, , caseId] = path.split('/');
  const due = async (): Promise<number> => {
    const { rows } = await workplace.stage.owner.query<{ due_at: Date }>(
      `select due_at from engine.user_task where case_id = $1 and element = 'confirm-residence'`,
      [caseId],
    );
    return rows[0]?.due_at.getTime() ?? 0;
  };
  const before = await due();
  await ask(path, { names: 'purpose', within: '5 days' });
  await asked();
  assert.equal(await due(), 0);
  await workplace.pause(async () => {
    workplace.stage.moveTo(new Date(Date.parse(workplace.stage.now()) + 12 * 86_400_000).toISOString());
    await workplace.stage.settle();
  });
  assert.ok((await due()) - before > 5 * 86_400_000);
  assert.equal((await ruth.get(`/de${path}`)).status, 200);
});

/** Presses the button that takes a question back, again while the machine is too busy to say what became of it. */
async function pressBack(path: string): Promise<Awaited<ReturnType<FormBrowser['post']>>> {
  for (;;) {
    const answer = await ruth.submit(`[action$="${path}"]`, { then: 'take-back' });
    if (answer.status !== 503) return answer;
  }
}

test('a question is taken back: the task is open again with its period, and the person reads that nothing is to be done', async () => {
  const path = await workplace.order();
  await ask(path, { names: 'purpose' });
  const task = await asked();
  const beat = await workplace.signedIn('beat');
  assert.equal((await beat.get(`/de${path}`)).status, 404, 'only the office that asked');
  await beat.get('/de/tasks');
  const foreign = await beat.post(`/de${path}`, {
    _token: beat.hidden('_token', '/sign-out'),
    then: 'take-back',
    since: workplace.stage.now(),
  });
  assert.notEqual(foreign.status, 303);
  await ruth.get(`/de${path}`);
  assert.equal((await pressBack(path)).location, `/de${path}?done=back`);
  const page = await ruth.get(`/de${path}?done=back`);
  assert.match(words(page.text), /Zurückgenommen\. Die Aufgabe ist wieder offen\./);
  assert.match(words(page.text), /zurückgenommen, Ruth Kaufmann/);
  assert.equal(await asJonas((scope) => readTask(scope, task.reference, task.token, 'de')), null);
  assert.equal(await asJonas((scope) => wasTakenBack(scope, task.reference, task.token)), true);
  const talk = await asJonas((scope) => readTalk(scope, task.reference, 'de'));
  assert.match(
    talk!.messages.map((message) => message.words).join(' '),
    /Wir haben unsere Frage zurückgenommen\. Sie müssen nichts mehr tun\./,
  );
  const again = await ask(path, { names: 'purpose' });
  assert.equal(again.location, '/de/tasks?done=asked', 'it can be asked anew');
});

test('answer and taking back at once: the first wins and the other is told', async () => {
  const secret = await workplace.stage.secretOf('jonas');
  const queued = async (type: string): Promise<void> => {
    const count = async () =>
      (await workplace.stage.owner.query(`select 1 from engine.work where command ->> 'type' = $1`, [type])).rowCount ?? 0;
    while ((await count()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  for (const first of ['answer', 'office'] as const) {
    const path = await workplace.order();
    await ask(path, { names: 'purpose' });
    const task = await asked();
    await ruth.get(`/de${path}`);
    const answering = () =>
      completeTask(workplace.stage.portal, secret, { ...task, body: new URLSearchParams({ purpose: 'housing' }), language: 'de' });
    let office: ReturnType<typeof pressBack> | null = null;
    let answer: ReturnType<typeof answering> | null = null;
    await workplace.pause(async () => {
      for (const who of first === 'answer' ? ['answer', 'office'] : ['office', 'answer']) {
        if (who === 'office') office = pressBack(path);
        else answer = answering();
        await queued(who === 'office' ? 'end-detour' : 'complete-task');
      }
    });
    const pressed = await office!;
    const answered = await answer!;
    await workplace.pause(() => workplace.stage.settle());
    const gone = await asJonas((scope) => wasTakenBack(scope, task.reference, task.token));
    assert.equal(gone, first === 'office');
    assert.equal(pressed.status, first === 'office' ? 303 : 409);
    if (first === 'answer') assert.match(words(pressed.text), /Die Antwort war schneller\./);
    // Who was too late learns it at once, or at the latest when sending again.
    else if (answered.ok) assert.equal((await answering()).ok, false);
    assert.equal((await ruth.get(`/de${path}`)).status, 200, 'the task is open again either way');
  }
});

test('a task whose holder left while it waited for an answer comes back to the office', async () => {
  const path = await workplace.order();
  await ruth.post(`/de${path}`, { _token: await token(path), then: 'claim' });
  assert.equal((await ask(path, { names: 'purpose' })).status, 303);
  await asked();
  const [, , caseId, taskNo] = path.split('/');
  const { owner } = workplace.stage;
  const detour = await owner.query<{ since: string; held: string }>(
    `select data #>> '{detour,since}' as since, data #>> '{detour,task,assignee_id}' as held from engine.token where case_id = $1 and token_no = $2`,
    [caseId, taskNo],
  );
  const { since, held } = detour.rows[0]!;
  assert.match(held, /^person:/);
  await owner.query(`select cases.leave_office($1, 'office:musterau/residents-office', 'login', now(), null, null, false)`, [
    held.slice('person:'.length),
  ]);
  const command = { type: 'end-detour', token: Number(taskNo), since, actor: held };
  await owner.query(`insert into engine.work (case_id, command_id, command) values ($1, 'back', $2)`, [caseId, command]);
  await workplace.pause(() => workplace.stage.settle());
  const { rows } = await owner.query(`select assignee_id, group_id from engine.user_task where case_id = $1 and token_no = $2`, [
    caseId,
    taskNo,
  ]);
  assert.deepEqual(rows, [{ assignee_id: null, group_id: 'office:musterau/residents-office' }]);
});
