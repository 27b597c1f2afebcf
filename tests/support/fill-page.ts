import type { Locator, Page } from 'playwright-core';
import type { Journey } from './order-journey.ts';
import { onward } from './order-journey.ts';

type Answers = Record<string, string | string[]>;
const fields = 'main form input:not([type="hidden"]):not([type="submit"]):not([type="file"]), main form textarea, main form select';

async function applies(page: Page, control: Locator): Promise<boolean> {
  if (!(await control.isVisible())) return false;
  // Without a script everything is shown, with words that say when it counts.
  return control.evaluate((element) => {
    for (let part: Element | null = element; part; part = part.parentElement) {
      const condition = part.getAttribute('data-shown-when');
      if (condition === null) continue;
      const at = condition.indexOf('=');
      const chosen = [...document.querySelectorAll<HTMLInputElement>(`[name="${condition.slice(0, at)}"]`)].filter(
        (each) => each.checked || each.tagName === 'SELECT',
      );
      if (
        !chosen.some((each) =>
          condition
            .slice(at + 1)
            .split('|')
            .includes(each.value),
        )
      )
        return false;
    }
    return true;
  });
}

async function fill({ page, hands }: Journey, control: Locator, answers: Answers): Promise<void> {
  const { name, type, tag, empty, first } = await control.evaluate((element) => {
    const field = element as HTMLInputElement;
    const group = [...document.querySelectorAll<HTMLInputElement>(`[name="${field.name}"]`)];
    const button = field.type === 'radio' || field.type === 'checkbox';
    return {
      name: field.name,
      type: field.type,
      tag: field.tagName,
      empty: button ? !group.some((each) => each.checked) : field.value === '',
      first: group[0] === field,
    };
  });
  if (!empty) return;
  if (type === 'radio' || type === 'checkbox') {
    if (first) await hands.choose(control);
    return;
  }
  const part = /-(day|month|year)$/.exec(name)?.[1];
  const answer = String(answers[part ? name.slice(0, -part.length - 1) : name] ?? 'Beispiel');
  const [year, month, day] = answer.split('-');
  const text = part === 'day' ? Number(day) : part === 'month' ? Number(month) : part === 'year' ? year : answer;
  if (tag === 'SELECT') await page.locator(`select[name="${name}"]`).selectOption(answer);
  else await hands.write(control, String(text));
}

/** Answers everything that a page shows and is empty, and goes on; ends on the page to check. */
export async function fillPages(journey: Journey, answers: Answers): Promise<string[]> {
  const { page, look, hands } = journey;
  const visited: string[] = [];
  while (!page.url().endsWith('/check')) {
    const name = page.url().replace(/^.*\/pages\/|\?.*$/g, '');
    if (visited.includes(name))
      throw new Error(`expected to go on from ${name}, got ${await page.locator('main [role="alert"], main .error').allInnerTexts()}`);
    visited.push(name);
    await look(name);
    for (let at = 0; at < (await page.locator(fields).count()); at++) {
      const control = page.locator(fields).nth(at);
      if (await applies(page, control)) await fill(journey, control, answers);
    }
    const before = page.url();
    await hands.press(onward(page));
    await page.waitForURL((url) => url.href !== before);
  }
  return visited;
}
