import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listIncidents, readCase, withSession } from '../packages/cases/src/index.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

for (const kind of ['down', 'slow', 'garbage'] as const) {
  test(`with the register ${kind} the case waits, says so, shows an incident and drains by itself`, async () => {
    const stage: Told = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
    try {
      await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
      await stage.world.fault('demo-register', kind);
      await stage.act('pay', { as: 'mira', outcome: 'settled' });
      await stage.act('wait', { period: '10 minutes' });

      const resident = await stage.secretOf('mira');
      const waiting = await withSession(stage.portal, resident, (scope) => readCase(scope, stage.memory.reference!, 'de'));
      assert.equal(waiting?.closed, false);
      assert.match(waiting!.trouble!, /antwortet im Moment nicht/);
      const incidents = await withSession(stage.workplace, await stage.secretOf('beat'), (scope) => listIncidents(scope, 'de'));
      assert.equal(incidents.length, 1);
      assert.deepEqual(await withSession(stage.workplace, await stage.secretOf('ruth'), (scope) => listIncidents(scope, 'de')), []);

      await stage.world.fault('demo-register', 'none');
      await stage.act('wait', { period: '1 hour' });
      const done = await withSession(stage.portal, resident, (scope) => readCase(scope, stage.memory.reference!, 'de'));
      assert.equal(done?.outcome, 'issued');
      assert.equal(done?.trouble, null);
      assert.equal(done?.documents.length, 1);
    } finally {
      await stage.end();
    }
  });
}

let stage: Told;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'people' } });
});
after(() => stage.end());

test('switching the binding of an open step is a change of data only, in both directions', async () => {
  await stage.act('submit', {
    as: 'jonas',
    at: 'musterau',
    answers: { 'address.text': 'Im Rank, 9902 Musterau', persons: ['jonas'], purpose: 'none', delivery: 'inbox' },
  });
  await stage.act('pay', { as: 'jonas', outcome: 'settled' });
  const standing = async (): Promise<unknown[]> =>
    (await stage.owner.query(`select 'task' as at from engine.user_task union all select 'job' from engine.job`)).rows;
  assert.deepEqual(await standing(), [{ at: 'task' }]);
  await stage.world.fault('demo-register', 'down');
  await stage.act('rebind', { authority: 'musterau', capability: CONFIRM, to: 'demo-register' });
  await stage.act('wait', { period: '1 minutes' });
  assert.deepEqual(await standing(), [{ at: 'job' }]);
  await stage.act('rebind', { authority: 'musterau', capability: CONFIRM, to: 'people' });
  await stage.act('wait', { period: '1 minutes' });
  assert.deepEqual(await standing(), [{ at: 'task' }]);
  await stage.world.fault('demo-register', 'none');
  await stage.act('rebind', { authority: 'musterau', capability: CONFIRM, to: 'demo-register' });
  await stage.act('wait', { period: '20 minutes' });
  const view = await withSession(stage.portal, await stage.secretOf('jonas'), (scope) => readCase(scope, stage.memory.reference!, 'de'));
  assert.equal(view?.outcome, 'issued');
});
