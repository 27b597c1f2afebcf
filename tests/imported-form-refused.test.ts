import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACTS, type Memory } from '../packages/cases/src/scenario/acts.ts';
import type { Stage } from '../packages/cases/src/scenario/stage.ts';
import { importedCatalogue, municipalForms, type ImportedCatalogue } from './support/imported-forms.ts';
import { fillDraft, importedStage, typedAnswers } from './support/typed-share.ts';

let catalogue: ImportedCatalogue;
let stage: Stage;
before(async () => {
  catalogue = await importedCatalogue(
    municipalForms.filter((path) => path.includes('umzug-gemeinde')),
    'lu',
    'wikon',
  );
  stage = await importedStage(catalogue, 'lu');
});
after(async () => {
  await stage?.end();
  catalogue?.remove();
});

test('where no register is connected the office asks back, refuses by a ruling, and a second person releases it', async () => {
  const draft = catalogue.drafts[0]!;
  const filling = await fillDraft(stage, draft, 'hanna', 'wikon');
  assert.ok(
    filling.typed.some((field) => field.includes('Strasse (inkl. Hausnummer) bisher')),
    'expected what no register knows to be typed',
  );
  await stage.settle();
  const memory: Memory = {
    reference: filling.reference,
    applicant: 'hanna',
    draftId: null,
    refused: null,
    eligibility: null,
    language: 'de',
  };
  const act = async (as: string, element: string, answers: Record<string, unknown>): Promise<void> => {
    await ACTS['task']!(stage, memory, { as, do: element, answers });
    assert.equal(memory.refused, null, `expected ${as} to do ${element}`);
    await stage.settle();
  };
  await act('urs', 'decide', { verdict: 'ask', message: 'Wie heisst die neue Strasse genau?' });
  await ACTS['wait']!(stage, memory, { until: '2027-05-04T09:00:00+02:00' });
  await act('hanna', 'answer', { ...typedAnswers(draft), 'adresseNeu.street': 'Neue Gasse' });
  await act('urs', 'decide', { verdict: 'refuse', message: 'Diese Strasse gibt es nicht.' });
  await act('urs', 'draft', { grounds: 'Die Strasse liegt nicht in der Gemeinde.', noConflict: true });
  await act('marta', 'approve', { verdict: 'release' });
  await act('urs', 'notify', { notifiedOn: '2027-05-04', channel: 'registered-letter', proof: '98.00.123456.00000001' });
  await ACTS['wait']!(stage, memory, { until: '2027-06-15T00:00:00+02:00' });
  const { rows } = await stage.owner.query<{ outcome: string; street: string; ruling: number }>(
    `select c.outcome,
       (select a.value #>> '{}' from cases.answers a where a.case_id = c.case_id and a.name = 'adresseNeu.street' order by a.at desc limit 1) as street,
       (select count(*)::int from cases.documents d where d.case_id = c.case_id and d.output = 'refusal' and d.state = 'issued') as ruling
     from cases.cases c where c.reference = $1`,
    [filling.reference],
  );
  assert.deepEqual(rows, [{ outcome: 'refused', street: 'Neue Gasse', ruling: 1 }]);
});
