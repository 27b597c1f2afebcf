import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage } from '../../support/browsers.ts';
import { readPdf } from '../../support/certificate.ts';
import { keyboard, walkByTab } from '../../support/hands.ts';
import { overflow } from '../../support/layout-checks.ts';
import {
  answerEligibility,
  answerPages,
  chooseMunicipality,
  createJourney,
  download,
  findService,
  path,
  pay,
  send,
  signIn,
  untilDocument,
} from '../../support/order-journey.ts';

describe('by keyboard only, on a window of 320 by 640 px', { concurrency: 1 }, () => {
  let stage: Stage;
  before(async () => (stage = await openStage()));
  after(() => stage?.end());

  it('a person goes from the home page to the certificate; no page scrolls sideways, the focus is always in sight and caught nowhere', async () => {
    const window = await stage.open({ viewport: { width: 320, height: 640 }, hasTouch: true });
    const faults: string[] = [];
    const seen: Record<string, number> = {};
    const journey = await createJourney(window.context, {
      system: stage.system,
      lang: 'it',
      who: 'tenzin',
      hands: keyboard,
      look: async ({ page }, name) => {
        for (const height of [640, 256]) {
          await page.setViewportSize({ width: 320, height });
          faults.push(...(await overflow(page)).map((fault) => `${name}: ${fault}`));
        }
        await page.setViewportSize({ width: 320, height: 640 });
        seen[name] = await walkByTab(page);
      },
    });
    await findService(journey, 'certificato di domicilio');
    await chooseMunicipality(journey, 'kriens', 'Kriens');
    await answerEligibility(journey);
    await signIn(journey);
    await answerPages(journey, { municipality: 'kriens', query: '', purpose: 'authority', documentLanguage: 'en', delivery: 'inbox' });
    const reference = await send(journey);
    await pay(journey);
    await untilDocument(journey);
    await journey.look('case');
    const pdf = await readPdf(await download(journey));
    assert.equal(pdf.language?.slice(0, 2), 'en');
    for (const [name, rest] of [
      ['cases', '/cases'],
      ['inbox', '/inbox'],
      ['home', ''],
      ['withdraw', `/cases/${reference}/withdraw`],
    ] as const) {
      await journey.page.goto(path(journey, rest));
      await journey.look(name);
    }
    assert.deepEqual(faults, []);
    for (const [name, stops] of Object.entries(seen)) assert.ok(stops >= 5, `expected at least five stops on ${name}, got ${stops}`);
    assert.ok(Object.keys(seen).length >= 21, `expected to look at every page, got ${Object.keys(seen)}`);
    await window.close();
  });

  it('the menu and the language switch open, lead on and close', async () => {
    const window = await stage.open({ viewport: { width: 320, height: 640 } });
    const page = await window.context.newPage();
    await page.goto(`${stage.system.url.portal}/de/services`);
    await page.locator('.site-header > .wrap > .menu-button').click();
    await page.locator('.main-nav a').first().waitFor();
    assert.deepEqual(await overflow(page), []);
    await page.locator('.langs summary').click();
    await page.locator('.langs a[lang="fr-CH"], .langs a[lang="fr"]').click();
    await page.waitForURL('**/fr/services');
    assert.equal(await page.locator('.main-nav a').first().isVisible(), false);
    await window.close();
  });
});
