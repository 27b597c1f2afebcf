import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileMessage, FEE_STATES, flattenTexts, readTexts, type FlatTexts } from '@einwohnerportal/cases';
import { WORKPLACE_LANGUAGES } from './workplace.ts';

const trees = await readTexts(new URL('../texts/', import.meta.url));
const flat = Object.fromEntries(WORKPLACE_LANGUAGES.map((lang) => [lang, flattenTexts(trees[lang]!)])) as Record<string, FlatTexts>;
const german = flat['de']!;
const texts = [new URL('.', import.meta.url), new URL('../../../packages/web/src/', import.meta.url)].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder.pathname, name), 'utf8')),
);

test('every language has exactly the keys of the German source', () => {
  for (const lang of WORKPLACE_LANGUAGES) assert.deepEqual([...flat[lang]!.keys()].sort(), [...german.keys()].sort(), lang);
});

test('every key that a page names exists', () => {
  const used = texts.flatMap((text) => [...text.matchAll(/'(interface\.[A-Za-z0-9.-]+)'/g)].map((match) => match[1]!));
  assert.ok(used.length > 80, 'expected the keys of the pages, got too few');
  assert.deepEqual(
    [...new Set(used)].filter((key) => !german.has(key)),
    [],
  );
});

test('each state of a fee has its words', () => {
  for (const state of FEE_STATES) assert.ok(german.has(`interface.task.feeState.${state}`), state);
});

test('every composed key has at least one text for its pattern', () => {
  const patterns = texts.flatMap((text) => [...text.matchAll(/`(interface\.[^`]*\$\{[^`]*)`/g)].map((match) => match[1]!));
  assert.ok(patterns.length > 5);
  for (const pattern of patterns) {
    const parts = pattern.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
    assert.ok(
      [...german.keys()].some((key) => new RegExp(`^${parts.join('[^.]+')}$`).test(key)),
      `expected a text for ${pattern}`,
    );
  }
});

test('every message is ICU and takes the arguments of the German one', () => {
  const named = (text: string, lang: string): string[] => [...compileMessage(text, lang, 'Europe/Zurich').arguments.keys()].sort();
  for (const lang of WORKPLACE_LANGUAGES)
    for (const [key, text] of flat[lang]!) assert.deepEqual(named(text, lang), named(german.get(key)!, 'de'), `${lang} ${key}`);
});
