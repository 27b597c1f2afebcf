import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACTS, type Memory } from '../packages/cases/src/scenario/acts.ts';
import type { Stage } from '../packages/cases/src/scenario/stage.ts';
import { constructForms, importedCatalogue, municipalForms, type Draft, type ImportedCatalogue } from './support/imported-forms.ts';
import { fillDraft, importedStage, type Filling } from './support/typed-share.ts';

let catalogue: ImportedCatalogue;
let stage: Stage;
before(async () => {
  catalogue = await importedCatalogue([...municipalForms, ...constructForms], 'lu', 'kriens');
  stage = await importedStage(catalogue, 'lu');
});
after(async () => {
  await stage?.end();
  catalogue?.remove();
});

const municipal = (): Draft[] => catalogue.drafts.slice(0, municipalForms.length);
const fillings: Filling[] = [];

test('every form of a municipality is filled in by a resident, sent, and answered by the office in charge', async (t) => {
  for (const draft of municipal()) {
    await t.test(draft.id, async () => {
      const filling = await fillDraft(stage, draft, 'lea', 'kriens');
      fillings.push(filling);
      await stage.settle();
      const memory: Memory = {
        reference: filling.reference,
        applicant: 'lea',
        draftId: null,
        refused: null,
        eligibility: null,
        language: 'de',
      };
      await ACTS['task']!(stage, memory, {
        as: 'bruno',
        do: 'decide',
        answers: { verdict: 'settle', message: 'Ihr Anliegen ist erledigt.' },
      });
      assert.equal(memory.refused, null);
      await stage.settle();
      const { rows } = await stage.owner.query<{ outcome: string; documents: number }>(
        `select c.outcome, (select count(*)::int from cases.documents d where d.case_id = c.case_id and d.output = 'reply' and d.state = 'issued') as documents from cases.cases c where c.reference = $1`,
        [filling.reference],
      );
      assert.deepEqual(rows, [{ outcome: 'settled', documents: 1 }]);
    });
  }
});

test('a signed-in resident whom the register knows types a fifth of what these forms need, and two fifths of everything they ask', async () => {
  assert.equal(fillings.length, municipalForms.length);
  const needed: Filling[] = [];
  for (const draft of municipal()) needed.push(await fillDraft(stage, draft, 'lea', 'kriens', 'needed'));
  const share = (all: Filling[]): number => {
    const count = (of: (filling: Filling) => number): number => all.reduce((sum, filling) => sum + of(filling), 0);
    return Math.round((100 * count(({ typed }) => typed.length)) / count(({ fields }) => fields.length));
  };
  assert.ok(share(needed) <= 20, `expected at most 20 % typed of what is needed, got ${share(needed)} %`);
  assert.ok(share(fillings) <= 40, `expected at most 40 % typed of everything, got ${share(fillings)} %`);
});

test('a form with any construct is filled in and sent', async (t) => {
  for (const draft of catalogue.drafts.slice(municipalForms.length)) {
    // Uploads go their own way.
    if (draft.files['form.json']!.includes('"filepicker"')) continue;
    await t.test(draft.id, async () => {
      const special = { kontrollnummer: '123-456', kurzesKennzeichen: 'ABC' };
      const { fields, all } = await fillDraft(stage, draft, 'lea', 'kriens', 'everything', special);
      assert.ok(fields.length > 0 && fields.length <= all);
    });
  }
});

test('prices of a form become the fee of the case', async () => {
  const { rows } = await stage.owner.query<{ total: string; items: number }>(
    `select f.total::text, jsonb_array_length(f.items) as items from cases.fees f join cases.cases c using (case_id) where c.service = 'prices'`,
  );
  // One day 10.00, second plate 5.00, express 20.00, one copy 1.00.
  assert.deepEqual(rows, [{ total: '36.00', items: 4 }]);
});
