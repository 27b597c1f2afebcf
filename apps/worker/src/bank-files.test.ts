import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bankFile, credit } from '@einwohnerportal/connectors/bank-file';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { listOpenMoney, noteMoneyDone } from '@einwohnerportal/cases';
import { readBankFiles } from './bank-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'bank-'));
const silent = { info() {}, warn() {}, error() {} };
let database: TestDatabase;

before(async () => (database = await createDatabase({ schema: 'cases' })));
after(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true });
});

const look = () => readBankFiles({ pool: database.pool, folder, log: silent });
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const inside = (name: string): string[] => readdirSync(join(folder, name)).toSorted();

test('files of the bank are read once, told again they change nothing, and what is no bank file is put aside', async () => {
  const credits = [credit({ amount: '20.00' }), credit({ amount: '5.00', bankReference: 'B2', reference: null })];
  put('a.xml', bankFile({ credits }));
  put('b.xml', bankFile({ credits }));
  put('c.xml', bankFile({ kind: '053', messageId: 'MSG-2', credits }));
  put('d.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>');
  put('notes.txt', 'not for us');
  assert.equal(await look(), 3);
  assert.equal(await look(), 0);
  assert.deepEqual([inside('done'), inside('refused')], [['a.xml', 'b.xml', 'c.xml'], ['d.xml']]);
  const open = await listOpenMoney(database.pool);
  assert.deepEqual(open.map(({ amount, what }) => [what, amount]).toSorted(), [
    ['unknown', '20.00'],
    ['unknown', '5.00'],
  ]);
  assert.equal(await noteMoneyDone(database.pool, open[0]!.key, 'paid back', '2027-03-06T08:00:00Z'), true);
  assert.equal(await noteMoneyDone(database.pool, open[0]!.key, 'again', '2027-03-06T08:00:00Z'), false);
  const { rows } = await database.pool.query('select payer from cases.bank_entries where done_at is not null');
  assert.deepEqual(rows, [{ payer: null }]);
});
