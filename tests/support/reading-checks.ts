import type { Page } from 'playwright-core';

/** Most words a sentence has on average. */
const MOST_WORDS = 15;

/** Chains of nouns and words of offices that residents stumble over. */
const HARD =
  /(?<!\p{L})(zwecks|mittels|betreffend|diesbezüglich|gemäss|allfällig\p{L}*|vorgängig|seitens|obgenannt\p{L}*|bezüglich|hinsichtlich|anlässlich|zur Anwendung|in Anspruch nehmen|zwecks|afin de procéder|au moyen de|susmentionné\p{L}*|conformément|mediante|suddett\p{L}*|in conformità|pursuant|herein\p{L}*|aforementioned|utili[sz]e)(?!\p{L})/iu;

/** Sentences of the page in the language of the page itself: parts marked as foreign are their author's. */
export async function sentencesOf(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const blocks = [...document.querySelectorAll('main p, main li, main dd, main h1, main h2, main legend, main label')].filter(
      (block) => !block.querySelector('p, li') && !block.closest('[hidden]') && !block.closest('[lang]:not(html)'),
    );
    return blocks.map((block) => {
      const copy = block.cloneNode(true) as Element;
      for (const foreign of copy.querySelectorAll('[lang], [translate=no]')) foreign.textContent = 'X';
      return copy.textContent!.replace(/\s+/g, ' ').trim();
    });
  });
  return [...new Set(texts)].flatMap((text) => text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)).filter((text) => /[.!?]$/.test(text));
}

/** Faults of the words of a page: sentences too long on average, words of offices. */
export async function readingFaults(page: Page): Promise<string[]> {
  const sentences = await sentencesOf(page);
  const words = sentences.map((sentence) => sentence.split(/\s+/).length);
  const mean = words.reduce((sum, each) => sum + each, 0) / Math.max(1, words.length);
  const faults = sentences.flatMap((sentence) => (HARD.test(sentence) ? [`hard word: ${HARD.exec(sentence)![0]} in «${sentence}»`] : []));
  if (mean > MOST_WORDS) faults.push(`expected at most ${MOST_WORDS} words a sentence, got ${mean.toFixed(1)}: ${sentences.join(' | ')}`);
  return faults;
}
