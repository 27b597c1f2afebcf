import type { Translate } from '@einwohnerportal/forms';
import { flattenTexts, type FlatTexts, type TextTree } from './flatten.ts';
import { fineSpaces } from './typography.ts';
import { compileMessage, type Message } from './message.ts';

/** One layer of texts by language tag; a function is read once, when its language is first asked for. */
export type TextLayer = Record<string, TextTree> | ((lang: string) => TextTree | null);

export interface TextOptions {
  /** Zone in which instants are shown, e.g. `Europe/Zurich`. */
  zone: string;
  /** Told once per missing key and language; the check finds these before, at run time they are logged. */
  missing?: (lang: string, key: string) => void;
  /** Languages asked in turn for a key that a language does not have: those in which a service is written. */
  otherwise?: readonly string[];
}

export interface Texts {
  (lang: string): Translate;
  /** True when the key exists in that very language in one of the layers. */
  hasOwn(lang: string, key: string): boolean;
  /** The message as written, in that very language, or undefined. */
  raw(lang: string, key: string): string | undefined;
}

/** Languages asked in turn for a key: easy German shows German, then what there is. */
function fallbacks(lang: string, otherwise: readonly string[] = []): string[] {
  return [...new Set([lang, ...(lang === 'de-simple' ? ['de'] : []), ...otherwise])];
}

/**
 * Texts out of layers, the first layer that has a key wins. A key that is missing gives the key itself.
 * Messages are ICU, compiled at first use and kept.
 */
export function createTexts(layers: TextLayer[], options: TextOptions): Texts {
  const flat = new Map<string, FlatTexts[]>();
  const flatOf = (lang: string): FlatTexts[] => {
    let found = flat.get(lang);
    if (!found) {
      found = layers.map((layer) => flattenTexts((typeof layer === 'function' ? layer(lang) : layer[lang]) ?? {}));
      flat.set(lang, found);
    }
    return found;
  };
  const raw = (lang: string, key: string): string | undefined => {
    for (const layer of flatOf(lang)) {
      const text = layer.get(key);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const translates = new Map<string, Translate>();
  const translateOf = (lang: string): Translate => {
    const known = translates.get(lang);
    if (known) return known;
    const made = createTranslate(lang, raw, (each) => flatOf(each).flatMap((layer) => [...layer.keys()]), options);
    translates.set(lang, made);
    return made;
  };
  return Object.assign(translateOf, { hasOwn: (lang: string, key: string) => raw(lang, key) !== undefined, raw });
}

function createTranslate(
  lang: string,
  raw: (lang: string, key: string) => string | undefined,
  keysOf: (lang: string) => string[],
  options: TextOptions,
): Translate {
  const chain = fallbacks(lang, options.otherwise);
  const messages = new Map<string, Message | string | null>();
  const find = (key: string): Message | string | null => {
    for (const each of chain) {
      const written = raw(each, key);
      if (written !== undefined) {
        const text = each === 'fr' ? fineSpaces(written) : written;
        try {
          return text.includes('{') || text.includes("'") ? compileMessage(text, each, options.zone) : text;
        } catch {
          return text; // a message that is no ICU is shown as written: a page is worth more than its braces, the check reports it
        }
      }
    }
    options.missing?.(lang, key);
    return null;
  };
  const translate = (key: string, args: Record<string, unknown> = {}): string => {
    let message = messages.get(key);
    if (message === undefined) {
      message = find(key);
      if (messages.size < 20_000) messages.set(key, message);
    }
    if (message === null) return key;
    return typeof message === 'string' ? message : message.format(args);
  };
  const keys = (prefix: string): string[] =>
    [...new Set(chain.flatMap((each) => keysOf(each)))].filter((key) => key.startsWith(`${prefix}.`));
  return Object.assign(translate, { has: (key: string) => chain.some((each) => raw(each, key) !== undefined), lang, keys });
}

/** Keys of a text tree as a set, for apps that check at start that every key they use is there. */
export function textKeys(tree: TextTree): ReadonlySet<string> {
  return new Set(flattenTexts(tree).keys());
}
