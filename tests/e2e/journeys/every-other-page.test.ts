import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { serve } from '@hono/node-server';
import { checkFolder, judgeServiceDrafts } from '@einwohnerportal/cases';
import type { Browser } from 'playwright-core';
import { openBrowser, openWindow, type Window } from '../../support/browsers.ts';
import { answered, at } from '../../support/every-page.ts';
import { createTour, type Stop } from '../../support/language-tour.ts';
import { WORK } from '../../support/office-pages.ts';
import { inspectNoOffice, inspectOthers, inspectPilot } from '../../support/portal-states.ts';
import type { FormBrowser } from '../../../tools/testing/form-browser.ts';
import { freePort } from '../../../tools/testing/ports.ts';
import { PARTS } from '../../../apps/workplace/src/authors.ts';
import { createTestPortal, numberForLots, type TestPortal } from '../../../apps/portal/test/portal.ts';
import { createTestWorkplace, type TestWorkplace } from '../../../apps/workplace/test/workplace.ts';
import { APPLICATIONS } from '../../support/system.ts';

const WHY = 'Das Register gibt seit gestern keine Antwort.';
const SERVICE = 'residence-certificate';

let workplace: TestWorkplace;
let browser: Browser;
let server: ReturnType<typeof serve>;
let url: string;
before(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  APPLICATIONS.set(url, 'workplace');
  workplace = await createTestWorkplace({ publicUrl: url });
  server = serve({ fetch: workplace.app.fetch, port, hostname: '127.0.0.1' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
  await workplace.end();
});

type Look = (name: string, stop: string | Stop) => Promise<void>;

/** Looks at pages as somebody who has signed in. */
async function lookAs(
  t: TestContext,
  who: { cookies: Map<string, string> },
  base = url,
  more: Partial<Stop> = WORK,
  failing = false,
): Promise<Window & { look: Look }> {
  const { context, close } = await openWindow(browser, [base], { failing });
  await context.addCookies([...who.cookies].map(([name, value]) => ({ name, value, url: base })));
  const tour = await createTour(context);
  const look: Look = async (name, stop) => {
    const asked: Stop = typeof stop === 'string' ? { open: at(base, stop) } : stop;
    await t.test(name, () => tour.look({ ...more, ...asked }, name));
  };
  return { look, context, close };
}

/** A case stands still at a step that a register did not answer; an operator has prepared to skip it. */
async function stuck(): Promise<{ otto: FormBrowser; step: string; change: string }> {
  await workplace.pause(async () => {
    const capability = 'residents-register.confirm-residence';
    await workplace.stage.act('rebind', { authority: 'musterau', capability, to: 'demo-register' });
    await workplace.stage.act('fault', { connector: 'demo-register', kind: 'down' });
  });
  await workplace.submit('jonas');
  await workplace.pause(async () => {
    workplace.stage.moveTo('2027-03-09T09:00:00.000Z');
    await workplace.stage.settle();
  });
  await workplace.submit('selma');
  const { rows } = await workplace.stage.owner.query<{ case_id: string; token_no: number }>(
    'select case_id, token_no from engine.incident',
  );
  const step = `/operations/cases/${rows[0]!.case_id}/${rows[0]!.token_no}`;
  const otto = await workplace.signedIn('otto');
  await otto.get(`/de${step}/skip`);
  const { location } = await otto.submit(`[action$="${step}/skip"]`, { reason: WHY, outputs: '{"outcome": "confirmed"}' });
  await workplace.pause(() => workplace.stage.settle());
  return { otto, step, change: location!.replace('/de', '') };
}

test('every page of the operators bars nobody', async (t) => {
  const { otto, step, change } = await stuck();
  const { look, context, close } = await lookAs(t, otto);
  await look('what stands still, one case', '/operations');
  await look('what stands still, of one cause', '/operations?code=expired');
  await look('steps to be tried again', '/operations/retry');
  await look('jobs, one waits', '/operations/jobs');
  await look('timers, one waits', '/operations/timers');
  await look('changes of running cases, one prepared', '/operations/interventions');
  await look('change that a second person releases', change);
  await look('case of the operators', step.replace(/\/\d+$/, ''));
  await look('step of a case', step);
  for (const each of ['skip', 'values', 'move', 'migrate', 'stop']) await look(`change of a step: ${each}`, `${step}/${each}`);
  await look('stopping a case without a reason', {
    open: answered(url, `${step}/stop`, async () => {}, 'main form[action$="/stop"] button'),
    faulty: true,
  });
  await look('values of a case, opened for a reason', {
    open: answered(url, `${step}/values`, (page) => page.fill('#reason', WHY), 'main form[action$="/values"] button'),
  });

  const plain = await openWindow(browser, [url], { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  await plain.context.addCookies(await context.cookies());
  const page = await plain.context.newPage();
  await page.goto(`${url}/de/operations`);
  await page.locator('input[name="incident"]').first().check();
  await page.locator('main form[method="post"] button').last().click();
  await page.waitForURL(/retried=1/);
  assert.match(await page.locator('main').innerText(), /Ein Schritt läuft noch einmal/);
  await plain.close();
  await close();
});

test('every page of services bars nobody: read, changed, faulty, proposed, released by a second person', async (t) => {
  const service = `/services/${SERVICE}`;
  const draft = `${service}/draft`;
  const pia = await workplace.signedIn('pia');
  const { look, close } = await lookAs(t, pia);
  await look('services of an authority', '/services');
  for (const part of PARTS) await look(`service, ${part}`, `${service}?part=${part}`);
  await pia.get(`/de${service}`);
  await pia.post(`/de${service}`, { _token: pia.hidden('_token', '/sign-out') });
  await look('draft of a service', draft);
  await look('draft of a service, form', `${draft}?part=form`);
  await look('draft of a service, texts', `${draft}?part=texts`);
  await look('question of a form, changed', `${draft}/edit?file=form.json&place=purpose`);
  await look('words of a service, changed', `${draft}/edit?file=texts&place=milestones.paid.now`);
  await look('question of a form, moved to a place that is none', {
    open: answered(
      url,
      `${draft}/edit?file=form.json&place=purpose`,
      (page) => page.fill('[name="place"]', '99'),
      'main form .actions button',
    ),
    faulty: true,
  });
  await judgeServiceDrafts(
    workplace.stage.worker.pool,
    () => workplace.stage.workplace.catalogue.authorities,
    checkFolder,
    workplace.stage.now(),
  );
  await look('draft of a service that was judged', draft);
  await look('services, one has a draft', '/services');
  await close();
});

test('states of the portal that the demo does not come to bar nobody', async (t) => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const portal = await createTestPortal({ publicUrl: base });
  APPLICATIONS.set(base, 'portal');
  const listening = serve({ fetch: portal.app.fetch, port, hostname: '127.0.0.1' });
  try {
    await numberForLots(portal);
    const mira = await portal.signedIn('mira');
    const nobody = await lookAs(t, { cookies: new Map([['municipality', 'beispielwil']]) }, base, {});
    // A register that does not answer is told with the status of a server that cannot, too.
    const { look, close } = await lookAs(t, mira, base, {}, true);
    await inspectPilot(portal, base, { nobody: nobody.look, mira: look });
    await nobody.close();
    await inspectOthers(portal, base, look);
    const draft = (await portal.startDraft(mira)).replace(/^\/de|\/sections$/g, '');
    await inspectNoOffice(portal, base, draft, look);
    await inspectSections(portal, draft, look);
    await close();
  } finally {
    listening.close();
    await portal.end();
  }
});

/** No service of the catalogue is so long yet that its form is a list of sections: the same form, laid out so. */
async function inspectSections({ site }: TestPortal, draft: string, look: Look): Promise<void> {
  const { domain } = site;
  const readDraft: typeof domain.readDraft = async (...given) => {
    const read = await domain.readDraft(...given);
    const form = { file: 'form.json', layout: 'tasklist' } as const;
    return read && { ...read, version: { ...read.version, manifest: { ...read.version.manifest, form } } };
  };
  site.domain = { ...domain, readDraft };
  await look('list of sections', `${draft}/sections`);
  await look('page of a section', `${draft}/pages/page_purpose`);
}
