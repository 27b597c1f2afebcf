import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../../support/browsers.ts';
import { answered, at, inspect, type Inspection } from '../../support/every-page.ts';
import { inspectAfterwards, inspectOrganisation, inspectRefused, WORK } from '../../support/office-pages.ts';
import { inspectTakenBack } from '../../support/asked-pages.ts';
import { inspectCounter } from '../../support/counter-pages.ts';
import { choose, completeTask, openTask, startWork, type Desk } from '../../support/office-journey.ts';
import {
  answerEligibility,
  answerPages,
  chooseMunicipality,
  createJourney,
  findService,
  path,
  pay,
  send,
  signIn,
  type Journey,
} from '../../support/order-journey.ts';
import { bareSentences } from '../../support/word-checks.ts';

let stage: Stage;
before(async () => (stage = await openStage(['portal', 'worker', 'identity-provider', 'workplace'])));
after(() => stage?.end());

const ORDER = {
  municipality: 'wikon',
  query: '',
  purpose: 'none',
  documentLanguage: 'de',
  delivery: 'post',
  letterTo: { street: 'Sonnrain', houseNumber: '5', swissZipCode: '4806', town: 'Wikon' },
  address: 'Sonnrain 5, 4806 Wikon',
  added: { officialName: 'Gassmann', firstName: 'Jakob', year: '2011' },
};
const GO_ON = 'main .actions button[name="then"][value="next"]';

async function addWithoutName(page: Page): Promise<void> {
  await page.locator('input[name="persons"]').first().check();
  if ((await page.locator('[name$="[1].firstName"]').count()) === 0) await page.locator('button[value^="add-row:"]').click();
  await page.locator('[name$="[1].firstName"]').fill('Jakob');
}

test('every page of those who keep it running bars nobody', async (t) => {
  const { pool } = stage.system.database;
  for (const words of ['Der Knopf ist zu klein.', 'Das Bild hat keinen Text.'])
    await pool.query(`select cases.report_barrier('/de', $1, 'NVDA', 'lea@mail.example', 'fr', 60)`, [words]);
  await pool.query(
    `update cases.barrier_reports set answered_at = now(), answered_by = 'person:x', answer = 'Er ist jetzt grösser.' where words like 'Der Knopf%'`,
  );
  const base = stage.system.url.workplace;
  const operator = await inspect(t, stage, base);
  await startWork(operator.window.context, stage.system, 'nina', 'de', '/operations');
  for (const [name, path] of [
    ['what stands still', '/operations'],
    ['jobs', '/operations/jobs'],
    ['timers', '/operations/timers'],
    ['changes of running cases', '/operations/interventions'],
    ['reported barriers', '/operations/barriers'],
  ] as const)
    await operator.look(name, { open: at(base, path), ...WORK });
  await operator.look('reported barriers, no note written', {
    open: answered(base, '/operations/barriers', async () => {}, 'main form[action$="/barriers"] button'),
    faulty: true,
    ...WORK,
  });
  await operator.window.close();
});

test('every page of a case that people work bars nobody, for the resident and for the office', async (t) => {
  const resident = await inspect(t, stage);
  const office = await inspect(t, stage, stage.system.url.workplace);
  const base = stage.system.url.portal;
  const journey = await createJourney(resident.window.context, {
    system: stage.system,
    lang: 'de',
    who: 'hanna',
    look: async (me, name) => {
      const here = new URL(me.page.url()).pathname.slice('/de'.length);
      if (name === 'page_you') {
        await resident.here(me, 'address that nobody knows, empty');
        await resident.look('address that nobody knows, not given', { open: answered(base, here, async () => {}, GO_ON), faulty: true });
      }
      if (name === 'page_persons') {
        await resident.here(me, 'household that nobody knows, empty');
        await resident.look('household that nobody knows, row without a name', {
          open: answered(base, here, addWithoutName, GO_ON),
          faulty: true,
        });
      }
      if (name === 'check') await resident.here(me, 'check, with an address for the letter');
    },
  });
  await findService(journey, 'Wohnsitzbestätigung');
  await chooseMunicipality(journey, 'wikon', 'Wikon');
  await answerEligibility(journey);
  await signIn(journey);
  await answerPages(journey, ORDER);
  const reference = await send(journey);
  await pay(journey);
  await office.look('sign-in to the workplace', { open: at(stage.system.url.workplace, '/sign-in'), ...WORK });
  await office.look('signed out of the workplace', { open: at(stage.system.url.workplace, '/signed-out'), ...WORK });
  const desk = await startWork(office.window.context, stage.system, 'urs');
  await openTask(desk, reference);
  await resident.look('case that waits at the office', { open: at(base, `/cases/${reference}`), further: bareSentences });
  await inspectRefused(resident, stage.system, reference);
  await inspectDesk(office, desk);
  await inspectOrganisation(office, stage.system);
  await inspectTakenBack({ office, resident }, { desk, journey, reference });
  await askBack(resident, journey, desk, reference);
  await refuse(resident, office, journey, desk, reference);
  await inspectAfterwards(office, stage.system, reference);
  await resident.window.close();
  await office.window.close();
});

test('every page of the counter bars nobody, in both applications', async (t) => {
  const office = await inspect(t, stage, stage.system.url.workplace);
  await startWork(office.window.context, stage.system, 'urs');
  const journey = await createJourney(office.window.context, { system: stage.system, lang: 'de', who: 'urs' });
  const { added: _, ...order } = ORDER;
  await inspectCounter(office, journey, order);
  await office.window.close();
});

async function inspectDesk(office: Inspection, { page }: Desk): Promise<void> {
  const base = stage.system.url.workplace;
  const task = new URL(page.url()).pathname.slice('/de'.length);
  await office.look('list of tasks', { open: at(base, '/tasks'), ...WORK });
  await office.look('list of tasks, nothing found', { open: at(base, '/tasks?text=xyzzyx'), ...WORK });
  await office.look('task, empty', { open: at(base, task), ...WORK });
  const complete = '#task .actions button[value="complete"]';
  await office.look('task, nothing chosen', { open: answered(base, task, async () => {}, complete), faulty: true, ...WORK });
  await office.look('task, refused without a reason', {
    open: answered(base, task, (at) => at.locator('input[name="outcome"][value="refused"]').check(), complete),
    faulty: true,
    ...WORK,
  });
  await office.look('task, confirmed without since when', {
    open: answered(base, task, (at) => at.locator('input[name="outcome"][value="confirmed"]').check(), complete),
    faulty: true,
    ...WORK,
  });
  await office.look('search, empty', { open: at(base, '/search'), ...WORK });
  await office.look('search without a purpose', {
    open: answered(base, '/search', async () => {}, 'main form button.button'),
    faulty: true,
    ...WORK,
  });
  await office.look('messages of the office', { open: at(base, '/messages'), ...WORK });
  await office.look('talk with the person of a case', {
    open: at(base, `${task.replace(/^\/tasks\/([^/]+).*/, '/cases/$1')}/talk`),
    ...WORK,
  });
  await office.look('handing the case over, empty', { open: at(base, `${task}/hand-over`), ...WORK });
  await office.look('handing the case over, nothing chosen', {
    open: answered(base, `${task}/hand-over`, async () => {}, 'main form .actions button'),
    faulty: true,
    ...WORK,
  });
  await office.look('asking for single answers', { open: at(base, `${task}/ask`), ...WORK });
  await office.look('absences', { open: at(base, '/absences'), ...WORK });
  await office.look('numbers of a task, none', { open: at(base, `${task}/numbers`), ...WORK });
  await office.look('emergency access, empty', { open: at(base, '/emergency'), ...WORK });
  await office.look('emergency access, nothing given', {
    open: answered(base, '/emergency', async () => {}, 'main form .actions button'),
    faulty: true,
    ...WORK,
  });
  await office.look('durations', { open: at(base, '/statistics'), ...WORK });
  await office.look('closed cases', { open: at(base, '/records'), ...WORK });
  await office.look('disturbances', { open: at(base, '/incidents'), ...WORK });
  await office.look('help of the workplace', { open: at(base, '/help'), ...WORK });
  await office.look('page of the workplace that does not exist', { open: at(base, '/nowhere'), ...WORK });
}

/** The office does not find a person; the resident is asked, answers wrongly, then rightly. */
async function askBack(resident: Inspection, journey: Journey, desk: Desk, reference: string): Promise<void> {
  const { page } = journey;
  await choose(desk, 'not-registered');
  await desk.page.locator('textarea[name="reason"]').fill('Jakob Gassmann ist hier nicht angemeldet.');
  await completeTask(desk);
  await page.goto(path(journey, `/cases/${reference}`));
  await page.locator('main a[href*="/tasks/"]').first().waitFor();
  await resident.look('case with a question for the resident', {
    open: at(stage.system.url.portal, `/cases/${reference}`),
    further: bareSentences,
  });
  const task = new URL((await page.locator('main a[href*="/tasks/"]').first().getAttribute('href'))!, page.url()).pathname.slice(
    '/de'.length,
  );
  await resident.look('question of the office, empty', task);
  await resident.look('question of the office, person without a name', {
    open: answered(stage.system.url.portal, task, (at) => at.locator('[name$="[1].officialName"]').fill(''), 'main .actions button.button'),
    faulty: true,
  });
  await page.goto(path(journey, task));
  await page.locator('input[name="persons"]').first().check();
  await page.locator('main .actions button.button').first().click();
  await page.waitForURL(`**/cases/${reference}`);
}

/** A person of the office drafts the ruling, another releases it, the first serves it; then the period to appeal runs. */
async function refuse(resident: Inspection, office: Inspection, journey: Journey, desk: Desk, reference: string): Promise<void> {
  const base = stage.system.url.workplace;
  const here = (at: Desk): string => new URL(at.page.url()).pathname.slice('/de'.length);
  const { page } = desk;
  await openTask(desk, reference);
  await choose(desk, 'refused');
  await page.locator('textarea[name="reason"]').fill('Die Person ist weggezogen.');
  await completeTask(desk);
  await office.look('list of tasks after one was completed', { open: at(base, '/tasks?done=1'), ...WORK });

  await openTask(desk, reference);
  await office.look('draft of a ruling, empty', { open: at(base, here(desk)), ...WORK });
  await page.locator('textarea[name="grounds"]').fill('Frau Gassmann ist seit dem 1. Oktober 2026 abgemeldet.');
  await page.locator('input[name="noConflict"]').check();
  await completeTask(desk);

  const second = await inspect(office.t, stage, base);
  const approver = await startWork(second.window.context, stage.system, 'marta');
  await openTask(approver, reference);
  await second.look('release of a ruling, empty', { open: at(base, here(approver)), ...WORK });
  await approver.page.locator('input[name="verdict"][value="release"]').check();
  await completeTask(approver);
  await second.window.close();

  await openTask(desk, reference);
  await office.look('serving of a ruling, empty', { open: at(base, here(desk)), ...WORK });
  await serve(page);
  await completeTask(desk);
  await journey.page.goto(path(journey, `/cases/${reference}`));
  await resident.look('case with a ruling, while the period to appeal runs', {
    open: at(stage.system.url.portal, `/cases/${reference}`),
    further: bareSentences,
  });
}

async function serve(page: Page): Promise<void> {
  // Today where the office is, whatever zone this machine stands in.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Zurich' }).format(new Date()).split('-');
  for (const [at, part] of ['year', 'month', 'day'].entries()) await page.locator(`[name="notifiedOn-${part}"]`).fill(today[at]!);
  await page.locator('input[name="channel"]').first().check();
  await page.locator('[name="proof"]').fill('98.00.123456.00000001');
}
