import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage, type Window } from '../../support/browsers.ts';
import { untilSaving } from '../../support/keep-draft.ts';
import { LANGUAGES } from '../../support/language-tour.ts';
import {
  answerEligibility,
  answerPages,
  chooseMunicipality,
  createJourney,
  findService,
  onward,
  signIn,
  type Journey,
} from '../../support/order-journey.ts';
import { TAGS } from '../../support/word-checks.ts';

let stage: Stage;
before(async () => (stage = await openStage(['portal', 'identity-provider'])));
after(() => stage?.end());

for (const javaScriptEnabled of [true, false]) {
  describe(`the language switch, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, { concurrency: 1 }, () => {
    let window: Window;
    let journey: Journey;
    before(async () => {
      window = await stage.open({ javaScriptEnabled });
      // Whoever has a draft is led on to it.
      await stage.system.database.pool.query('delete from cases.drafts');
      journey = await createJourney(window.context, { system: stage.system, lang: 'de', who: 'ruben' });
    });

    const switchTo = async (lang: string): Promise<void> => {
      const { page } = journey;
      await page.locator('.langs summary').click();
      await page.locator(`.langs a[hreflang="${TAGS[lang]}"]`).click();
      await page.waitForURL(`**/${lang}/**`);
      assert.equal(await page.locator('html').getAttribute('lang'), TAGS[lang]);
    };

    it('leads to the same page in each language, in the words of that language', async () => {
      const { page } = journey;
      await findService(journey, 'Wohnsitzbestätigung');
      await chooseMunicipality(journey, 'kriens', 'Kriens');
      const titles = new Set<string>();
      for (const lang of [...LANGUAGES.slice(1), 'de']) {
        await switchTo(lang);
        assert.match(page.url(), /\/eligibility\/about$/);
        titles.add(await page.locator('h1').innerText());
      }
      assert.ok(titles.size >= 4, `expected the question in each language, got ${[...titles]}`);
      await answerEligibility(journey);
      await signIn(journey);
    });

    it('keeps what is answered and what is only typed', async () => {
      const { page } = journey;
      await onward(page).click();
      await page.locator('input[value="other"]').check();
      await page.locator('[name="purposeOther"]').fill('Anmeldung im Sportverein');
      const question = page.url().replace(/^.*\/pages\//, '');
      // Without script a typed answer is kept once it was sent.
      if (!javaScriptEnabled) {
        await onward(page).click();
        await page.waitForURL((url) => !url.pathname.endsWith(question));
        await page.goBack();
      } else await untilSaving(page);
      for (const lang of ['fr', 'it', 'en', 'de']) {
        await switchTo(lang);
        assert.ok(page.url().endsWith(question));
        assert.equal(await page.locator('input[value="other"]').isChecked(), true);
        assert.equal(await page.locator('[name="purposeOther"]').inputValue(), 'Anmeldung im Sportverein');
      }
    });

    it('keeps all answers up to the page to check', async () => {
      const { page } = journey;
      await answerPages(journey, { municipality: 'kriens', query: '', purpose: 'bank', documentLanguage: 'fr', delivery: 'inbox' });
      await switchTo('fr');
      assert.match(page.url(), /\/check$/);
      assert.match(await page.locator('main').innerText(), /Inderbitzin[\s\S]*Banque/i);
      await window.close();
    });
  });
}
