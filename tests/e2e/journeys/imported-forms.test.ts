import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage } from '../../support/browsers.ts';
import { readPdf } from '../../support/certificate.ts';
import { fillPages } from '../../support/fill-page.ts';
import { importedCatalogue, municipalForms, type Draft, type ImportedCatalogue } from '../../support/imported-forms.ts';
import { completeTask, openTask, startWork } from '../../support/office-journey.ts';
import { createJourney, download, path, send, signIn, untilDocument, type Journey } from '../../support/order-journey.ts';
import { typedAnswers } from '../../support/typed-share.ts';

const FORMS = /abmeldung-wegzug-ausland|leumundszeugnis/;
/** Answers of each form that the office has to see, addresses abroad and people included. */
const SEEN: Record<string, string[]> = {
  'town6-de-abmeldung-wegzug-ausland': ['Tenzin Nguyen', 'Deutschland', 'Definitiv'],
  'town6-de-leumundszeugnis': ['Ich möchte das Dokument mittels Post erhalten', 'Beispiel'],
};
const REPLY = 'Wir haben Ihr Anliegen erledigt.';

let catalogue: ImportedCatalogue;
let stage: Stage;
before(async () => {
  catalogue = await importedCatalogue(
    municipalForms.filter((path) => FORMS.test(path)),
    'lu',
    'kriens',
  );
  stage = await openStage(['portal', 'worker', 'identity-provider', 'workplace'], { roots: [catalogue.root] });
});
after(async () => {
  await stage?.end();
  catalogue?.remove();
});

/** From the page of the service to the first page of its form. */
async function begin(journey: Journey, { id }: Draft): Promise<void> {
  const { page, hands } = journey;
  await page.goto(path(journey, `/services/${id}`));
  await hands.press(page.locator(`main form[action$="/services/${id}/start"] button`).first());
  await page.waitForURL(/\/municipality|\/sign-in|\/drafts/);
  if (page.url().includes('/municipality')) {
    await hands.write(page.locator('#q'), 'Kriens');
    await hands.press(page.locator('main form[role="search"] button'));
    await page.waitForURL('**/municipality?*q=*');
    await hands.press(page.locator('button[name="authority"][value="kriens"]'));
    await page.waitForURL(/\/sign-in|\/drafts/);
  }
  if (page.url().includes('/sign-in')) await signIn(journey);
  await page.waitForURL('**/drafts/**');
}

describe('forms of municipalities', { concurrency: 1 }, () => {
  for (const [at, javaScriptEnabled] of [true, false].entries()) {
    it(`form ${at + 1} is found, filled in, checked, sent, answered by the office and read, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const draft = catalogue.drafts[at]!;
      const window = await stage.open({ javaScriptEnabled });
      const journey = await createJourney(window.context, { system: stage.system, lang: 'de', who: 'lea' });
      await begin(journey, draft);
      await fillPages(journey, typedAnswers(draft));
      const check = await journey.page.locator('main').innerText();
      for (const known of ['Aebersold-Nguyen', 'Ahornweg', '6010'])
        assert.ok(check.includes(known), `expected ${known} on the page to check`);
      const reference = await send(journey);

      const office = await stage.open();
      const desk = await startWork(office.context, stage.system, 'bruno');
      await openTask(desk, reference);
      const task = await desk.page.locator('main').innerText();
      // What the register knows, what was filled in, what was typed.
      for (const answer of ['Aebersold-Nguyen', 'Ahornweg', ...SEEN[draft.id]!])
        assert.ok(task.includes(answer), `expected ${answer} before the caseworker, got ${task}`);
      await desk.page.locator('input[name="verdict"][value="settle"]').check();
      await desk.page.locator('textarea[name="message"]').fill(REPLY);
      await completeTask(desk);
      await office.close();

      await journey.page.goto(path(journey, `/cases/${reference}`));
      await untilDocument(journey);
      const { text } = await readPdf(await download(journey));
      assert.ok(text.includes(REPLY), `expected the reply in the document, got ${text}`);
      await window.close();
    });
  }
});
