import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { readZip, type Acknowledgement, type ArchiveTransfer } from '@einwohnerportal/archive';
import { CONFIRM, fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import { destroyRound, previewDestruction, readDestructions } from './destroy-round.ts';
import { transferRound } from './transfer-round.ts';
import type { RecordsWorld } from './transfer-types.ts';

/** An archive that remembers what it got; its answer is given by the test. */
function archive() {
  const got = new Map<string, Buffer>();
  let answer: Partial<Acknowledgement> | null = null;
  const transfer: ArchiveTransfer = {
    id: 'archive-folder',
    async handOver({ id, open }) {
      const bytes = await buffer(await open());
      assert.ok(got.get(id)?.equals(bytes) ?? true, 'the same package as before');
      got.set(id, bytes);
      return { receipt: `delivery ${id}` };
    },
    acknowledgement: async ({ id }) =>
      answer && { transferId: id, accepted: true, receipt: 'A-1', faults: [], note: 'PA 12/27', ...answer },
  };
  return { got, transfer, says: (given: Partial<Acknowledgement> | null) => (answer = given) };
}

let stage: Told;
let world: RecordsWorld;
let there: ReturnType<typeof archive>;
let kase: string;
const LATER = '2038-06-01T08:00:00.000Z';
const service = 'services/residence-certificate/service.yaml';

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  await stage.publish(service, (text) => text.replace('appraisal: destroy', 'appraisal: archive'));
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  there = archive();
  world = {
    pool: stage.worker.pool,
    engine: stage.worker.engine,
    catalogue: stage.worker.catalogue,
    store: stage.world.files,
    transfers: new Map([[there.transfer.id, there.transfer]]),
    clock: stage.now,
    log: { warn() {} },
  };
  kase = (await stage.owner.query<{ case_id: string }>('select case_id from cases.cases')).rows[0]!.case_id;
});
after(() => stage.end());

const transfers = async () =>
  (await stage.owner.query('select state, connector, trouble, files, note, faults from cases.transfers order by created_at')).rows;
const rowsOf = async (id: string): Promise<string[]> => {
  const { rows } = await stage.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const counted = await stage.owner.query(`select 1 from ${name} where case_id = $1 limit 1`, [id]);
    if (counted.rowCount) found.push(name);
  }
  return found;
};

test('at its end a case becomes a file with position, classification and periods of service, offer and authority', async () => {
  const { rows } = await stage.owner.query(
    `select position_number, classification, openness, privacy, years, retention, appraisal, appraised_by, closed_on::text, delete_after::text, offer_on::text
     from cases.case_files where case_id = $1`,
    [kase],
  );
  assert.deepEqual(rows, [
    {
      position_number: '2.3.1',
      classification: 'in_house',
      openness: 'not_public',
      privacy: true,
      years: 30,
      retention: '10 years',
      appraisal: 'archive',
      appraised_by: 'rule',
      closed_on: '2027-03-01',
      delete_after: '2037-03-01',
      offer_on: '2027-03-01',
    },
  ]);
});

test('nobody destroys a case past the rule: neither the machine nor the owner of the tables', async () => {
  await assert.rejects(stage.worker.pool.query('delete from cases.cases'), /permission denied/);
  await assert.rejects(stage.owner.query('delete from cases.cases where case_id = $1', [kase]), { code: 'EP012' });
  assert.deepEqual(await destroyRound(stage.worker.pool, world.catalogue(), { now: LATER }), [], 'the archive has not answered');
  assert.deepEqual(
    (await previewDestruction(stage.worker.pool, '2038-06-01')).map(({ state }) => state),
    ['transfer'],
  );
});

/** What goes out of the process, cut at the n-th crossing: before it, or after it had its effect. Afterwards nothing works any more, as after a kill. */
function dying(n: number): { world: RecordsWorld; died: () => boolean } {
  let crossings = 0;
  let dead = false;
  const cross = async <T>(work: () => Promise<T>): Promise<T> => {
    const die = (): never => {
      dead = true;
      throw new Error('killed');
    };
    if (dead || crossings++ === n) return die();
    const result = await work();
    if (crossings++ === n) return die();
    return result;
  };
  const { pool, store } = world;
  const query =
    (target: { query: (...given: never[]) => Promise<unknown> }) =>
    (...given: never[]) =>
      cross(() => target.query(...given));
  const client = async () => {
    const real = await pool.connect();
    await cross(async () => {}).catch((error: unknown) => {
      real.release(true);
      throw error;
    });
    return { query: query(real as never), release: () => real.release(dead) };
  };
  const { transfer } = there;
  return {
    died: () => dead,
    world: {
      ...world,
      pool: { query: query(pool as never), connect: client } as never,
      store: {
        open: (hash) => cross(() => store.open(hash)),
        take: async (stream, most) => {
          const taken = await cross(() => store.take(stream, most));
          return { ...taken, hash: taken.hash, size: taken.size, keep: () => cross(() => taken.keep()), drop: () => taken.drop() };
        },
      },
      transfers: new Map([
        [
          transfer.id,
          {
            id: transfer.id,
            handOver: (given) => cross(() => transfer.handOver(given)),
            acknowledgement: (given) => cross(() => transfer.acknowledgement(given)),
          },
        ],
      ]),
    },
  };
}

test('cut anywhere between gathering and the answer, the next round goes on: one package, one delivery, one answer', async () => {
  let cuts = 0;
  // Every fourth place: each round proves a package against the schema, which takes a third of a second.
  for (let n = 0; ; n += 4) {
    await stage.owner.query('update cases.case_files set transfer_id = null');
    await stage.owner.query('delete from cases.transfers');
    there.got.clear();
    there.says({ accepted: true });
    const { world: cut, died } = dying(n);
    // A node that dies in any of its rounds.
    for (let step = 0; step < 4 && !died(); step++) await transferRound(cut).catch(() => {});
    const over = !died();
    await stage.owner.query(`update cases.transfers set look_at = $1 where state not in ('accepted', 'refused')`, [stage.now()]);
    for (let step = 0; step < 4; step++) await transferRound(world);
    const { rows } = await stage.owner.query(
      'select t.state, f.case_id is not null as named from cases.transfers t left join cases.case_files f using (authority, transfer_id)',
    );
    assert.deepEqual(rows, [{ state: 'accepted', named: true }], `cut at crossing ${n}`);
    assert.equal(there.got.size, 1, `cut at crossing ${n}`);
    if (over) break;
    cuts++;
  }
  assert.ok(cuts > 6, `expected more than 6 places to cut, got ${cuts}`);
  await stage.owner.query('update cases.case_files set transfer_id = null');
  await stage.owner.query('delete from cases.transfers');
  there.got.clear();
  there.says(null);
});

test('a package goes to the archive step by step, survives its absence, and holds answers, documents and steps', async () => {
  world.transfers.clear();
  assert.equal(await transferRound(world), 1, 'packed');
  await transferRound(world);
  assert.deepEqual((await transfers())[0].trouble, 'transfer-not-available');
  world.transfers.set(there.transfer.id, there.transfer);
  stage.moveTo('2027-03-02T09:00:00.000Z');
  assert.equal(await transferRound(world), 1, 'handed over');
  await transferRound(world);
  assert.deepEqual(
    (await transfers()).map(({ state, trouble }) => [state, trouble]),
    [['handed-over', null]],
  );
  const zip = await readZip([...there.got.values()][0]!);
  const paths = zip.entries.map(({ path }) => path);
  assert.ok(paths.includes('header/metadata.xml') && paths.includes('header/xsd/arelda.xsd'));
  const answers = await buffer(await zip.entries.find(({ path }) => path.endsWith('.csv'))!.open());
  assert.match(answers.toString('utf8'), /^"name","label","value","source"\r\n/);
  assert.match(answers.toString('utf8'), /"""purpose""",.*"""none"""/);
  assert.ok(
    paths.some((path) => path.endsWith('.pdf')),
    'the certificate',
  );
});

test('a refusal is kept with its reasons; offered again by the office, the case file goes in a new package', async () => {
  there.says({ accepted: false, receipt: 'R-1', faults: [{ kind: 'notValid', text: 'no stamp' }] });
  stage.moveTo('2027-03-03T09:00:00.000Z');
  assert.equal(await transferRound(world), 1);
  assert.deepEqual((await transfers())[0].state, 'refused');
  assert.deepEqual((await transfers())[0].faults, [{ kind: 'notValid', text: 'no stamp' }]);
  assert.deepEqual(await destroyRound(stage.worker.pool, world.catalogue(), { now: LATER }), []);
  assert.deepEqual(
    (await previewDestruction(stage.worker.pool, '2038-06-01')).map(({ state }) => state),
    ['refused'],
  );
  await stage.owner.query('update cases.case_files set transfer_id = null where case_id = $1', [kase]);
  there.says({ accepted: true });
  for (let step = 0; step < 4; step++) await transferRound(world);
  assert.deepEqual(
    (await transfers()).map(({ state }) => state),
    ['refused', 'accepted'],
  );
});

test('an accepted case goes only when its time is over and nobody holds it, and then entirely, with proof', async () => {
  const { rows: before } = await stage.owner.query<{ hash: string }>(
    'select content_hash as hash from cases.documents where case_id = $1',
    [kase],
  );
  assert.ok((await rowsOf(kase)).length > 10);
  assert.deepEqual(
    await destroyRound(stage.worker.pool, world.catalogue(), { now: '2037-03-01T08:00:00.000Z' }),
    [],
    'the last day is still kept',
  );
  const act = randomUUID();
  await stage.owner.query(
    `insert into cases.record_acts (case_id, act_id, authority, kind, reason, proposed_by, proposed_name) values ($1, $2, 'beispielwil', 'hold', 'a court asks for it', 'person:x', 'X')`,
    [kase, act],
  );
  assert.deepEqual(await destroyRound(stage.worker.pool, world.catalogue(), { now: LATER }), [], 'a hold holds from its proposal');
  await stage.owner.query(
    `update cases.record_acts set state = 'refused', decided_by = 'person:y', decided_name = 'Y', decided_at = now() where act_id = $1`,
    [act],
  );
  const gone = await destroyRound(stage.worker.pool, world.catalogue(), { now: LATER });
  assert.deepEqual(gone, [{ caseId: kase, authority: 'beispielwil', number: 1 }]);
  assert.deepEqual(await rowsOf(kase), []);
  assert.equal(
    (await stage.owner.query('select 1 from cases.contents where content_hash = any ($1)', [before.map(({ hash }) => hash)])).rowCount,
    0,
  );
  const [proof] = await readDestructions(stage.worker.pool);
  assert.deepEqual(
    [proof!.basis, proof!.receipt, proof!.appraisedBy, proof!.fits, proof!.contentHashes.length > 0, proof!.removed['cases.answers']! > 0],
    ['transferred', 'A-1', 'rule', true, true, true],
  );
  assert.doesNotMatch(JSON.stringify(proof), /Mira|Dvořák/);
  assert.deepEqual(await destroyRound(stage.worker.pool, world.catalogue(), { now: LATER }), [], 'a second run finds nothing');
});

test('the proof can only grow, and a change past the database is found', async () => {
  await assert.rejects(stage.worker.pool.query(`update cases.destructions set reference = 'x'`), /permission denied/);
  await assert.rejects(stage.owner.query('delete from cases.destructions'), { code: 'EP010' });
  const owner = await stage.owner.connect();
  await owner.query('begin; alter table cases.destructions disable trigger append_only');
  await owner.query(`update cases.destructions set retention = '1 year'`);
  const { rows } = await owner.query(
    `select hash = cases.destruction_hash(previous, authority, number, at, reference, service, closed_on, delete_after, retention, basis, appraised_by, receipt,
       removed, content_hashes) as fits from cases.destructions`,
  );
  await owner.query('rollback');
  owner.release();
  assert.deepEqual(rows, [{ fits: false }]);
});

test('every table with rows of a case is one that the destruction may empty', async () => {
  const { rows } = await stage.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' and not a.attisdropped
       and not (has_table_privilege('ep_rights', c.oid, 'delete') and exists (select 1 from pg_policy p
         where p.polrelid = c.oid and p.polcmd in ('*', 'd') and 'ep_rights'::regrole = any (p.polroles)))`,
  );
  assert.deepEqual(rows, []);
});
