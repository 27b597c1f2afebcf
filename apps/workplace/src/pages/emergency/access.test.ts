import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothApplications } from '../../../../../tests/support/both-applications.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from '../../../../../tests/support/stage.ts';

const REASON = 'Feuerwehr fragt nach der Adresse';
let stage: Told;
let applications: Awaited<ReturnType<typeof bothApplications>>;
let reference: string;

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'people' } });
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  applications = await bothApplications(stage);
  const { rows } = await stage.owner.query<{ reference: string }>('select reference from cases.cases');
  ({ reference } = rows[0]!);
});
after(() => stage.end());

async function open(who: string, fields: Record<string, string>) {
  const browser = await applications.browser(who, 'workplace');
  const page = await browser.get('/de/emergency');
  if (page.status !== 200) return { browser, page, answer: page };
  return {
    browser,
    page,
    answer: await browser.submit('[action$="/emergency"]', { reference, kind: 'danger', reason: REASON, ...fields }),
  };
}

test('nobody without the role opens a case, and nobody of another authority; that there is one is not told', async () => {
  // Vera works in Beispielwil without the role; Ida has it, for Musterau alone.
  assert.equal((await open('vera', {})).answer.status, 404);
  const foreign = await open('ida', {});
  assert.equal(foreign.answer.status, 422);
  const unknown = await open('ida', { reference: '2027-AAAA-AAAA' });
  const bare = (text: string): string => text.replace(/value="[^"]*"|data-session="\d+"/g, '');
  assert.equal(bare(foreign.answer.text), bare(unknown.answer.text), 'a case of others is not told from none');
  assert.equal((await stage.owner.query('select 1 from cases.openings')).rowCount, 0);
});
