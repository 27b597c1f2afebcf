import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage } from '../../support/browsers.ts';
import { readPdf } from '../../support/certificate.ts';
import { keyboard, walkByTab } from '../../support/hands.ts';
import {
  answerEligibility,
  answerPages,
  chooseMunicipality,
  createJourney,
  download,
  findService,
  pay,
  send,
  signIn,
  untilDocument,
} from '../../support/order-journey.ts';

describe('by keyboard only', { concurrency: 1 }, () => {
  let stage: Stage;
  before(async () => (stage = await openStage()));
  after(() => stage?.end());

  it('a person goes from the home page to the certificate, sees the focus at every stop and is caught nowhere', async () => {
    const window = await stage.open({ viewport: { width: 1280, height: 720 } });
    const seen: Record<string, number> = {};
    const journey = await createJourney(window.context, {
      system: stage.system,
      lang: 'fr',
      who: 'ivana',
      hands: keyboard,
      look: async ({ page }, name) => void (seen[name] = await walkByTab(page)),
    });
    await findService(journey, 'attestation de domicile');
    await chooseMunicipality(journey, 'kriens', 'Kriens');
    await answerEligibility(journey);
    await signIn(journey);
    await answerPages(journey, { municipality: 'kriens', query: '', purpose: 'bank', documentLanguage: 'it', delivery: 'inbox' });
    await send(journey);
    await pay(journey);
    await untilDocument(journey);
    seen['case'] = await walkByTab(journey.page);
    const pdf = await readPdf(await download(journey));
    assert.equal(pdf.language?.slice(0, 2), 'it');
    for (const [name, stops] of Object.entries(seen)) assert.ok(stops >= 5, `expected at least five stops on ${name}, got ${stops}`);
    assert.ok(Object.keys(seen).length >= 17, `expected to look at every page, got ${Object.keys(seen)}`);
    await window.close();
  });
});
