import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translateFrom } from './testing/texts.ts';

const languages = ['de', 'fr', 'it', 'en', 'de-simple'];
const keysOf = (lang: string) => [...translateFrom(lang, []).keys.keys()].filter((key) => key.startsWith('forms.')).toSorted();
const argumentsOf = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((found) => found[1]).filter((name) => !/^(Es|C|Ci)$/.test(name!));

test('every language has the same texts', () => {
  for (const lang of languages) assert.deepEqual(keysOf(lang), keysOf('de'), lang);
});

test('every text is a message that can be filled with numbers and words', () => {
  for (const lang of languages) {
    const t = translateFrom(lang, []);
    for (const key of keysOf(lang)) {
      const filled = t(key, Object.fromEntries(argumentsOf(t.keys.get(key)!).map((name) => [name, 2])));
      assert.doesNotMatch(filled, /[{}]/, `${lang} ${key}`);
    }
  }
});

test('texts in German are spelled the Swiss way', () => {
  for (const lang of ['de', 'de-simple'])
    for (const key of keysOf(lang)) assert.doesNotMatch(translateFrom(lang, []).keys.get(key)!, /ß|'/, key);
});

test('sentences have at most fifteen words', () => {
  for (const lang of languages) {
    const { keys } = translateFrom(lang, []);
    for (const key of keysOf(lang)) {
      for (const sentence of keys.get(key)!.split(/[.?] /))
        assert.ok(sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length <= 15, `${lang} ${key}: ${sentence}`);
    }
  }
});
