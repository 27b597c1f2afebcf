import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { CONFIRM, fictionalStage, type Told } from '../../../../tests/support/stage.ts';
import { exportHistory, type HistoryExport } from './export-history.ts';
import { toXes } from './to-xes.ts';
import type { HistoryFilter, HistoryPiece } from './types.ts';

let stage: Told;
let url: (role: string) => string;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'demo-register' } });
  const { options } = stage.workplace.pool as unknown as { options: { connectionString: string } };
  url = (role) => {
    const changed = new URL(options.connectionString);
    changed.username = role;
    return changed.href;
  };
  for (const [who, day] of [
    ['jonas', '2027-03-01T09:00:00.000Z'],
    ['selma', '2027-03-05T09:00:00.000Z'],
  ] as const) {
    stage.moveTo(day);
    await stage.act('submit', {
      as: who,
      at: 'musterau',
      answers: { 'address.text': 'Im Rank, 9902 Musterau', persons: [who], purpose: 'none', delivery: 'inbox' },
    });
    await stage.act('pay', { as: who, outcome: 'settled' });
  }
});
after(() => stage.end());

const NOTHING: HistoryFilter = { service: null, authority: null, from: null, until: null };
async function exported(wanted: Partial<HistoryExport> = {}): Promise<string> {
  const out = new PassThrough();
  const texts: string[] = [];
  out.on('data', (piece: Buffer) => texts.push(piece.toString()));
  await exportHistory({ databaseUrl: url('ep_report'), format: 'jsonl', filter: NOTHING, names: null, ...wanted }, out);
  return texts.join('');
}
const pieces = (text: string): HistoryPiece[] =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as HistoryPiece);

const PERSONAL = /Imfeld|Aregger|Jonas|Selma|mail\.example|Im Rank|person:[0-9a-f]/;

test('each case and each of its steps is one line, in order, and nobody can be told from it', async () => {
  const text = await exported();
  assert.doesNotMatch(text, PERSONAL);
  const { rows } = await stage.owner.query<{ case_id: string; reference: string }>('select case_id, reference from cases.cases');
  for (const row of rows) assert.ok(!text.includes(row.case_id) && !text.includes(row.reference));
  const found = pieces(text);
  assert.equal(found.filter((piece) => 'case' in piece).length, 2);
  const events = found.flatMap((piece) => ('event' in piece ? [piece.event] : []));
  const { rows: counted } = await stage.owner.query<{ count: string }>('select count(*) from engine.event');
  assert.equal(events.length, Number(counted[0]!.count));
  assert.equal(events[0]!.type, 'start');
  assert.equal(events[0]!.by, 'person');
  assert.ok(events.some((event) => event.path.some((entry) => entry.name === 'Confirm residence' && entry.what === 'completed')));
  // Two exports cannot be joined.
  assert.notEqual((found[0] as { case: { id: string } }).case.id, (pieces(await exported())[0] as { case: { id: string } }).case.id);
});

test('service, authority and days choose the cases', async () => {
  const count = async (filter: Partial<HistoryFilter>): Promise<number> =>
    pieces(await exported({ filter: { ...NOTHING, ...filter } })).filter((piece) => 'case' in piece).length;
  assert.equal(await count({ until: '2027-03-01' }), 1);
  assert.equal(await count({ from: '2027-03-02', until: '2027-03-05' }), 1);
  assert.equal(await count({ from: '2027-03-06' }), 0);
  assert.equal(await count({ service: 'residence-certificate', authority: 'musterau' }), 2);
  assert.equal(await count({ service: 'another' }), 0);
});

test('the role for reports cannot read a name, an answer, a value or a document, and cannot write', async () => {
  for (const sql of [
    'select applicant_name from cases.cases',
    'select * from cases.cases',
    'select * from cases.persons',
    'select * from cases.answers',
    'select * from engine.variable',
    'select data from engine.event',
    'select inputs from engine.job',
    `update cases.cases set outcome = 'x'`,
    'delete from engine.event',
  ]) {
    const pool = new (await import('pg')).default.Pool({ connectionString: url('ep_report'), max: 1 });
    await assert.rejects(pool.query(sql), /permission denied/, sql);
    await pool.end();
  }
  await assert.rejects(exported({ names: { who: 'X', reason: 'Darf ich das wirklich?' } }), /permission denied/);
});

test('names come along only with who and why, and every case records it', async () => {
  const names = { who: 'Rita Fuchs', reason: 'Beschwerde gegen die Dauer der Verfahren' };
  const text = await exported({ databaseUrl: url('ep_engine'), names });
  assert.match(text, /Imfeld/);
  const { rows } = await stage.owner.query(
    `select actor_name, reason from cases.access_records where purpose = 'operations.purpose.export'`,
  );
  assert.deepEqual(rows, [
    { actor_name: names.who, reason: names.reason },
    { actor_name: names.who, reason: names.reason },
  ]);
});

test('as an event log each case is a trace in the words of the standard lifecycle', async () => {
  const text = await exported({ format: 'xes' });
  assert.doesNotMatch(text, PERSONAL);
  assert.equal(text.match(/<trace>/g)!.length, 2);
  assert.equal(text.match(/<\/trace>/g)!.length, 2);
  assert.match(text, /<log xes\.version="1849\.2016"[^>]* xmlns="http:\/\/www\.xes-standard\.org\/">/);
  assert.match(
    text,
    /<event><string key="concept:name" value="Confirm residence"\/>.*<date key="time:timestamp" value="2027-03-01T09:00:00\.000Z"\/><string key="lifecycle:transition" value="complete"\/>/,
  );
  const transitions = new Set([...text.matchAll(/lifecycle:transition" value="([^"]+)"/g)].map((match) => match[1]!));
  const standard = [
    'schedule',
    'assign',
    'withdraw',
    'reassign',
    'start',
    'suspend',
    'resume',
    'pi_abort',
    'ate_abort',
    'complete',
    'autoskip',
    'manualskip',
    'unknown',
  ];
  assert.deepEqual(
    [...transitions].filter((each) => !standard.includes(each)),
    [],
  );
  assertBalanced(text);
});

test('signs that XML cannot hold never leave as they are', async () => {
  async function* hostile(): AsyncGenerator<HistoryPiece> {
    yield {
      case: {
        id: '"<&>\u0000\ud800\n',
        service: 's',
        version: 'v',
        authority: 'a',
        channel: 'c',
        submittedOn: '2027-03-01',
        closedAt: null,
        outcome: null,
      },
    };
  }
  let text = '';
  for await (const part of toXes(hostile())) text += part;
  assert.match(text, /value="&#34;&#60;&#38;&#62;\uFFFD\uFFFD&#10;"/);
  assertBalanced(text);
});

test('a slow receiver is waited for', async () => {
  const out = new PassThrough({ highWaterMark: 10 });
  let ended = false;
  const running = exportHistory({ databaseUrl: url('ep_report'), format: 'jsonl', filter: NOTHING, names: null }, out).then((cases) => {
    ended = true;
    return cases;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(ended, false);
  out.resume();
  assert.equal(await running, 2);
});

/** Every element that opens closes, in order. */
function assertBalanced(text: string): void {
  const open: string[] = [];
  for (const [, end, name, self] of text.replace(/<\?[^>]*\?>/, '').matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (self) continue;
    if (end) assert.equal(open.pop(), name);
    else open.push(name!);
  }
  assert.deepEqual(open, []);
}
