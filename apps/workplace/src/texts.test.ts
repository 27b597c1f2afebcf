import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileMessage, FEE_STATES, flattenTexts, readTexts, type FlatTexts } from '@einwohnerportal/cases';
import { WORKPLACE_LANGUAGES } from './workplace.ts';

const trees = await readTexts(new URL('../texts/', import.meta.url));
const flat = Object.fromEntries(WORKPLACE_LANGUAGES.map((lang) => [lang, flattenTexts(trees[lang]!)])) as Record<string, FlatTexts>;
const german = flat['de']!;

test('every language has exactly the keys of the German source', () => {
  for (const lang of WORKPLACE_LANGUAGES) assert.deepEqual([...flat[lang]!.keys()].sort(), [...german.keys()].sort(), lang);
});

test('each state of a fee has its words', () => {
  for (const state of FEE_STATES) assert.ok(german.has(`interface.task.feeState.${state}`), state);
});

test('every message is ICU and takes the arguments of the German one', () => {
  const named = (text: string, lang: string): string[] => [...compileMessage(text, lang, 'Europe/Zurich').arguments.keys()].sort();
  for (const lang of WORKPLACE_LANGUAGES)
    for (const [key, text] of flat[lang]!) assert.deepEqual(named(text, lang), named(german.get(key)!, 'de'), `${lang} ${key}`);
});
