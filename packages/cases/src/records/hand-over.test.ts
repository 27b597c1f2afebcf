import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createFolderTransfer } from '@einwohnerportal/archive';
import { startArchive, type DemoArchive } from '../../../../apps/demo/src/archive/archive.ts';
import { reportOn } from '../../../../apps/demo/src/archive/report.ts';
import { CONFIRM, fictionalStage, ORDER, root, type Told } from '../../../../tests/support/stage.ts';
import { destroyRound } from './destroy-round.ts';
import { takeAcknowledgement } from './settle-transfer.ts';
import { transferRound } from './transfer-round.ts';
import type { RecordsWorld } from './transfer-types.ts';

const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
const PROCESS = 'services/residence-certificate/process.bpmn';
const SERVICE = 'services/residence-certificate/service.yaml';
const step = (id: string, type: string): string =>
  `<bpmn:serviceTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="5" />
     <zeebe:ioMapping><zeebe:output source="={outcome: outcome, faults: faults}" target="${id}" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>`;
const flow = (from: string, to: string): string => `<bpmn:sequenceFlow id="${from}--${to}" sourceRef="${from}" targetRef="${to}" />`;
/** After the certificate the process files the case, then hands it to the archive. */
const drawn = (bpmn: string): string =>
  bpmn
    .replaceAll('issue-certificate--certificate-issued"', 'issue-certificate--file"')
    .replace('sourceRef="issue-certificate" targetRef="certificate-issued"', 'sourceRef="issue-certificate" targetRef="file"')
    .replace('<bpmn:incoming>issue-certificate--certificate-issued<', '<bpmn:incoming>archive--certificate-issued<')
    .replace('<bpmn:outgoing>issue-certificate--certificate-issued<', '<bpmn:outgoing>issue-certificate--file<')
    .replace(
      '</bpmn:process>',
      `${step('file', 'records.file')}${step('archive', 'archive.transfer')}${flow('file', 'archive')}${flow('archive', 'certificate-issued')}</bpmn:process>`,
    );

let stage: Told;
let there: DemoArchive;
let world: RecordsWorld;

before(async () => {
  stage = await fictionalStage({
    beispielwil: { [CONFIRM]: 'demo-register', 'records.file': 'records-folder' },
    musterau: { [CONFIRM]: 'people', 'records.file': 'people' },
  });
  there = await startArchive({ port: 0, folder, token: null });
  const { pool, engine, catalogue } = stage.worker;
  const transfers = ['archive-folder', 'records-folder'].map((id) => createFolderTransfer({ id, folder }));
  world = {
    pool,
    engine,
    catalogue,
    store: stage.world.files,
    transfers: new Map(transfers.map((each) => [each.id, each])),
    clock: stage.now,
    log: { warn() {} },
  };
  await stage.publish(SERVICE, (text) => text.replace('appraisal: destroy', 'appraisal: archive'));
});
after(async () => {
  await there.stop();
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});

const orderOne = async (): Promise<void> => {
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
};
const round = async (): Promise<void> => {
  stage.moveTo(new Date(Date.parse(stage.now()) + 3_600_000).toISOString());
  await transferRound(world);
  await there.look();
  await stage.settle();
};
const transfers = async () =>
  (
    await stage.owner.query(
      'select transfer_id as id, capability, state, faults, token is not null as drawn from cases.transfers order by created_at, capability',
    )
  ).rows;
const cases = async () =>
  (await stage.owner.query('select outcome, closed_at is not null as closed from cases.cases order by submitted_at')).rows;

test('drawn as steps, a case goes to the records system and then to the archive, and each step waits for its answer', async () => {
  await stage.publish(PROCESS, drawn);
  await orderOne();
  assert.deepEqual(await cases(), [{ outcome: null, closed: false }]);
  for (let each = 0; each < 3; each += 1) await round();
  assert.deepEqual(
    (await transfers()).map(({ capability, state, drawn: of }) => [capability, state, of]),
    [
      ['records.file', 'accepted', true],
      ['archive.transfer', 'gathered', true],
    ],
    JSON.stringify(await transfers()),
  );
  assert.equal((await cases())[0].closed, false, 'the step to the archive waits');
  for (let each = 0; each < 3; each += 1) await round();
  assert.deepEqual(await cases(), [{ outcome: 'issued', closed: true }]);
  for (let each = 0; each < 3; each += 1) await round();
  assert.equal((await transfers()).length, 2, 'what a step handed over does not go again at the end');
  assert.equal(readdirSync(folder).filter((name) => name.endsWith('.zip')).length, 2);
  const { rows } = await stage.owner.query(
    `select f.appraisal, t.state from cases.case_files f join cases.transfers t using (authority, transfer_id)`,
  );
  assert.deepEqual(rows, [{ appraisal: 'archive', state: 'accepted' }]);
});

test('an answer that comes as a message counts once; a refusal goes into the process with its reason, what is no answer is refused by code', async () => {
  await orderOne();
  const [waiting] = (await transfers()).filter(({ state }) => state === 'gathered');
  const take = (id: string, faults: { kind: 'notValid'; text: string }[]) =>
    takeAcknowledgement(world, Buffer.from(reportOn({ transferId: id, number: 'A/1', faults, mark: 'Aktenzeichen' })), stage.now());
  const away = world.transfers.get('records-folder')!;
  // This one never says anything when it is asked.
  world.transfers.set('records-folder', { ...away, acknowledgement: async () => null });
  await round();
  assert.equal(await take('00000000-0000-7000-8000-000000000000', []), 'unknown');
  assert.equal(await take(waiting.id, [{ kind: 'notValid', text: 'no such position' }]), 'taken');
  assert.equal(await take(waiting.id, []), 'repeated');
  await assert.rejects(takeAcknowledgement(world, Buffer.from('<x/>'), stage.now()), { code: 'acknowledgement-invalid' });
  await assert.rejects(takeAcknowledgement(world, Buffer.from('<!DOCTYPE x><x/>'), stage.now()), { code: 'xml-doctype' });
  world.transfers.set('records-folder', away);
  await stage.settle();
  const { rows } = await stage.owner
    .query(`select value from engine.variable v join engine.instance i using (case_id) where i.state = 'active' and v.name = 'file'`)
    .catch(() => ({ rows: [] as { value: unknown }[] }));
  if (rows.length > 0) assert.deepEqual(rows[0]!.value, { outcome: 'refused', faults: 'notValid: no such position' });
  assert.equal((await transfers()).find(({ id }) => id === waiting.id)!.state, 'refused');
  for (let each = 0; each < 4; each += 1) await round();
  assert.deepEqual(
    (await cases()).map(({ outcome }) => outcome),
    ['issued', 'issued'],
    'the process went on after the refusal',
  );
});

test('not drawn, a closed case goes to both by the words of its records, and is destroyed only when both have answered', async () => {
  await stage.publish(PROCESS, () => readFileSync(join(root, PROCESS), 'utf8'));
  await stage.publish(SERVICE, (text) => text.replace('appraisal: archive', 'appraisal: archive\n  system: closing'));
  await orderOne();
  const destroy = () => destroyRound(world.pool, world.catalogue(), { now: '2099-01-01T08:00:00.000Z' });
  // The first two may go; the third waits for the archive and the records system.
  assert.equal((await destroy()).length, 2);
  const away = world.transfers.get('records-folder')!;
  world.transfers.delete('records-folder');
  for (let each = 0; each < 3; each += 1) await round();
  assert.deepEqual(
    (await transfers()).slice(-2).map(({ capability, state, drawn: of }) => [capability, state, of]),
    [
      ['archive.transfer', 'accepted', false],
      ['records.file', 'packed', false],
    ],
  );
  assert.equal((await destroy()).length, 0);
  world.transfers.set('records-folder', away);
  for (let each = 0; each < 3; each += 1) await round();
  assert.equal((await destroy()).length, 1);
});
