import type { Page } from 'playwright-core';

/** Words for «may stay empty» in each language. */
const OPTIONAL: Record<string, string> = { de: '(freiwillig)', fr: '(facultatif)', it: '(facoltativo)', en: '(optional)' };

/** Check 29: optional is said in words, nothing by asterisks, and each question says why it is asked. */
export async function markFaults(page: Page, lang: string): Promise<string[]> {
  return page.evaluate(
    ({ optional }) => {
      const faults: string[] = [];
      const main = document.querySelector('main')!;
      for (const words of main.querySelectorAll('label, legend')) {
        const text = words.textContent!.replace(/\s+/g, ' ').trim();
        if (text.includes('*')) faults.push(`asterisk: ${text}`);
        const mark = words.querySelector('.optional');
        if (mark && mark.textContent!.trim() !== optional) faults.push(`expected ${optional} at ${text}`);
      }
      if (main.querySelector('[required], [aria-required]')) faults.push('expected no mark at what is needed');
      const asked = [...main.querySelectorAll('form .field')].filter((field) => field.parentElement!.closest('.field') === null);
      for (const field of asked) {
        const name = field.querySelector('legend, label')?.textContent?.replace(/\s+/g, ' ').trim();
        if (!field.querySelector('details.why') && !field.closest('fieldset')?.querySelector('details.why'))
          faults.push(`expected «why we ask» at ${name}`);
      }
      return faults;
    },
    { optional: OPTIONAL[lang]! },
  );
}

/** Check 3: what order a page has without its style sheets; the question before its controls, these before the button. */
export async function plainOrderFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sheets = [...document.styleSheets];
    for (const sheet of sheets) sheet.disabled = true;
    const faults: string[] = [];
    const top = (element: Element): number => element.getBoundingClientRect().top;
    const main = document.querySelector('main')!;
    const isShown = (element: Element): boolean => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    const heading = main.querySelector('h1')!;
    const controls = [...main.querySelectorAll('form .field input:not([type=hidden]), form .field textarea, form .field select')].filter(
      isShown,
    );
    const button = [...main.querySelectorAll('.actions button, .actions a')].find(isShown);
    const header = document.querySelector('header')!;
    const footer = document.querySelector('footer')!;
    if (!(top(header) <= top(main) && top(main) < top(footer))) faults.push('expected header, main part and footer in turn');
    for (const [at, control] of controls.entries()) {
      const name = (control as HTMLInputElement).name;
      if (top(control) < top(heading) - 1) faults.push(`expected the heading above ${name}`);
      if (at > 0 && top(control) < top(controls[at - 1]!) - 1) faults.push(`expected ${name} below the control before it`);
      if (button && top(button) < top(control)) faults.push(`expected the button below ${name}`);
      const label = (control as HTMLInputElement).labels?.[0];
      if (label && top(label) > (top(control) + control.getBoundingClientRect().bottom) / 2)
        faults.push(`expected the label not below ${name}`);
    }
    if (!button && controls.length > 0) faults.push('expected a button');
    for (const hidden of document.querySelectorAll('[hidden]'))
      if (isShown(hidden)) faults.push(`expected hidden: ${hidden.outerHTML.slice(0, 80)}`);
    for (const sheet of sheets) sheet.disabled = false;
    return faults;
  });
}

/** Check 21: what is known stands there with its source; gives the names that the page asks for. */
export async function knownFaults(page: Page): Promise<{ faults: string[]; asked: string[]; heading: string }> {
  return page.evaluate(() => {
    const main = document.querySelector('main')!;
    const faults = [...main.querySelectorAll('.known')]
      .filter((known) => !known.querySelector('.source'))
      .map((known) => `expected a source at ${known.textContent!.replace(/\s+/g, ' ').trim()}`);
    const names = [
      ...main.querySelectorAll<HTMLInputElement>('form .field input:not([type=hidden]), form .field textarea, form .field select'),
    ]
      .filter((each) => each.type !== 'submit')
      .map((each) => each.name.replace(/-(day|month|year|time)$/, ''));
    return { faults, asked: [...new Set(names)], heading: main.querySelector('h1')!.textContent!.replace(/\s+/g, ' ').trim() };
  });
}

/** Check 30: each answer that may be changed has a link that says what it changes; it is said that nothing is sent, the button names the act. */
export async function checkPageFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const main = document.querySelector('main')!;
    const faults: string[] = [];
    const rows = [...main.querySelectorAll('.answers > div')];
    if (rows.length === 0) faults.push('expected answers');
    for (const row of rows) {
      const label = row.querySelector('dt')!.textContent!.trim();
      const link = row.querySelector('.change a');
      if (link && !link.querySelector('.hidden-text')?.textContent?.includes(label)) faults.push(`expected «${label}» in its link`);
      if (!link && !row.querySelector('dd small')) faults.push(`expected a link to change, or a source, at «${label}»`);
    }
    if (!main.querySelector('.lead')?.textContent?.trim()) faults.push('expected words that nothing is sent');
    const button = main.querySelector('form[action$="/check"] button');
    if ((button?.textContent?.trim().split(/\s+/).length ?? 0) < 2) faults.push('expected a button that names the act');
    return faults;
  });
}
