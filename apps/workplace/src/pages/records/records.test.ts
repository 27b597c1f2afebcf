import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { readZip, validateDossierMessage } from '@einwohnerportal/archive';
import { transferRound } from '@einwohnerportal/cases';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';
import { WORKPLACE_LANGUAGES } from '../../workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let ida: FormBrowser;
let path: string;
let caseId: string;
let shown = '';
before(async () => {
  workplace = await createTestWorkplace();
  await workplace.order();
  const { owner, worker, world, now } = workplace.stage;
  const { rows } = await owner.query<{ case_id: string }>(
    `update cases.cases set closed_at = $1::timestamptz, outcome = 'refused' returning case_id`,
    [now()],
  );
  caseId = rows[0]!.case_id;
  path = `/records/${caseId}`;
  // The round makes up for the case file that the end of the case did not leave.
  await transferRound({
    pool: worker.pool,
    engine: worker.engine,
    catalogue: worker.catalogue,
    store: world.files,
    transfers: new Map(),
    clock: now,
    log: { warn() {} },
  });
  [ruth, ida] = [await workplace.signedIn('ruth'), await workplace.signedIn('ida')];
});
after(() => workplace.end());

async function press(browser: FormBrowser, then: string, reason = ''): Promise<{ status: number; said: string | null; text: string }> {
  await browser.get(`/de${path}`);
  const token = browser.hidden('_token', '/sign-out');
  const answer = await browser.post(`/de${path}`, { _token: token, then, reason });
  return {
    status: answer.status,
    said: answer.location ? new URL(answer.location, 'http://x').searchParams.get('said') : null,
    text: answer.text,
  };
}

test('a hold needs a reason, holds at once, and takes two people to be settled and to be lifted', async () => {
  const short = await press(ruth, 'hold', 'kurz');
  assert.equal(short.status, 422);
  assert.match(short.text, />\s*kurz<\/textarea>/);
  assert.equal((await press(ruth, 'hold', 'Das Gericht verlangt die Akten.')).said, 'proposed');
  const act = async (kind: string) =>
    (
      await workplace.stage.owner.query<{ act_id: string }>(
        'select act_id from cases.record_acts where kind = $1 order by proposed_at desc',
        [kind],
      )
    ).rows[0]!.act_id;
  const held = async () =>
    (await workplace.stage.owner.query<{ held: boolean }>('select cases.is_held($1) as held', [caseId])).rows[0]!.held;
  assert.equal(await held(), true);
  assert.equal((await press(ruth, `confirm ${await act('hold')}`)).said, 'own');
  assert.match(words((await ida.get('/de/records')).text), /Wartet auf eine zweite Person/);
  assert.equal((await press(ida, `confirm ${await act('hold')}`)).said, 'done');
  assert.equal((await press(ida, `release ${await act('hold')}`, 'Das Gericht braucht sie nicht mehr.')).said, 'proposed');
  assert.equal(await held(), true, 'until somebody else confirms');
  assert.equal((await press(ruth, `confirm ${await act('release')}`)).said, 'done');
  assert.equal(await held(), false);
});

test('the appraisal changes with the word of a second person, and not past the database', async () => {
  assert.equal((await press(ruth, 'appraise', 'Von Bedeutung für die Ortsgeschichte.')).said, 'proposed');
  const { rows } = await workplace.stage.owner.query<{ act_id: string }>(`select act_id from cases.record_acts where kind = 'appraise'`);
  const appraisal = async () => (await workplace.stage.owner.query('select appraisal from cases.case_files')).rows[0].appraisal;
  assert.equal(await appraisal(), 'destroy');
  await assert.rejects(workplace.stage.workplace.pool.query(`update cases.case_files set appraisal = 'archive'`), /permission denied/);
  assert.equal((await press(ida, `confirm ${rows[0]!.act_id}`)).said, 'done');
  assert.equal(await appraisal(), 'archive');
});

test('a request for deletion is answered: declined with words by one, agreed to by two', async () => {
  const ask = async () => {
    const id = randomUUID();
    await workplace.stage.owner.query(
      `insert into cases.deletion_requests (case_id, request_id, asked_at, person_id, authority) select case_id, $1, $2, applicant_id, authority from cases.cases`,
      [id, workplace.stage.now()],
    );
    return id;
  };
  const first = await ask();
  assert.equal((await press(ruth, `decline ${first}`, 'x')).status, 422);
  assert.equal((await press(ruth, `decline ${first}`, 'Das Gesetz verlangt zehn Jahre.')).said, 'declined');
  const second = await ask();
  assert.equal((await press(ruth, `shorten ${second}`, 'Niemand braucht die Akten mehr.')).said, 'proposed');
  const { rows } = await workplace.stage.owner.query<{ act_id: string }>(`select act_id from cases.record_acts where kind = 'shorten'`);
  assert.equal((await press(ida, `confirm ${rows[0]!.act_id}`)).said, 'done');
  const after = await workplace.stage.owner.query(
    `select r.state, f.delete_after < '2027-06-01' as soon from cases.deletion_requests r join cases.case_files f using (case_id) where r.request_id = $1`,
    [second],
  );
  assert.deepEqual(after.rows, [{ state: 'agreed', soon: true }]);
});

test('the dossier is a ZIP whose message fits eCH-0147, and the person reads that it was taken', async () => {
  const cookie = [...ruth.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await workplace.app.request(`http://workplace.test/de${path}/dossier`, { headers: { cookie } });
  assert.equal(answer.status, 200);
  const zip = await readZip(Buffer.from(await answer.arrayBuffer()));
  const message = await buffer(await zip.entries.find((entry) => entry.path === 'message.xml')!.open());
  assert.deepEqual(await validateDossierMessage(message), { valid: true });
  const { rows } = await workplace.stage.owner.query(
    `select actor_name from cases.access_records where purpose = 'operations.purpose.records'`,
  );
  assert.equal(rows.length, 1);
});

test('where no application is connected, people take the package away and write down the answer; each of its cases remembers who took it', async () => {
  const { owner, worker, world, now } = workplace.stage;
  await workplace.stage.rebind('musterau', 'archive.transfer', 'people');
  const { pool, engine, catalogue } = worker;
  for (let round = 0; round < 2; round += 1)
    await transferRound({ pool, engine, catalogue, store: world.files, transfers: new Map(), clock: now, log: { warn() {} } });
  const { rows } = await owner.query<{ id: string; state: string }>('select transfer_id as id, state from cases.transfers');
  assert.equal(rows[0]?.state, 'packed');
  const address = `/records/packages/${rows[0].id}`;
  for (const who of ['beat', 'olga']) assert.equal((await (await workplace.signedIn(who)).get(`/de${address}`)).status, 404, who);
  const cookie = [...ida.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const taken = await workplace.app.request(`http://workplace.test/de${address}`, { headers: { cookie } });
  assert.equal(taken.status, 200, taken.status === 200 ? '' : words(await taken.text()));
  const zip = await readZip(Buffer.from(await taken.arrayBuffer()));
  assert.ok(zip.entries.some(({ path: name }) => name === 'header/metadata.xml'));
  const looks = await owner.query(
    `select actor_name from cases.access_records where case_id = $1 and purpose = 'operations.purpose.records'`,
    [caseId],
  );
  assert.equal(looks.rows.length, 2, 'the dossier of before, and the package');

  const answer = async (browser: FormBrowser, then: string, said: string) => {
    await browser.get('/de/records');
    const token = browser.hidden('_token', '/sign-out');
    return browser.post('/de/records', { _token: token, transfer: rows[0]!.id, then, words: said });
  };
  const empty = await answer(ruth, 'refused', ' ');
  assert.equal(empty.status, 422);
  assert.match(words(empty.text), /Geben Sie die Nummer oder den Grund ein/);
  shown = (await ruth.get('/de/records')).text;
  assert.equal((await answer(await workplace.signedIn('beat'), 'accepted', 'R-1')).status, 422, 'of another authority');
  assert.equal((await answer(ruth, 'accepted', 'R-77')).status, 303);
  const answered = await owner.query('select state, answer_receipt, answered_by is not null as known from cases.transfers');
  assert.deepEqual(answered.rows, [{ state: 'accepted', answer_receipt: 'R-77', known: true }]);
  assert.equal((await answer(ruth, 'refused', 'zu spät')).status, 422, 'once only');
});

test('the pages are valid HTML in every language with nothing missing', async () => {
  const faults = (await invalidHtml(shown)).map((fault) => `with an answer to write down: ${fault}`);
  for (const lang of WORKPLACE_LANGUAGES)
    for (const page of ['/records', path, `${path}?said=done`]) {
      const { text, status } = await ruth.get(`/${lang}${page}`);
      assert.equal(status, 200);
      faults.push(...(await invalidHtml(text)).map((fault) => `${lang} ${page}: ${fault}`));
      const untold = /interface\.[a-z]+\.[a-zA-Z.]+|\bundefined\b|\[object/.exec(words(text));
      if (untold) faults.push(`${lang} ${page}: ${untold[0]}`);
    }
  assert.deepEqual([...new Set(faults)], []);
});
