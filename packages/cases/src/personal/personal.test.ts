import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { readZip } from '@einwohnerportal/archive';
import { CONFIRM, fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import type { RecordsWorld } from '../records/transfer-types.ts';
import { listInbox } from '../documents/inbox.ts';
import { withSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { askForDeletion, askForExport, fetchExport, forgetMe, readOwnData } from './own-data.ts';
import { prepareExports } from './prepare-exports.ts';
import { personalExportShape } from './shape.ts';
import { tellAnswers } from './tell-answers.ts';

let stage: Told;
let world: RecordsWorld;
before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  await stage.act('submit', {
    as: 'jonas',
    at: 'musterau',
    answers: { 'address.text': 'Im Rank', persons: ['jonas'], purpose: 'none', delivery: 'inbox' },
  });
  world = {
    pool: stage.worker.pool,
    engine: stage.worker.engine,
    catalogue: stage.worker.catalogue,
    store: stage.world.files,
    transfers: new Map(),
    clock: stage.now,
    log: { warn() {} },
  };
});
after(() => stage.end());

const as = async <T>(who: string, work: (scope: Scope) => Promise<T>): Promise<T> =>
  withSession(stage.portal, await stage.secretOf(who), work);

test('an export holds everything of the person, fits its schema, and nothing of others', async () => {
  await as('mira', (scope) => askForExport(scope, 'de'));
  await as('mira', (scope) => askForExport(scope, 'de'));
  assert.equal(await prepareExports(world), 1, 'asked twice is made once');
  assert.equal(await prepareExports(world), 0);
  const { rows } = await stage.owner.query<{ content_hash: string }>('select content_hash from cases.personal_exports');
  const zip = await readZip(await buffer((await stage.world.files.open(rows[0]!.content_hash)).stream));
  const read = async (path: string): Promise<Buffer> => buffer(await zip.entries.find((entry) => entry.path === path)!.open());
  const text = (await read('data.json')).toString('utf8');
  const data = personalExportShape.parse(JSON.parse(text));
  assert.equal((JSON.parse((await read('schema.json')).toString('utf8')) as { type: string }).type, 'object');
  const [mine] = data.cases;
  assert.equal(data.cases.length, 1);
  assert.ok(mine!.answers.some(({ name, value }) => name === 'purpose' && value === 'none'));
  assert.ok(mine!.accesses.length > 0 && mine!.messages.length > 0 && mine!.payments[0]!.state === 'settled');
  for (const { path } of mine!.documents) assert.ok((await read(path)).subarray(0, 5).equals(Buffer.from('%PDF-')), path);
  assert.ok(mine!.documents.length > 0);
  assert.doesNotMatch(text, /Imfeld|Jonas/);
});

test('an export is fetched only by its person, signed in after asking, strongly enough and in time', async () => {
  const own = await as('mira', async (scope) => (await readOwnData(scope, 'de')).export!);
  const fetched = (who: string) => as(who, (scope) => fetchExport(scope, own.id));
  // Signed in before asking.
  assert.equal(await fetched('mira'), null);
  await stage.owner.query(`update cases.personal_exports set asked_at = now() - interval '1 day'`);
  assert.equal(await fetched('jonas'), null);
  assert.equal(await as('mira', (scope) => fetchExport(scope, 'x')), null);
  assert.ok(await fetched('mira'));
  await stage.owner.query('update cases.personal_exports set level = 600');
  assert.equal(await fetched('mira'), null);
  await stage.owner.query(`update cases.personal_exports set level = 300, expires_at = now() - interval '1 second'`);
  assert.equal(await fetched('mira'), null);
  await prepareExports(world);
  assert.equal((await stage.owner.query('select 1 from cases.personal_exports')).rowCount, 0);
});

test('a request for deletion goes to the authority in charge once, for an own closed case only, and its answer lies in the inbox', async () => {
  const { cases } = await as('mira', (scope) => readOwnData(scope, 'de'));
  assert.deepEqual(
    cases.map(({ keptUntil, laws, asked }) => [keptUntil, laws, asked]),
    [['2037-03-01', ['BR 110'], null]],
  );
  const { reference } = cases[0]!;
  assert.equal(await as('jonas', (scope) => askForDeletion(scope, reference)), false, 'somebody else’s');
  const theirs = await as('jonas', async (scope) => (await readOwnData(scope, 'de')).cases[0]!);
  assert.equal(await as('jonas', (scope) => askForDeletion(scope, theirs.reference)), false, 'still open');
  assert.equal(await as('mira', (scope) => askForDeletion(scope, reference)), true);
  assert.equal(await as('mira', (scope) => askForDeletion(scope, reference)), true);
  const { rows } = await stage.owner.query(
    `update cases.deletion_requests set state = 'declined', answer = 'Das Gesetz verlangt zehn Jahre.', answered_by = 'person:x' returning authority`,
  );
  assert.deepEqual(rows, [{ authority: 'beispielwil' }]);
  assert.equal(await tellAnswers(stage.worker.pool, stage.now()), 1);
  assert.equal(await tellAnswers(stage.worker.pool, stage.now()), 0);
  const inbox = await as('mira', (scope) => listInbox(scope, 'de'));
  assert.ok(inbox.some(({ subject, body }) => subject === 'Antwort auf Ihre Bitte um Löschung' && body.includes('zehn Jahre')));
});

test('drafts and profile go at once and every session ends; what a case holds stays', async () => {
  await stage.act('start', { as: 'mira', at: 'beispielwil' });
  await as('mira', async (scope) => assert.equal((await readOwnData(scope, 'de')).drafts, 1));
  await as('mira', forgetMe);
  const { rows } = await stage.owner.query(
    `select p.email, p.date_of_birth, (select count(*)::integer from cases.sessions s where s.person_id = p.person_id) as sessions,
       (select count(*)::integer from cases.drafts d where d.person_id = p.person_id and d.case_id is null) as drafts,
       (select count(*)::integer from cases.cases c where c.applicant_id = p.person_id) as kept from cases.persons p where p.subject = 'mira'`,
  );
  assert.deepEqual(rows, [{ email: null, date_of_birth: null, sessions: 0, drafts: 0, kept: 1 }]);
});
