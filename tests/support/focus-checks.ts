import type { Page } from 'playwright-core';

/**
 * Everything that can have the focus gets it, in the order of the page: a ring of at least 2 px that stands out 3:1 from what is behind
 * it (WCAG 2.2, 2.4.7 and 1.4.11), inside the window, with nothing over it (2.4.11). That the tab key itself goes this way is walked
 * in the journeys.
 */
export async function focusFaults(page: Page): Promise<string[]> {
  // The ring of the keyboard shows after a key.
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const faults: string[] = [];
    const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): string => {
      for (let at = element?.parentElement; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (colour.startsWith('rgb') && (channels(colour)[3] ?? 1) > 0.9) return colour;
      }
      return getComputedStyle(document.body).backgroundColor;
    };
    const ring = (element: Element): CSSStyleDeclaration | null => {
      const own = getComputedStyle(element);
      return Number.parseFloat(own.outlineWidth) >= 2 && own.outlineStyle !== 'none' ? own : null;
    };
    for (const element of document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    )) {
      if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
      const name = element.outerHTML.slice(0, 100);
      element.focus();
      if (document.activeElement !== element) {
        faults.push(`focus: cannot be reached ${name}`);
        continue;
      }
      const style = ring(element);
      if (!style) {
        faults.push(`focus: no ring of 2 px ${name}`);
        continue;
      }
      const [one, other] = [luminance(style.outlineColor), luminance(behind(element))].sort((a, b) => b - a) as [number, number];
      const ratio = (one + 0.05) / (other + 0.05);
      if (style.outlineColor.startsWith('rgb') && ratio < 3) faults.push(`focus: ring of ${ratio.toFixed(1)}:1 ${name}`);
      const box = element.getBoundingClientRect();
      if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth || box.width === 0) {
        faults.push(`focus: outside the window ${name}`);
        continue;
      }
      const [x, y] = [Math.max(0, box.left) + Math.min(box.width, 20) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2];
      const top = document.elementFromPoint(x, y);
      if (top && !element.contains(top) && !top.contains(element)) faults.push(`focus: something lies over ${name}`);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    return faults;
  });
}

/**
 * What engines miss besides (a test with seeded barriers, 2026): links whose words say nothing, words in a field instead of a label, a
 * star as the only mark, pointers that must drag, films without words, and parts that change without anybody being told (4.1.3).
 */
export function missedFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const short = (element: Element): string => element.outerHTML.slice(0, 100);
    const empty = /^(hier|klicken sie hier|mehr|weiterlesen|ici|cliquez ici|plus|qui|clicca qui|di più|here|click here|more|read more)$/i;
    for (const link of document.querySelectorAll('a[href]')) {
      const words = (link.getAttribute('aria-label') ?? link.textContent!).trim();
      if (words === '' || empty.test(words)) faults.push(`words of a link: ${short(link)}`);
      if (/^(#|javascript:)?$/.test(link.getAttribute('href')!)) faults.push(`a link that leads nowhere: ${short(link)}`);
    }
    for (const field of document.querySelectorAll('[placeholder]')) faults.push(`words in a field: ${short(field)}`);
    for (const label of document.querySelectorAll('label, legend'))
      if (/\*/.test(label.textContent!)) faults.push(`a star as a mark: ${short(label)}`);
    for (const part of document.querySelectorAll('[draggable=true]')) faults.push(`must be dragged: ${short(part)}`);
    for (const film of document.querySelectorAll('video, audio'))
      if (!film.querySelector('track')) faults.push(`a film without words: ${short(film)}`);
    for (const part of document.querySelectorAll('[onclick], div[role=button], span[role=button]'))
      faults.push(`not a real button: ${short(part)}`);
    const speaks = (element: Element | null): boolean => element?.matches('[role=status], [role=alert], [aria-live], output') ?? false;
    for (const part of document.querySelectorAll('[data-refresh]'))
      if (!speaks(part.nextElementSibling)) faults.push(`changes silently: ${short(part)}`);
    for (const part of document.querySelectorAll('[data-session]')) if (!speaks(part)) faults.push(`changes silently: ${short(part)}`);
    for (const form of document.querySelectorAll('form[data-autosave]'))
      if (
        ![...document.querySelectorAll('[role=alert], [role=status]')].some(
          (each) => each.closest('form') === form || each.parentElement === form.parentElement,
        )
      )
        faults.push(`saves silently: ${short(form)}`);
    return faults;
  });
}
