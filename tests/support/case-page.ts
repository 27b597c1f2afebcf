import type { Page } from 'playwright-core';

/** The case page as it is read from top to bottom. */
export interface CaseReading {
  sentence: string;
  /** Questions and answers below the sentence: who, since when, until when. */
  facts: { question: string; answer: string }[];
  /** Signs or the words that nothing is to be done. */
  turn: string;
  steps: { state: 'past' | 'now' | 'ahead'; last: boolean; title: string; who: string; when: string }[];
  /** The parts in the order of the document. */
  order: string[];
}

export function readCasePage(page: Page): Promise<CaseReading> {
  return page.evaluate(() => {
    const words = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    const main = document.querySelector('main')!;
    const parts: [string, string][] = [
      ['sentence', '.sentence'],
      ['facts', '.facts'],
      ['turn', '[aria-labelledby="turn"]'],
      ['route', '.route'],
      ['documents', '[aria-labelledby="documents"]'],
    ];
    const places = parts
      .map(([name, selector]) => ({ name, element: main.querySelector(selector) }))
      .filter((part) => part.element !== null);
    places.sort((a, b) => (a.element!.compareDocumentPosition(b.element!) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    return {
      sentence: words(main.querySelector('.sentence')),
      facts: [...main.querySelectorAll('.facts > div')].map((fact) => ({
        question: words(fact.querySelector('dt')),
        answer: words(fact.querySelector('dd')),
      })),
      turn: words(main.querySelector('[aria-labelledby="turn"] > .stack')),
      steps: [...main.querySelector('.route')!.children].map((item) => ({
        state: item.classList.contains('now')
          ? ('now' as const)
          : item.classList.contains('ahead')
            ? ('ahead' as const)
            : ('past' as const),
        last: item.classList.contains('last'),
        title: words(item.querySelector('h3')),
        who: words(item.querySelector('.where b')),
        when: words(item.querySelector('.where'))
          .replace(words(item.querySelector('.where b')), '')
          .trim(),
      })),
      order: places.map((part) => part.name),
    };
  });
}
