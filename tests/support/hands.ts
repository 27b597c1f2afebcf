import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** How a person works a page. */
export interface Hands {
  press(target: Locator): Promise<void>;
  choose(target: Locator): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
}

/** A pointer and a keyboard, as most people use them. */
export function pointer(): Hands {
  return {
    press: (target) => target.click(),
    choose: (target) => target.check(),
    write: (target, text) => target.fill(text),
  };
}

/** More stops than any page of ours has. */
const MOST_STOPS = 120;

/** Nothing but keys: tab to the control, then space, enter, arrows or letters. Every stop on the way must show where the focus is. */
export function keyboard(page: Page): Hands {
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor();
    // Within a group of radio buttons the arrows lead on.
    const group = await target.evaluate((element) =>
      element instanceof HTMLInputElement && element.type === 'radio' ? element.name : null,
    );
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await isFocused(target)) return;
      const inGroup =
        group !== null &&
        (await page.evaluate(
          (name) =>
            document.activeElement instanceof HTMLInputElement &&
            document.activeElement.type === 'radio' &&
            document.activeElement.name === name,
          group,
        ));
      await page.keyboard.press(inGroup ? 'ArrowDown' : 'Tab');
      await assertFocusSeen(page);
    }
    assert.fail(`expected the tab key to reach ${await target.evaluate((element) => element.outerHTML.slice(0, 120))} on ${page.url()}`);
  };
  return {
    async press(target) {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    async choose(target) {
      await reach(target);
      if (!(await target.isChecked())) await page.keyboard.press('Space');
      assert.equal(await target.isChecked(), true);
    },
    async write(target, text) {
      await reach(target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => document.activeElement === element);
}

/** Asserts that whoever looks sees where the focus is: a ring of at least 2 px, inside the window, with nothing lying over it. */
export async function assertFocusSeen(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const name = element.outerHTML.slice(0, 120);
    if (!(Number.parseFloat(style.outlineWidth) >= 2) || style.outlineStyle === 'none')
      return `no ring (${style.outlineWidth} ${style.outlineStyle}) ${name}`;
    if (/^rgba\(.*, 0\)$|transparent/.test(style.outlineColor)) return `invisible ring ${name}`;
    const [x, y] = [Math.max(0, box.left) + Math.min(box.width, 20) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2];
    if (box.bottom <= 0 || box.top >= innerHeight || box.width === 0) return `outside the window ${name}`;
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element)) ? null : `something lies over ${name}`;
  });
  assert.equal(fault, null, `focus on ${page.url()}`);
}

/** Walks a whole page by the tab key and some way back. Gives the number of stops; a place that holds the focus fails. */
export async function walkByTab(page: Page): Promise<number> {
  const current = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      return `${[...document.querySelectorAll('*')].indexOf(element)} ${element.outerHTML.slice(0, 80)}`;
    });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await current();
    if (stop === '') break;
    assert.ok(!stops.includes(stop), `expected the tab key to lead on from ${stop} on ${page.url()}`);
    await assertFocusSeen(page);
    stops.push(stop);
  }
  for (const expected of stops.toReversed().slice(0, 3)) {
    await page.keyboard.press('Shift+Tab');
    assert.equal(await current(), expected, `expected shift and tab to lead back on ${page.url()}`);
  }
  return stops.length;
}
