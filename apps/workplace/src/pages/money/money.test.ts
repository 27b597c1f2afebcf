import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { invalidHtml } from '../../../../../tests/support/valid-html.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

test('money goes back when one person of the finance office wants it and another confirms; nobody confirms their own wish', async () => {
  await workplace.order();
  const ida = await workplace.signedIn('ida');
  const beat = await workplace.signedIn('beat');
  const list = await ruth.get('/de/money?view=paid');
  assert.deepEqual(await invalidHtml(list.text), []);
  const path = /href="(\/de\/money\/[0-9a-f-]{36})"/.exec(list.text)![1]!;
  assert.equal((await beat.get(path)).status, 404, 'another municipality sees none of it');
  const page = await ruth.get(path);
  assert.deepEqual(await invalidHtml(page.text), []);
  const wish = (reason: string) => ruth.submit(`[action$="${path}"]`, { then: 'refund', reason });
  assert.equal((await wish('x')).status, 422);
  assert.equal((await wish('Doppelt verlangt')).location, '/de/money?said=proposed');
  const waiting = await ruth.get('/de/money');
  assert.match(words(waiting.text), /Eine andere Person muss das prüfen/);
  const { rows } = await workplace.stage.owner.query<{ id: string }>('select act_id as id from cases.money_acts');
  const decide = async (browser: FormBrowser) => {
    await browser.get('/de/money');
    return browser.post('/de/money?view=open', { _token: browser.hidden('_token', '/sign-out'), decide: `confirmed ${rows[0]!.id}` });
  };
  assert.match((await decide(ruth)).location ?? '', /said=own/);
  assert.match((await decide(beat)).location ?? '', /said=gone/);
  const open = await ida.get('/de/money');
  assert.deepEqual(await invalidHtml(open.text), []);
  assert.match(words(open.text), /Zurückzahlen ?: Doppelt verlangt Ruth Kaufmann/);
  assert.match((await decide(ida)).location ?? '', /said=done/);
  assert.match((await decide(ida)).location ?? '', /said=gone/);
  await workplace.pause(() => workplace.stage.settle());
  assert.match(words((await ruth.get(path)).text), /Zurückzahlen, gemacht: Doppelt verlangt Ruth Kaufmann, Ida Zihlmann/);
  const refunds = await workplace.stage.owner.query('select state, reason from cases.refunds');
  assert.deepEqual(refunds.rows, [{ state: 'paid', reason: 'office' }]);
});
