import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transferRound } from '@einwohnerportal/cases';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, words, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
let path: string;
let caseId: string;
before(async () => {
  workplace = await createTestWorkplace();
  await workplace.order();
  const { owner, worker, world, now } = workplace.stage;
  const { rows } = await owner.query<{ case_id: string }>(
    `update cases.cases set closed_at = $1::timestamptz, outcome = 'refused' returning case_id`,
    [now()],
  );
  caseId = rows[0]!.case_id;
  path = `/records/${caseId}`;
  // The round makes up for the case file that the end of the case did not leave.
  await transferRound({
    pool: worker.pool,
    engine: worker.engine,
    catalogue: worker.catalogue,
    store: world.files,
    transfers: new Map(),
    clock: now,
    log: { warn() {} },
  });
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

test('those who keep the records of an authority see its case files; nobody else finds them', async () => {
  assert.match((await ruth.get('/de/tasks')).text, /href="\/de\/records"/);
  assert.match(words((await ruth.get(`/de${path}`)).text), /2\.3\.1 Bescheinigungen der Einwohnerdienste/);
  for (const who of ['beat', 'olga', 'newcomer']) {
    const stranger = await workplace.signedIn(who);
    assert.equal((await stranger.get(`/de${path}`)).status, 404, who);
    assert.equal((await stranger.get(`/de${path}/dossier`)).status, 404, who);
    assert.doesNotMatch((await stranger.get('/de/records')).text, new RegExp(caseId), who);
  }
  assert.equal((await workplace.browser().get(`/de${path}`)).status, 303);
});
