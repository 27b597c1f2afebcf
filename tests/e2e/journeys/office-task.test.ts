import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage, type Window } from '../../support/browsers.ts';
import { readCasePage } from '../../support/case-page.ts';
import { readPdf } from '../../support/certificate.ts';
import { choose, completeTask, fillGaps, openTask, startWork, type Desk } from '../../support/office-journey.ts';
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
  type Journey,
} from '../../support/order-journey.ts';

/** Blanks that hold words together are blanks to a reader. */
const plain = (text: string): string => text.replace(/\s+/g, ' ');
const DATE_IN_ENGLISH = /\b(Monday|Tuesday|Wednesday|Thursday|Friday),? \d{1,2} \w+/;

describe('in a municipality without a connected register', { concurrency: 1 }, () => {
  let stage: Stage;
  let window: Window;
  let journey: Journey;
  let desk: Desk;
  let reference: string;

  before(async () => {
    stage = await openStage(['portal', 'worker', 'identity-provider', 'workplace']);
    window = await stage.open();
    journey = await createJourney(window.context, { system: stage.system, lang: 'en', who: 'lukasz' });
  });
  after(() => stage?.end());

  it('a person gives the address that nobody knows and adds a person of the household', async () => {
    const order = {
      municipality: 'wikon',
      query: '',
      purpose: 'bank',
      documentLanguage: 'it',
      delivery: 'inbox',
      address: 'Im Grund, 4806 Wikon',
      added: { officialName: 'Dvořák', firstName: 'Šárka', year: '2012' },
    };
    await findService(journey, 'Bestätigung dass ich hier wohne');
    await chooseMunicipality(journey, 'wikon', 'Wikon');
    await answerEligibility(journey);
    await signIn(journey);
    await answerPages(journey, order);
    const check = plain(await journey.page.locator('main').innerText());
    for (const words of ['Łukasz', 'Dvořák-Żebrowski', 'Im Grund, 4806 Wikon', 'Šárka Dvořák'])
      assert.ok(check.includes(words), `expected ${words} to be checked, got ${check}`);
    reference = await send(journey);
    await pay(journey);
  });

  it('the case waits at the office and says who has it, since when and until when, in this order', async () => {
    await journey.page.goto(path(journey, `/cases/${reference}`));
    await journey.page.locator('main .facts', { hasText: 'Wikon' }).waitFor();
    const reading = await readCasePage(journey.page);
    assert.deepEqual(reading.order.slice(0, 4), ['sentence', 'facts', 'turn', 'route']);
    assert.match(reading.sentence, /municipality of Wikon/i);
    assert.equal(reading.facts.length, 3);
    assert.match(reading.facts[0]!.answer, /Residents’ office Wikon/);
    assert.match(reading.facts[1]!.answer, /\d{1,2} \p{L}+, \d{1,2}:\d{2}/u);
    assert.match(reading.facts[2]!.answer, DATE_IN_ENGLISH);
    assert.match(reading.turn, /do not need to do anything/);
  });

  it('its way shows past, current and coming steps; what comes has a day or says why not', async () => {
    const { steps } = await readCasePage(journey.page);
    assert.deepEqual(
      steps.map((step) => step.state),
      ['past', 'past', 'now', 'ahead'],
    );
    assert.equal(steps.at(-1)!.last, true);
    for (const step of steps)
      assert.match(
        step.when,
        step.state === 'ahead' ? /expected|because|No date yet/i : /\d{1,2} \p{L}+|\p{L}+ \d{1,2}/u,
        JSON.stringify(step),
      );
    assert.match(steps[2]!.who, /Residents’ office Wikon/);
  });

  it('the caseworker of the office finds the task, sees what the resident sees, and confirms', async () => {
    const work = await stage.open();
    desk = await startWork(work.context, stage.system, 'urs');
    await openTask(desk, reference);
    const text = plain(await desk.page.locator('main').innerText());
    for (const words of ['Łukasz Dvořák-Żebrowski', 'Šárka Dvořák', 'Im Grund, 4806 Wikon'])
      assert.ok(text.includes(words), `expected ${words} on the task, got ${text}`);
    await choose(desk, 'confirmed');
    await fillGaps(desk, '2012');
    await completeTask(desk);
    assert.equal(await desk.page.getByText(reference).count(), 0);
    await work.close();
  });

  it('the resident gets the certificate in the language that was chosen, with every letter of the names', async () => {
    await untilDocument(journey);
    const pdf = await readPdf(await download(journey));
    assert.equal(pdf.language?.slice(0, 2), 'it');
    assert.equal(pdf.tagged, true);
    for (const words of ['Dvořák-Żebrowski', 'Łukasz', 'Šárka', 'Im Grund, 4806 Wikon'])
      assert.ok(pdf.text.includes(words), `expected ${words} on the certificate, got ${pdf.text}`);
    // The document comes with the last step but one; the page renews itself when the case has come to its end.
    await journey.page.locator('main .facts').waitFor({ state: 'detached' });
    const { steps, order } = await readCasePage(journey.page);
    assert.ok(steps.every((step) => step.state === 'past'));
    assert.deepEqual(order.slice(0, 2), ['sentence', 'documents']);
  });

  it('who looked into the case, and why, stands there for the resident', async () => {
    const accesses = await journey.page.locator('[aria-labelledby="accesses"]').innerText();
    assert.match(accesses, /Residents’ office/);
    assert.doesNotMatch(accesses, /Urs|Wyler/);
    await window.close();
  });
});
