import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { viewFaults } from '../../../tests/support/view-faults.ts';
import { launchBrowser } from '../../../tools/testing/browser.ts';
import { freePort } from '../../../tools/testing/ports.ts';
import { createTestWorkplace, type TestWorkplace } from '../test/workplace.ts';

let workplace: TestWorkplace;
let browser: Browser;
let server: ReturnType<typeof serve>;
let url: string;
before(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  workplace = await createTestWorkplace({ publicUrl: url });
  server = serve({ fetch: workplace.app.fetch, port, hostname: '127.0.0.1' });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
  await workplace.end();
});

const asRuth = <T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> => as('ruth', options, use);

async function as<T>(who: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const { cookies } = await workplace.signedIn(who);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Presses Tab until the element has the focus, as somebody without a mouse does; the focus must be visible all the way. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate((wanted) => {
      const at = document.activeElement!;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const seen = [at, ...(at.parentElement?.querySelectorAll('label') ?? [])].some((each) => {
        const style = getComputedStyle(each);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
      });
      return {
        there: at.matches(wanted),
        seen: seen || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
        what: at.outerHTML.slice(0, 120),
      };
    }, selector);
    assert.ok(state.seen, `expected a visible focus of ${state.what}`);
    if (state.there) return;
  }
  assert.fail(`expected to reach ${selector} by keyboard`);
}

test('check 39: a task is worked by keyboard alone: found, opened, faulty, corrected, completed', async () => {
  await workplace.order();
  await asRuth({}, async (page) => {
    await page.goto(`${url}/de/tasks`);
    await tabTo(page, '.what a');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tasks\/[0-9a-f-]{36}\//);
    await tabTo(page, '[name="outcome"]');
    await page.keyboard.press('Space');
    await tabTo(page, '[name="confirmations[1].arrivedOn-year"]');
    await page.keyboard.type('gestern');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.error-summary');
    assert.match(await page.title(), /^Fehler:/);
    assert.ok(await page.locator('.error-summary').evaluate((summary) => summary === document.activeElement));
    await tabTo(page, '.error-summary a');
    await page.keyboard.press('Enter');
    await page.locator('[name^="confirmations[1].arrivedOn"]:focus').waitFor();
    await page.locator('[name="confirmations[1].arrivedOn-year"]').focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('1978');
    await tabTo(page, 'button.second[value="complete"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tasks\?done=1$/);
    assert.match(await page.locator('main').innerText(), /Gespeichert\./);
  });
});

test('a task is worked without JavaScript, at 320 px', async () => {
  await workplace.order();
  await asRuth({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(`${url}/de/tasks`);
    await page.locator('.what a').first().click();
    await page.locator('[name="outcome"][value="refused"]').check();
    await page.locator('#f-reason').fill('Sie ist hier nicht angemeldet.');
    await page.locator('button.second[value="complete"]').click();
    await page.waitForURL(/done=1/);
    assert.match(await page.locator('main').innerText(), /Gespeichert\./);
  });
});

test('a day of work: taken by key, given to a colleague, asked back, answered, refused with four eyes, and one that is too late', async () => {
  const { stage } = workplace;
  await workplace.order('mira');
  const main = (page: Page) => page.locator('main');
  const reference = stage.memory.reference!;
  const list = `${url}/de/tasks?text=${reference}`;
  const open = async (page: Page): Promise<void> => {
    await page.goto(list);
    await page.locator('.what a').click();
    await page.locator('.task-head').waitFor();
  };
  const complete = async (page: Page): Promise<void> => {
    await page.locator('button.second[value="complete"]').click();
    await main(page).getByText('Gespeichert.').waitFor();
    await workplace.pause(() => stage.settle());
  };
  await workplace.signedIn('ida');
  await asRuth({}, async (page) => {
    await page.goto(list);
    await page.locator('.what a').focus();
    // The module that listens for keys comes after the page; pressing again takes the pick back only once it is there.
    while (!(await page.locator('.pick input').isChecked())) await page.keyboard.press('x');
    await page.locator('.bulk button[value="claim"]').click();
    await main(page).getByText('Eine Aufgabe ist Ihnen zugeteilt.').waitFor();
    await page.locator('.pick input').check();
    await page.locator('.bulk select').selectOption({ label: 'Ida Zihlmann' });
    await page.locator('.bulk button[value="give"]').click();
    await main(page).getByText('Eine Aufgabe ist zugeteilt.').waitFor();
  });
  await as('ida', {}, async (page) => {
    await page.goto(`${url}/de/tasks?view=mine`);
    await main(page).getByText(reference).waitFor();
    await open(page);
    await page.locator('[name="outcome"][value="not-registered"]').check();
    await page.locator('#f-reason').fill('Sie ist hier nicht angemeldet.');
    await complete(page);
    await page.goto(list);
    await main(page).getByText('Nichts gefunden.').waitFor();
  });
  await workplace.pause(async () => {
    await stage.act('task', { as: 'mira', do: 'answer', answers: { persons: ['mira'] } });
  });
  await asRuth({}, async (page) => {
    await open(page);
    await page.locator('[name="outcome"][value="refused"]').check();
    await page.locator('#f-reason').fill('Sie ist hier nicht angemeldet.');
    await complete(page);
    await open(page);
    await page.locator('[name="grounds"]').fill('Seit Februar abgemeldet.');
    await page.locator('[name="noConflict"]').check();
    await complete(page);
    await page.goto(list);
    await main(page).getByText('Nichts gefunden.').waitFor();
  });
  // The clock is set to a week later: the second pair of eyes is too late, and the list says so.
  stage.moveTo(new Date(Date.parse(stage.now()) + 9 * 86_400_000).toISOString());
  await as('ida', {}, async (page) => {
    await page.goto(`${url}/de/tasks?deadline=late&text=${reference}`);
    assert.match(await main(page).innerText(), /Über der Frist/);
    await open(page);
    await page.locator('[name="verdict"][value="release"]').check();
    await complete(page);
  });
  const { rows } = await stage.owner.query<{ actor: string; element: string }>(
    `select p.first_name as actor, x ->> 'element' as element from engine.event e join cases.cases c using (case_id) join cases.persons p on e.actor = 'person:' || p.person_id,
       jsonb_array_elements(e.path) x where c.reference = $1 and e.type = 'complete-task' and e.result = 'done' and x ->> 'what' = 'completed'
       and x ->> 'element' in ('confirm-residence', 'answer', 'draft', 'approve') order by e.step`,
    [reference],
  );
  assert.deepEqual(
    rows.map(({ actor, element }) => `${actor} ${element}`),
    ['Ida confirm-residence', 'Mira answer', 'Ruth confirm-residence', 'Ruth draft', 'Ida approve'],
  );
});

test('a day of work: handed over to the canton, which takes the case and completes it', async () => {
  const { stage } = workplace;
  await workplace.order('selma');
  const list = `${url}/de/tasks?text=${stage.memory.reference!}`;
  await asRuth({}, async (page) => {
    await page.goto(list);
    await page.locator('.what a').click();
    await page.getByRole('link', { name: 'Nicht zuständig: Fall weitergeben' }).click();
    await page.locator('#office').selectOption({ label: 'Migrationsamt Beispielstadt (Kanton oder Bund)' });
    await page.locator('#words').fill('Sie braucht zuerst eine Bewilligung des Kantons.');
    await page.getByRole('button', { name: 'Fall weitergeben' }).click();
    await page.locator('main').getByText('Der Fall ist weitergegeben.').waitFor();
    await workplace.pause(() => stage.settle());
    await page.goto(list);
    await page.locator('main').getByText('Nichts gefunden.').waitFor();
  });
  await as('karin', {}, async (page) => {
    const complete = async (): Promise<void> => {
      await page.locator('button.second[value="complete"]').click();
      await page.locator('main').getByText('Gespeichert.').waitFor();
      await workplace.pause(() => stage.settle());
    };
    await page.goto(list);
    await page.locator('.what a').click();
    await page.getByText('Sie braucht zuerst eine Bewilligung des Kantons.').first().waitFor();
    await page.locator('[name="outcome"][value="accepted"]').check();
    await complete();
    await page.goto(list);
    await page.locator('.what a').click();
    await page.locator('[name="outcome"][value="refused"]').check();
    await page.locator('#f-reason').fill('Die Bewilligung fehlt.');
    await complete();
  });
  const { rows } = await stage.owner.query<{ office: string; element: string }>(
    `select c.office, t.element from cases.cases c join engine.user_task t using (case_id) where c.reference = $1`,
    [stage.memory.reference],
  );
  assert.deepEqual(rows, [{ office: 'office:beispielkanton/migration-office', element: 'draft' }]);
});

test('axe finds nothing and nothing scrolls sideways, narrow and wide, light and dark', async () => {
  const path = await workplace.order();
  await asRuth({}, async (page) => {
    for (const at of [
      '/de/tasks?pick=all',
      '/de/tasks?text=nobody',
      '/de/filters?path=%2Ftasks%3Fview%3Dfree',
      `/de/cases/${path.split('/')[2]}/talk`,
      `/de${path}`,
      `/de${path}/ask`,
      `/de${path}/hand-over`,
      'invalid',
      '/de/incidents',
      '/fr/help',
      '/de/nowhere',
      '/de/sign-out',
    ]) {
      if (at === 'invalid') {
        await page.goto(`${url}/de${path}`);
        await page.locator('button.second[value="complete"]').click();
        await page.waitForSelector('.error-summary');
      } else await page.goto(url + at);
      assert.deepEqual(await viewFaults(page, [320, 768, 1440]), [], at);
    }
  });
});

test('check 40: a page of a form is moved by keyboard alone', async () => {
  const service = `${url}/de/services/residence-certificate`;
  await as('pia', {}, async (page) => {
    await page.goto(service);
    await tabTo(page, '.desk-body button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/draft$/);
    await page.goto(`${service}/draft?part=form`);
    const moving = '[id="r-form.json--page_persons"] form:has([value="up"]) button';
    await tabTo(page, moving);
    await page.keyboard.press('Enter');
    await page.waitForURL(/said=kept/);
    const rows = page.locator('tr[id^="r-form.json--"]');
    await rows.first().waitFor();
    const ids = await rows.evaluateAll((all) => all.map(({ id }) => id));
    assert.equal(ids[0], 'r-form.json--page_persons');
  });
});
