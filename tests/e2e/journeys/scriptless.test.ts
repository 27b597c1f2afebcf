import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage, type Window } from '../../support/browsers.ts';
import { readCasePage } from '../../support/case-page.ts';
import { readPdf } from '../../support/certificate.ts';
import { mailsTo, personalWords, personOf } from '../../support/mails.ts';
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
  untilPayable,
  type Journey,
} from '../../support/order-journey.ts';

describe('without JavaScript, a person of a connected municipality', { concurrency: 1 }, () => {
  let stage: Stage;
  let journey: Journey;
  let reference: string;
  let window: Window;

  before(async () => {
    stage = await openStage();
    window = await stage.open({ javaScriptEnabled: false });
    journey = await createJourney(window.context, { system: stage.system, lang: 'de', who: 'lea' });
  });
  after(async () => {
    await stage?.end();
  });

  it('finds the certificate by everyday words and comes to its first question', async () => {
    await findService(journey, 'Bestätigung dass ich hier wohne');
    await chooseMunicipality(journey, 'kriens', 'Kriens');
    await answerEligibility(journey);
    await signIn(journey);
    assert.match(journey.page.url(), /\/de\/drafts\/[^/]+\/pages\//);
  });

  it('answers all pages, sends once and gets a reference', async () => {
    await answerPages(journey, { municipality: 'kriens', query: '', purpose: 'housing', documentLanguage: 'fr', delivery: 'inbox' });
    reference = await send(journey);
    assert.match(reference, /^\d{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    assert.match((await journey.page.locator('main').textContent())!, new RegExp(reference));
  });

  it('reads on the case page that it is their turn, until when, and what comes then', async () => {
    await journey.page.goto(path(journey, `/cases/${reference}`));
    await untilPayable(journey);
    const { sentence, facts, turn, order, steps } = await readCasePage(journey.page);
    assert.deepEqual(order.slice(0, 4), ['sentence', 'facts', 'turn', 'route']);
    assert.match(sentence, /bezahlen Sie .* Franken bis/);
    assert.deepEqual([facts[0]!.answer, facts[2]!.question], ['Sie', 'Bis wann?']);
    assert.match(turn, /Franken bezahlen.*bis \p{L}+, \d/u);
    assert.deepEqual(
      steps.map((step) => step.state),
      ['past', 'now', 'ahead', 'ahead'],
    );
    for (const step of steps)
      assert.match(
        step.when,
        step.state === 'ahead' ? /^Noch kein Datum\. \S+|^voraussichtlich am/ : /\d{1,2}\. \p{L}+/u,
        JSON.stringify(step),
      );
    await journey.page.goto(path(journey, `/cases/${reference}/confirmation`));
  });

  it('pays and finds the certificate on the case page, tagged and in the language it asked for', async () => {
    await pay(journey);
    await untilDocument(journey);
    const pdf = await readPdf(await download(journey));
    assert.equal(pdf.language?.slice(0, 2), 'fr');
    assert.equal(pdf.tagged, true);
    assert.match(pdf.text, /Attestation de domicile/i);
    assert.match(pdf.text, /Aebersold-Nguyen/);
  });

  it('has a message in the inbox that leads to the same certificate', async () => {
    const { page } = journey;
    await page.goto(path(journey, '/inbox'));
    const message = page.locator('main a[href*="/inbox/"]').first();
    assert.match((await message.textContent())!, /Wohnsitzbestätigung/);
    await message.click();
    await page.waitForURL('**/inbox/*');
    assert.match((await page.locator('main').textContent())!, new RegExp(reference));
    const pdf = await readPdf(await download(journey));
    assert.match(pdf.text, /Attestation de domicile/i);
  });

  it('check 20: gets e-mails that name service and reference, and nothing about the person', async () => {
    const mails = await mailsTo(stage.system, 'lea', 2);
    for (const mail of mails) {
      const words = `${mail.subject}\n${mail.text}`;
      assert.match(mail.subject, /Wohnsitzbestätigung/);
      assert.match(words, new RegExp(reference));
      for (const personal of personalWords(personOf(stage.system, 'lea')))
        assert.doesNotMatch(words, new RegExp(`(?<!\\p{L})${RegExp.escape(personal)}(?!\\p{L})`, 'iu'));
      assert.doesNotMatch(words, /https?:|\/cases\/|\/pay/);
    }
    assert.equal(
      mails.some((mail) => mail.language === 'de'),
      true,
    );
  });

  it('met no error, no foreign file and no broken page on the whole way', async () => {
    await window.close();
  });
});
