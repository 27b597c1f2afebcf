import type { ServiceVersion } from '@einwohnerportal/cases';
import { html, raw, type Content, type Html } from '@einwohnerportal/ui';
import { languageTag } from '@einwohnerportal/web';
import type { Visit } from './visit.ts';

/** Shorter words are marked where they stand alone or in quotes only: within a sentence they may be words of the page's own language. */
const SHORT = 8;

interface Words {
  /** Texts without places to fill in, escaped, longest first. */
  plain: ReadonlySet<string>;
  long: readonly string[];
  /** Texts with places to fill in. */
  filled: readonly RegExp[];
}

const known = new WeakMap<ServiceVersion, Map<string, Words>>();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** What the service has in the language it is written in and not in the language of the page. */
function foreignWords(version: ServiceVersion, lang: string): Words {
  let byLanguage = known.get(version);
  if (!byLanguage) known.set(version, (byLanguage = new Map()));
  let words = byLanguage.get(lang);
  if (!words) byLanguage.set(lang, (words = collect(version, lang)));
  return words;
}

function collect(version: ServiceVersion, lang: string): Words {
  const own = version.ownTexts(lang);
  const texts = [...version.ownTexts(version.written)].filter(([key]) => !own.has(key) && !version.hasOwnText(lang, key));
  const messages = [...new Set(texts.map(([, text]) => text.trim()))].filter((text) => /\p{L}/u.test(text));
  const plain = messages.filter((text) => !text.includes('{')).map(escaped);
  return {
    plain: new Set(plain),
    long: plain.filter((text) => text.length >= SHORT).toSorted((a, b) => b.length - a.length),
    filled: messages
      .filter((text) => text.includes('{') && !/\{[^{}]*\{/.test(text))
      .map(
        (text) =>
          new RegExp(
            `^${text
              .split(/\{[^{}]*\}/)
              .map((part) => RegExp.escape(escaped(part)))
              .join('.+?')}$`,
            'su',
          ),
      ),
  };
}

/**
 * Marks in the markup of a page the words of a service that stand there in another language than the page's (WCAG 2.2, 3.1.2): whole
 * texts and those within a sentence of the page. A page whose service has its language passes unchanged.
 */
export function markForeign(content: Content, version: ServiceVersion | null | undefined, lang: string): Content {
  if (!version || version.written === lang || version.hasOwnText(lang, 'service.title')) return content;
  if (content instanceof Promise) return content.then((html) => mark(String(html), version, lang)) as Html;
  return mark(String(content), version, lang);
}

function mark(markup: string, version: ServiceVersion, lang: string): Html {
  const { plain, long, filled } = foreignWords(version, lang);
  const tag = languageTag(version.written);
  const span = (words: string): string => `<span lang="${tag}">${words}</span>`;
  const marked = markup.replace(/(^|<[^>]*>)([^<]+)/g, (whole, before: string, text: string) => {
    const words = text.trim();
    if (words === '' || /^<(script|style)\b/.test(before)) return whole;
    if (plain.has(words) || filled.some((pattern) => pattern.test(words))) {
      // A choice of a list holds no elements.
      if (/^<option\b/.test(before)) return `${before.slice(0, -1)} lang="${tag}">${text}`;
      return before + text.replace(words, () => span(words));
    }
    return before + within(text, plain, long, span);
  });
  return raw(marked) as Html;
}

/** Words of a service on a page that shows those of many: the name of a case, of a draft. */
export function wordsOf(visit: Visit, service: string, words: string): Content {
  const { catalogue } = visit.site.context;
  return catalogue.has(service) ? markForeign(html`${words}`, catalogue.service(service), visit.lang) : words;
}

/** Foreign words inside a text of the page: between quotes, or long enough to be no chance. */
function within(text: string, plain: ReadonlySet<string>, long: readonly string[], span: (words: string) => string): string {
  const quoted = text.replace(/([«“„])([^«»“”„]+)(?=[»”“])/g, (whole, quote: string, words: string) =>
    plain.has(words) ? quote + span(words) : whole,
  );
  if (quoted !== text) return quoted;
  const found = long.filter((words) => text.includes(words));
  if (found.length === 0) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${found.map((words) => RegExp.escape(words)).join('|')})(?![\\p{L}\\d])`, 'gu');
  return text.replace(pattern, span);
}
