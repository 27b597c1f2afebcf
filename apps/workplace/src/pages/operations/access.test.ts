import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PAGES } from '../../routes.ts';
import { createTestWorkplace, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let caseId: string;
before(async () => {
  workplace = await createTestWorkplace();
  await workplace.order();
  ({ case_id: caseId } = (await workplace.stage.owner.query<{ case_id: string }>('select case_id from cases.cases')).rows[0]!);
});
after(() => workplace.end());

/** A page without what differs from session to session and from address to address. */
const bare = (text: string): string => text.replace(/value="[^"]*"|data-session="\d+"|href="[^"]*"/g, '');
const CHANGES = ['skip', 'values', 'move', 'migrate', 'stop'];
const paths = (): string[] =>
  PAGES.filter(({ path }) => path.startsWith('/operations')).flatMap(({ path }) => {
    const real = path.replace(':case', caseId).replace(':token', '1').replace(':intervention', caseId);
    return real.includes(':change') ? CHANGES.map((change) => real.replace(':change', change)) : [real];
  });

test('without the role every page of the operators is an unknown address, to read and to send', async () => {
  assert.ok(paths().length >= 14);
  for (const who of ['ruth', 'ida', 'beat']) {
    const browser = await workplace.signedIn(who);
    const unknown = bare((await browser.get('/de/nowhere')).text);
    const token = browser.hidden('_token', '/sign-out');
    for (const real of paths()) {
      const shown = await browser.get(`/de${real}`);
      assert.equal(shown.status, 404, `${who} ${real}`);
      assert.equal(bare(shown.text), unknown, `${who} ${real}`);
      const sent = await browser.post(`/de${real}`, {
        _token: token,
        then: 'release',
        reason: 'Ich will das jetzt sehen.',
        incident: `${caseId}/1/2027-03-01T08:00:00.000Z`,
      });
      assert.equal(sent.status, 404, `${who} ${real}`);
    }
  }
});

test('the operator of another authority finds neither the case nor its steps', async () => {
  const vera = await workplace.signedIn('vera');
  const unknown = bare((await vera.get('/de/nowhere')).text);
  for (const path of [
    `/operations/cases/${caseId}`,
    `/operations/cases/${caseId}/1`,
    `/operations/cases/${caseId}/0/stop`,
    `/operations/interventions/${caseId}/${caseId}`,
  ]) {
    const shown = await vera.get(`/de${path}`);
    assert.equal(shown.status, 404, path);
    assert.equal(bare(shown.text), unknown, path);
  }
  const { rows } = await workplace.stage.owner.query<{ reference: string }>('select reference from cases.cases');
  assert.equal((await vera.get(`/de/operations/find?reference=${rows[0]!.reference}`)).status, 404);
  assert.equal((await (await workplace.signedIn('otto')).get(`/de/operations/find?reference=${rows[0]!.reference}`)).status, 303);
});

test('an operator finds no task and no document of a person', async () => {
  const otto = await workplace.signedIn('otto');
  const { rows } = await workplace.stage.owner.query<{ case_id: string; token_no: number }>(
    'select case_id, token_no from engine.user_task',
  );
  assert.equal((await otto.get(`/de/tasks/${rows[0]!.case_id}/${rows[0]!.token_no}`)).status, 404);
  assert.doesNotMatch((await otto.follow('/de/tasks')).text, /Imfeld|Jonas/);
});
