import type { Page } from 'playwright-core';

/** What sticks out of the window's right edge, with how far (WCAG 2.2, 1.4.10). */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.hidden-text, .horizon, .table-box'))
      .map(
        (element) =>
          `sideways: ${element.tagName}.${element.getAttribute('class')} ${Math.round(element.getBoundingClientRect().right - innerWidth)} px`,
      );
    return wide.length > 0 ? wide : [`sideways: ${document.documentElement.scrollWidth - innerWidth} px`];
  });
}

/** Visible controls lower or narrower than `least` px; a link within a sentence is exempt, a box counts with its label (WCAG 2.2, 2.5.8). */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((needed) => {
    // What shows itself only with the focus, such as a link to skip, is no target of a pointer.
    const isSeen = (element: Element | null): boolean =>
      element === null || (!/inset\(50%/.test(getComputedStyle(element).clipPath) && isSeen(element.parentElement));
    const small: string[] = [];
    for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || element.closest('.skip') || !element.checkVisibility() || !isSeen(element)) continue;
      const inSentence =
        element.tagName === 'A' &&
        getComputedStyle(element).display === 'inline' &&
        element.parentElement!.textContent!.trim() !== element.textContent!.trim();
      if (inSentence) continue;
      const label = element instanceof HTMLInputElement && element.labels?.length ? element.labels[0]!.getBoundingClientRect() : box;
      const choice = element.matches('[type=radio], [type=checkbox]');
      const height = choice ? Math.max(box.height, label.height) : box.height;
      const width = choice ? box.width + label.width : box.width;
      if (height + 0.5 < needed || width + 0.5 < needed)
        small.push(`target ${Math.round(width)}×${Math.round(height)} px: ${element.outerHTML.slice(0, 100)}`);
    }
    return small;
  }, least);
}

/** With the spacing that readers may set (WCAG 2.2, 1.4.12): what is cut off, sticks out, or lies over other text. */
export async function brokenBySpacing(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  const cut = await page.evaluate(() => {
    // What only screen readers meet is clipped on purpose.
    const isSeen = (element: Element | null): boolean =>
      element === null || (!/inset\(50%/.test(getComputedStyle(element).clipPath) && isSeen(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const style = getComputedStyle(element);
        if (
          !element.checkVisibility() ||
          !isSeen(element) ||
          element.closest('svg') ||
          ![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '')
        )
          return false;
        const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
        return (
          (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map((element) => `cut off by text spacing: ${element.outerHTML.slice(0, 100)}`);
  });
  const wide = await overflow(page);
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  return [...cut, ...wide.map((fault) => `with text spacing ${fault}`)];
}
