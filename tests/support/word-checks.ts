import type { Page } from 'playwright-core';

/** `lang` of the page in each language of the interface. */
export const TAGS: Record<string, string> = { de: 'de-CH', fr: 'fr-CH', it: 'it-CH', en: 'en', 'de-simple': 'de-CH-simple' };

/** The word with which the title of a faulty page begins. */
export const ERROR_WORDS: Record<string, string> = { de: 'Fehler:', fr: 'Erreur', it: 'Errore:', en: 'Error:', 'de-simple': 'Fehler:' };

/** Words that occur in one language only: a page or a part of it that holds them is written in that language. */
const TELLTALES: Record<string, string[]> = {
  de: [
    'und',
    'oder',
    'nicht',
    'für',
    'wird',
    'wurde',
    'bei',
    'Sie',
    'Ihre',
    'Ihr',
    'Gemeinde',
    'Franken',
    'Uhr',
    'Wohnsitzbestätigung',
    'noch',
    'Fall',
  ],
  fr: ['et', 'vous', 'votre', 'vos', 'dans', 'pour', 'pas', 'commune', 'francs', 'attestation', 'est', 'sont'],
  it: ['della', 'nel', 'Lei', 'Comune', 'franchi', 'certificato', 'sono', 'suo', 'alla', 'questo'],
  en: ['the', 'your', 'you', 'with', 'municipality', 'francs', 'certificate', 'and', 'of', 'please', 'error', 'unknown'],
};
/** Shared by two languages. */
const SHARED = new Set(['fr en francs', 'en fr francs']);

/** Faults of head and headings, keys and holes in the text, parts in another language without a mark. */
export async function wordFaults(page: Page, lang: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const read = (root: Element): string => {
      const parts: string[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement!;
        // Countries and municipalities are called as they call themselves, at times.
        const marked = parent.closest('[lang]');
        const apart =
          parent.closest('script, style, code, textarea, .written, [translate=no], select[name$="ountry"], select[name="authority"]') !==
            null ||
          (marked !== null && marked !== document.documentElement);
        // A name stands for itself: what follows it in its sentence does not begin one.
        parts.push(!apart ? node.textContent! : node.textContent!.trim() && !parent.closest('script, style') ? 'X' : '');
      }
      return parts.join('\n').replace(/[ \t]+/g, ' ');
    };
    // Names of models, and what their authors wrote in them, are shown to authors as they stand.
    const whole = (root: Element): string => {
      const copy = root.cloneNode(true) as Element;
      for (const code of copy.querySelectorAll('code, textarea, .written')) code.remove();
      return copy.textContent!;
    };
    const spoken = [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [data-autosave-server]')].flatMap(
      (element) =>
        element.closest('[lang]') === document.documentElement
          ? ['aria-label', 'title', 'alt', 'placeholder', 'data-autosave-server'].map((name) => element.getAttribute(name) ?? '')
          : [],
    );
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent!.trim()),
      text: `${read(document.body)}\n${spoken.join('\n')}`,
      all: whole(document.body),
      doubleIds: [...document.querySelectorAll('[id]')].map((element) => element.id).filter((id, index, ids) => ids.indexOf(id) !== index),
    };
  });
  const faults: string[] = [];
  if (found.lang !== TAGS[lang]) faults.push(`lang: expected ${TAGS[lang]}, got ${found.lang}`);
  if (found.headings.length !== 1 || found.headings[0] === '')
    faults.push(`h1: expected one with words, got ${JSON.stringify(found.headings)}`);
  if (found.title.trim() === '') faults.push('title: expected words, got none');
  for (const id of found.doubleIds) faults.push(`id twice: ${id}`);
  // «true, false, null» tells operators how values are written.
  const hole =
    /\b(interface|forms?|vocabulary|milestones|outcomes|eligibility|documents|settings|reasons|tasks|case)\.[a-z]\w*(\.\w+)*\b|\{[\w, ]+\}|\bundefined\b|\bNaN\b|\[object |(?<!true, false, )\bnull\b|\([a-z]+(-[a-z]+)+\)/.exec(
      `${found.title}\n${found.all}`,
    );
  if (hole) faults.push(`raw text: ${hole[0]}`);
  const base = lang.slice(0, 2);
  for (const [other, words] of Object.entries(TELLTALES)) {
    if (other === base) continue;
    for (const word of words) {
      if (SHARED.has(`${base} ${other} ${word}`)) continue;
      const match = new RegExp(`.{0,40}(?<![\\p{L}_-])${word}(?![\\p{L}_-]).{0,40}`, 'u').exec(found.text);
      if (match) faults.push(`words in ${other} without a mark: ${match[0].trim()}`);
    }
  }
  if (base === 'de' || base === 'en') {
    const twice = /(?<![\p{L}-])(\p{L}{2,}) \1(?![\p{L}-])/u.exec(found.text);
    if (twice) faults.push(`word twice: ${twice[0]}`);
  }
  // What begins with a comma goes on from what stands before it, in letters of another weight.
  const whole = found.text.replace(/\n+(?=[.,;] )/g, '').replace(/\n/g, ' ¶ ');
  const squeezed = /\p{Ll}[.!?]\p{Lu}\p{Ll}+ |[.,]{2}| [.,;](?= )|\. [a-zäöü]\w+ am /u.exec(whole);
  if (squeezed) faults.push(`punctuation: ${JSON.stringify(whole.slice(Math.max(0, squeezed.index - 40), squeezed.index + 40))}`);
  return faults;
}

/** Words that alone say nothing about a case, and are misread as an end (Groningen: «ontvangen» was read as «paid»). */
const BARE =
  /(?<!\p{L})(erhalten|eingegangen|offen|geschlossen|erledigt|abgeschlossen|in Bearbeitung|pendent|hängig|reçu|reçue|ouvert|ouverte|fermé|fermée|terminé|terminée|en cours|en traitement|ricevuto|ricevuta|aperto|aperta|chiuso|chiusa|concluso|conclusa|in corso|received|open|closed|completed|done|pending|in progress|Status|Statut|Stato)(?!\p{L})/iu;

/** Status sentences of the page that hold a bare status word or are no sentence. */
export async function bareSentences(page: Page): Promise<string[]> {
  const sentences = await page.locator('main .sentence').allTextContents();
  return sentences
    .filter((words) => BARE.test(words) || words.trim().split(/\s+/).length < 3)
    .map((words) => `bare status: ${words.trim()}`);
}
