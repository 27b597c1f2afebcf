import { answered, at, type Inspection } from './every-page.ts';
import { openTask, type Desk } from './office-journey.ts';
import { WORK } from './office-pages.ts';
import { path, type Journey } from './order-journey.ts';
import { bareSentences } from './word-checks.ts';

/** At a task: what is ticked, what is asked, how the task waits for it, and that the question is taken back, as the office and the resident see it. */
export async function inspectTakenBack(
  { office, resident }: { office: Inspection; resident: Inspection },
  { desk, journey, reference }: { desk: Desk; journey: Journey; reference: string },
): Promise<void> {
  const base = desk.system.url.workplace;
  const portal = desk.system.url.portal;
  const { page } = desk;
  await openTask(desk, reference);
  const task = new URL(page.url()).pathname.slice('/de'.length);
  await page.locator('input[name="_check"]').first().check();
  await page.locator('button[name="then"][value="check"]').click();
  await page.locator('input[name="_check"]:checked').first().waitFor();
  await office.look('task, an item of its list ticked', { open: at(base, task), ...WORK });

  await office.look('asking for single answers, nothing chosen', {
    open: answered(base, `${task}/ask`, async () => {}, 'main button[value="ask"]'),
    faulty: true,
    ...WORK,
  });
  await page.goto(`${base}/de${task}/ask`);
  await page.locator('input[name="names"]').first().check();
  await page.locator('[name="words"]').fill('Bitte prüfen Sie diese Angabe.');
  await page.locator('button[value="ask"]').click();
  await page.waitForURL('**/tasks?done=asked');
  await office.look('list of tasks after a question was asked', { open: at(base, '/tasks?done=asked'), ...WORK });
  await office.look('task that waits for an answer', { open: at(base, task), ...WORK });

  await journey.page.goto(path(journey, `/cases/${reference}`));
  const link = journey.page.locator('main a[href*="/tasks/"]').first();
  await link.waitFor();
  const asked = new URL((await link.getAttribute('href'))!, portal).pathname.slice('/de'.length);
  await resident.look('question at a task', asked);
  await page.goto(`${base}/de${task}`);
  await page.locator('button[value="take-back"]').click();
  await page.waitForURL('**?done=back');
  await office.look('task that is back', { open: at(base, `${task}?done=back`), ...WORK });
  await resident.look('question that was taken back', asked);
  await resident.look('case whose question was taken back', { open: at(portal, `/cases/${reference}`), further: bareSentences });
  await resident.look('messages of a case, a question was taken back', `/cases/${reference}/messages`);
}
