import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileMessage, FEE_STATES, flattenTexts, readTexts, type FlatTexts } from '@einwohnerportal/cases';
import { LANGUAGES } from '@einwohnerportal/web';

const trees = await readTexts(new URL('../texts/', import.meta.url));
const flat = Object.fromEntries(LANGUAGES.map((lang) => [lang, flattenTexts(trees[lang]!)])) as Record<string, FlatTexts>;
const german = flat['de']!;

/** Sources whose `interface.*` keys this app must have. */
const SOURCES = [new URL('.', import.meta.url), new URL('../../../packages/web/src/', import.meta.url)];

function sources(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder.pathname, name), 'utf8'));
}

test('check 25: every language has exactly the keys of the German source', () => {
  for (const lang of LANGUAGES) assert.deepEqual([...flat[lang]!.keys()].sort(), [...german.keys()].sort(), lang);
});

test('each state of a fee has its words', () => {
  for (const state of FEE_STATES) assert.ok(german.has(`interface.case.feeState.${state}`), state);
});

test('no text is left that no page uses', () => {
  const all = SOURCES.flatMap(sources).join('\n');
  const exact = new Set([...all.matchAll(/['`](interface\.[A-Za-z0-9.-]+)['`]/g)].map((match) => match[1]));
  const composed = [...all.matchAll(/`(interface\.[^`]*\$\{[^`]*)`/g)]
    .map((match) => match[1]!)
    .filter((pattern) => !pattern.startsWith('interface.${'));
  const patterns = composed.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split(/\$\{[^}]*\}/)
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[^.]+')}$`,
      ),
  );
  for (const [, block] of all.matchAll(/t\.word\('(interface\.[A-Za-z0-9.-]+)'/g))
    patterns.push(new RegExp(`^${block!.replaceAll('.', '\\.')}\\.`));
  // The four pages of information name their sections in code: `interface.<page>.<section>Title`.
  const sections = /^interface\.(help|accessibility|privacy|imprint)\.(title|lead|date|\w+(Title|Text))$/;
  const unused = [...german.keys()].filter(
    (key) => !exact.has(key) && !sections.test(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  assert.deepEqual(unused, []);
});

test('every message is ICU and takes the arguments of the German one', () => {
  for (const lang of LANGUAGES) {
    for (const [key, text] of flat[lang]!) {
      const own = [...compileMessage(text, lang, 'Europe/Zurich').arguments.keys()].sort();
      const source = [...compileMessage(german.get(key)!, 'de', 'Europe/Zurich').arguments.keys()].sort();
      assert.deepEqual(own, source, `${lang} ${key}`);
    }
  }
});

test('check 14: residents read no bare status word, no exclamation mark and no ß', () => {
  for (const lang of LANGUAGES) {
    for (const [key, text] of flat[lang]!) {
      assert.doesNotMatch(text, /[!ß]/, `${lang} ${key}`);
      assert.doesNotMatch(
        text.trim(),
        /^(erhalten|offen|geschlossen|erledigt|received|open|closed|completed|reçu|ouvert|fermé|ricevuto|aperto|chiuso)\.?$/i,
        `${lang} ${key}`,
      );
    }
  }
});

test('check 26: easy German stays with short sentences: at most 12 words in running text', () => {
  const long: string[] = [];
  for (const [key, text] of flat['de-simple']!) {
    if (/\.(imprint|lifeEvents|hours)\./.test(key) || text.includes('plural')) continue;
    for (const sentence of text.split(/(?<=[.?:])\s+/)) if (sentence.split(/\s+/).length > 12) long.push(`${key}: ${sentence}`);
  }
  assert.deepEqual(long, []);
});
