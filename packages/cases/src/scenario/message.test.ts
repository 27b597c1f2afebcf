import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fictionalStage } from '../../../../tests/support/stage.ts';

test('a scenario sends a message as another system would: to its case, where it waits until somebody comes for it', async (t) => {
  const stage = await fictionalStage({});
  t.after(() => stage.end());
  await stage.act('submit', {
    as: 'jonas',
    at: 'beispielwil',
    answers: {
      'address.text': 'Dorfplatz 1, 9901 Beispielwil',
      persons: ['jonas'],
      purpose: 'none',
      documentLanguage: 'de',
      delivery: 'inbox',
    },
  });
  await stage.act('message', { name: 'news', to: 'case', variables: { page: 1 } });
  const { rows } = await stage.owner.query(`select name, variables from engine.inbox`);
  assert.deepEqual(rows, [{ name: 'news', variables: { page: 1 } }]);
  await stage.act('message', { name: 'nobody-begins-with-this' });
  assert.equal(stage.memory.refused, null);
  const { rows: cases } = await stage.owner.query('select 1 from cases.cases');
  assert.equal(cases.length, 1);
});
