const twoLetters: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ð: 'd',
  þ: 'th',
};
/** Words that mean something in FEEL or to the machine of every case. */
const taken = new Set(
  'if then else for in return some every satisfies between instance of and or not null true false function external context list date time duration item this partial string number boolean day month year week range any constructor prototype hasOwnProperty toString valueOf toLocaleString isPrototypeOf propertyIsEnumerable decision verdict reply askBack payment ruling outcome people'.split(
    ' ',
  ),
);
const MOST_WORDS = 5;
const MOST_SIGNS = 40;

/** ASCII words of a label: «Straße (inkl. Nr.) neu» → strasse, neu. Words in brackets count only when there are no others. */
export function asciiWords(label: string): string[] {
  const words = (text: string): string[] =>
    text
      .toLowerCase()
      .replace(/[äöüßæœøđłðþ]/g, (sign) => twoLetters[sign] ?? sign)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  const outside = words(label.replace(/\([^()]*\)/g, ' '));
  return (outside.length > 0 ? outside : words(label)).slice(0, MOST_WORDS);
}

function camel(words: string[]): string {
  const joined = words.map((word, at) => (at === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  const cut = joined.slice(0, MOST_SIGNS);
  return /^[a-z]/.test(cut) ? cut : cut === '' ? '' : `n${cut}`;
}

/** Kebab-case of a text; empty when it has no letters that can be written so. */
export function kebab(text: string): string {
  return asciiWords(text).join('-').slice(0, MOST_SIGNS).replace(/-$/, '');
}

/** Gives each thing a name of its own. */
export interface Naming {
  /** The first candidate that is free, more words joined in front of it if need be, else a number behind it. */
  name(label: string, around?: readonly string[]): string;
  page(label: string): string;
  evidence(label: string): string;
}

/** @param reserved roots of names that the machine fills */
export function createNaming(reserved: ReadonlySet<string>): Naming {
  const names = new Set<string>();
  const pages = new Set<string>();
  const evidence = new Set<string>();
  const free = (name: string): boolean => name !== '' && !names.has(name) && !reserved.has(name) && !taken.has(name);
  const numbered = (base: string, isFree: (name: string) => boolean, join = ''): string => {
    for (let n = 2; ; n++) if (isFree(`${base}${join}${n}`)) return `${base}${join}${n}`;
  };
  return {
    name(label, around = []) {
      const own = asciiWords(label);
      // Nearest first: the option above, the field above, the section.
      const candidates = [
        own,
        asciiWords(label.replace(/[()]/g, ' ')),
        ...around.toReversed().map((each) => [...asciiWords(each).slice(0, 3), ...own]),
      ].map(camel);
      const found = candidates.find(free) ?? numbered(candidates.find((each) => each !== '') ?? 'answer', free);
      names.add(found);
      return found;
    },
    page(label) {
      const base = camel(asciiWords(label)) || 'page';
      const found = pages.has(base) ? numbered(base, (each) => !pages.has(each)) : base;
      pages.add(found);
      return found;
    },
    evidence(label) {
      const base = kebab(label) || 'document';
      const found = evidence.has(base) ? numbered(base, (each) => !evidence.has(each), '-') : base;
      evidence.add(found);
      return found;
    },
  };
}

/** Values of options: kebab-case of their labels, each once. */
export function optionValues(labels: readonly string[]): string[] {
  const used = new Map<string, number>();
  return labels.map((label, at) => {
    const base = kebab(label) || `option-${at + 1}`;
    let value = base;
    for (let n = (used.get(base) ?? 0) + 1; used.has(value); n++) value = `${base}-${n}`;
    used.set(base, (used.get(base) ?? 0) + 1);
    used.set(value, used.get(value) ?? 1);
    return value;
  });
}
