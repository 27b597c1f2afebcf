import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bench, plainHost } from '../../test/kit.ts';

test('the host evaluates the decision over the names of the place; the result gets its name', async () => {
  const asked: unknown[] = [];
  const host = plainHost({
    decide: (token, decisionId, names) => {
      asked.push([token.element, decisionId]);
      return { francs: Number(names.size) * 10 };
    },
  });
  const bench = await Bench.open({ host });
  try {
    const caseId = await bench.startElement('business-rule-task', { size: 3 });
    assert.deepEqual(await bench.root(caseId), { size: 3, amount: { francs: 30 } });
    assert.deepEqual(asked, [['fee', 'fee-table']]);
    assert.ok(await bench.ended(caseId));
  } finally {
    await bench.close();
  }
});

test('a decision that fails, or a host without decisions, is an incident that can be resumed', async () => {
  let broken = true;
  const host = plainHost({
    decide: () => {
      if (broken) throw new Error('no table');
      return 5;
    },
  });
  const bench = await Bench.open({ host });
  const without = await Bench.open();
  try {
    const caseId = await bench.startElement('business-rule-task');
    assert.deepEqual(await bench.incidents(caseId), ['host-failed']);
    broken = false;
    const [incident] = (await bench.engine.state(caseId)).incidents;
    await bench.command(caseId, { type: 'resolve-incident', token: incident!.token_no, actor: 'x' });
    assert.deepEqual(await bench.root(caseId), { amount: 5 });
    assert.deepEqual(await without.incidents(await without.startElement('business-rule-task')), ['host-failed']);
  } finally {
    await bench.close();
    await without.close();
  }
});
