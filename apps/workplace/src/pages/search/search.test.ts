import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FormBrowser } from '../../../../../tools/testing/form-browser.ts';
import { createTestWorkplace, type TestWorkplace } from '../../../test/workplace.ts';

let workplace: TestWorkplace;
let ruth: FormBrowser;
before(async () => {
  workplace = await createTestWorkplace();
  await workplace.order('jonas');
  ruth = await workplace.signedIn('ruth');
});
after(() => workplace.end());

const search = async (who: FormBrowser, fields: Record<string, string>) => {
  await who.get('/de/search');
  return who.submit('[action="/de/search#results"]', { then: 'show', ...fields });
};

test('a search needs a purpose, and a reason where the purpose is none of those offered', async () => {
  const without = await search(ruth, { text: 'Imfeld' });
  assert.equal(without.status, 422);
  assert.match(without.text, /Wählen Sie, wozu Sie suchen\./);
  assert.match(without.text, /value="Imfeld"/);
  assert.doesNotMatch(without.text, /Jonas/);
  assert.match((await search(ruth, { text: 'Imfeld', purpose: 'other', reason: 'kurz' })).text, /mindestens.10.Zeichen/);
  assert.match((await search(ruth, { purpose: 'work' })).text, /mindestens.2.Zeichen/);
  assert.match((await search(ruth, { purpose: 'work', from: '31.2.2027' })).text, /einen Tag wie/);
});

test('a case is opened with the purpose of a search only', async () => {
  const { rows } = await workplace.stage.owner.query<{ case_id: string }>('select case_id from cases.cases');
  const ida = await workplace.signedIn('ida');
  assert.equal((await ida.get(`/de/cases/${rows[0]!.case_id}`)).location, '/de/search?why=1');
});

test('cases of one’s offices are found by name, reference, service and day; the person reads who looked and why', async () => {
  const { reference } = workplace.stage.memory;
  const fitting: Record<string, string>[] = [
    { text: 'imfeld jon' },
    { text: reference!.toLowerCase() },
    { service: 'residence-certificate', state: 'open', from: '1.3.2027', until: '2027-03-01' },
  ];
  for (const fields of fitting) {
    const { status, text } = await search(ruth, { purpose: 'answer', ...fields });
    assert.equal(status, 200);
    assert.match(text, new RegExp(`Jonas Imfeld</span>, <span translate="no">${reference}`));
  }
  const unfit: Record<string, string>[] = [
    { text: 'Dvořák' },
    { service: 'residence-certificate', state: 'closed' },
    { text: 'Imfeld', until: '28.2.2027' },
  ];
  for (const fields of unfit) assert.match((await search(ruth, { purpose: 'work', ...fields })).text, /Kein Fall passt/);
  const found = await search(ruth, { purpose: 'answer', text: 'Imfeld' });
  const opened = await ruth.get(/href="(\/de\/cases\/[^"]+)"/.exec(found.text)![1]!);
  assert.equal(opened.status, 200);
  assert.match(opened.text, /Im Rank/);
  const { rows } = await workplace.stage.owner.query<{ purpose: string; count: number }>(
    'select purpose, count(*)::int as count from cases.access_records group by 1 order by 1',
  );
  assert.deepEqual(rows, [{ purpose: 'search.purpose.answer', count: 5 }]);
  const log = workplace.log.join('\n');
  assert.doesNotMatch(log, /Imfeld|imfeld/);
});

test('somebody of another municipality finds and opens nothing', async () => {
  const beat = await workplace.signedIn('beat');
  assert.match((await search(beat, { purpose: 'work', text: 'Imfeld' })).text, /Kein Fall passt/);
  const { rows } = await workplace.stage.owner.query<{ case_id: string }>('select case_id from cases.cases');
  assert.equal((await beat.get(`/de/cases/${rows[0]!.case_id}`)).status, 404);
});

test('what was found is handed out as CSV and JSON, with the look recorded', async () => {
  const csv = await search(ruth, { purpose: 'check', text: 'Imfeld', then: 'csv' });
  assert.match(csv.headers.get('content-disposition')!, /attachment; filename="Faelle\.csv"/);
  assert.match(csv.text, /^\ufeff?Fallnummer,Leistung,Person,/);
  assert.match(csv.text, /Jonas Imfeld/);
  const json = await search(ruth, { purpose: 'check', text: 'Imfeld', then: 'json' });
  assert.equal((JSON.parse(json.text) as { person: string }[])[0]!.person, 'Jonas Imfeld');
  const { rows } = await workplace.stage.owner.query(`select found, exported, fields from cases.searches where purpose = 'check'`);
  assert.deepEqual(rows, Array(2).fill({ found: 1, exported: true, fields: ['text'] }));
});

test('who searches very often is stopped', async () => {
  await workplace.stage.owner.query(
    `insert into cases.searches (at, person_id, purpose, fields, found, exported)
     select $1, person_id, 'work', '{}', 0, false from cases.persons, generate_series(1, 200) where subject = 'ruth'`,
    [workplace.stage.now()],
  );
  const { text } = await search(ruth, { purpose: 'work', text: 'Imfeld' });
  assert.match(text, /Das waren viele Suchen/);
  assert.doesNotMatch(text, /Jonas/);
});
