import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { pdf } from '@einwohnerportal/files/testing';
import type { Stage } from './browsers.ts';
import { errorFaults } from './error-checks.ts';
import { beginDraft, windowOf, type Subject } from './form-subjects.ts';
import { overflow, smallTargets } from './layout-checks.ts';
import { onward } from './order-journey.ts';

/** A page that requests documents. */
export interface UploadPage {
  subject: Subject;
  page: string;
  /** A document that takes one PDF and is needed. */
  needed: string;
}

/** Check 17: each requested document has a row of its own: what, why, types, size, until when, state, one control. */
async function rowFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const inputs = [...document.querySelectorAll<HTMLInputElement>('main input[type=file]')];
    if (inputs.length < 2) faults.push(`expected rows, got ${inputs.length}`);
    for (const input of inputs) {
      const row = input.closest('fieldset');
      const name = row?.querySelector('legend')?.textContent?.trim();
      if (!row || !name) faults.push(`expected a row with its name for ${input.name}`);
      else {
        if (row.querySelectorAll('input[type=file]').length !== 1) faults.push(`expected one control at ${name}`);
        if (!row.querySelector('details.why')) faults.push(`expected why at ${name}`);
        const hint = row.querySelector('.hint')?.textContent ?? '';
        if (!/PDF|JPG|PNG/.test(hint)) faults.push(`expected types at ${name}, got ${hint}`);
        if (!/\d+\s?[kM]B/.test(hint)) faults.push(`expected a size at ${name}, got ${hint}`);
        if (!/bis \d+\.\s\p{L}+\s\d{4}/u.test(hint)) faults.push(`expected a day at ${name}, got ${hint}`);
        if (!/Fehlt noch\.|Gesendet|geprüft|Angenommen/.test(row.textContent!)) faults.push(`expected a state at ${name}`);
        if (!input.getAttribute('aria-describedby')) faults.push(`expected the hint told at ${name}`);
        if (!row.querySelector('button[value^="send-file:"]')) faults.push(`expected a button to send at ${name}`);
      }
    }
    return faults;
  });
}

/** Checks 17 and 18 for a page: rows, faults at their control, a file sent, replaced and taken back; narrow. Gives what was refused in words. */
export async function useUploads(stage: Stage, { subject, page: id, needed }: UploadPage, javaScriptEnabled: boolean): Promise<string[]> {
  const begun = await beginDraft(stage, subject, 'lea');
  const { page, close } = await windowOf(stage, begun, { javaScriptEnabled, viewport: { width: 320, height: 640 } });
  const address = `${stage.system.url.portal}/de${begun.draft}/pages/${id}`;
  const control = page.locator(`input[type=file][name="${needed}"]`);
  const row = page.locator('fieldset', { has: control });
  const send = row.locator('button[value^="send-file:"]');
  const refused: string[] = [];
  const isRefused = async (): Promise<void> => {
    await page.locator('.error-summary').waitFor();
    assert.deepEqual(await errorFaults(page, 'de'), []);
    refused.push(await page.locator('.error-summary li').first().innerText());
  };
  const posted = async (press: () => Promise<void>): Promise<void> => {
    await Promise.all([page.waitForEvent('load'), press()]);
  };
  await page.goto(address);
  assert.deepEqual([...(await rowFaults(page)), ...(await overflow(page)), ...(await smallTargets(page, 44))], []);

  await posted(() => onward(page).click());
  await isRefused();
  await posted(() => send.click());
  await isRefused();
  const files = {
    'leer.pdf': Buffer.alloc(0),
    'brief.pdf': Buffer.from('Das ist kein PDF'),
    'kaputt.pdf': Buffer.from('%PDF-1.7\nkaputt'),
    [`${'sehr-langer-name-'.repeat(6)}.pdf`]: Buffer.from('kein PDF'),
  };
  for (const [name, buffer] of Object.entries(files)) {
    await page.goto(address);
    await control.setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await posted(() => send.click());
    await isRefused();
    assert.ok(refused.at(-1)!.includes(name), `expected the name of the file in ${refused.at(-1)}`);
    assert.deepEqual(await overflow(page), []);
  }
  for (const [pages, name] of [
    [1, 'Situation.pdf'],
    [2, 'Situation neu.pdf'],
  ] as const) {
    await page.goto(address);
    await control.setInputFiles({ name, mimeType: 'application/pdf', buffer: await pdf({ pages }) });
    await posted(() => send.click());
    assert.match(await row.innerText(), new RegExp(name.replace('.', '\\.')));
  }
  assert.doesNotMatch(await row.innerText(), /Situation\.pdf/, 'a second file takes the place of the first');
  assert.match(await row.innerText(), /Gesendet|geprüft|Angenommen/);
  assert.deepEqual([...(await rowFaults(page)), ...(await overflow(page)), ...(await smallTargets(page, 44))], []);
  const remove = row.locator('button[value^="remove-file:"]');
  assert.match((await remove.textContent())!, /Situation neu\.pdf/, 'the button says which file it takes back');
  await remove.focus();
  await posted(() => page.keyboard.press('Enter'));
  assert.match(await row.innerText(), /Fehlt noch\./);
  await close();
  return refused;
}
