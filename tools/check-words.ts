// Nothing of the machine it was written on, no bare status words, sentences that residents can read.
import { parse } from 'yaml';
import { heavyWord, isBareStatus, otherTerm } from '../packages/cases/src/check/plain-words.ts';
import { createFaults } from './checking/faults.ts';
import { files, lineAt, read } from './checking/files.ts';

const faults = createFaults('check-words');
const join = (...parts: string[]): string => parts.join('');

/** Written in pieces, so that this file does not find itself. */
const foreign: [pattern: RegExp, what: string][] = [
  [new RegExp(join('(?<![\\w.~-])/(work', '|ro', 'ot|home/\\w+|Users/\\w+)/'), 'g'), 'a path of one machine'],
  [new RegExp(join('(?<![\\w.~-])/t', 'mp/\\w+'), 'g'), 'a path of one machine'],
  [new RegExp(join('\\.\\./sha', 'red/'), 'g'), 'a path outside of the repository'],
  [new RegExp(join('(regi', 'stry\\.npmjs|regi', 'stry\\.yarnpkg|art', 'ifactory|ver', 'daccio)'), 'gi'), 'a host of a package registry'],
  [new RegExp(join('\\b(TO', 'DO|FIX', 'ME|XX', 'X|HA', 'CK)\\b'), 'g'), 'a private note'],
];

for (const path of files(/\.(ts|mts|mjs|js|css|sql|md|yaml|yml|json|html|typ|bpmn|dmn|csv|sh)$|^\.ci\/|^\.npmrc$/)) {
  const text = path === 'package-lock.json' ? '' : read(path);
  for (const [pattern, what] of foreign)
    for (const match of text.matchAll(pattern))
      faults.at(path, lineAt(text, match.index), `expected nothing of the machine it was written on, got ${what}: ${match[0]}`);
}

/** What residents read: pages, services, mails, forms. */
const residentTexts = /^(services\/[^/]+|apps\/portal|packages\/(cases|forms))\/texts\/[\w-]+\.yaml$/;
/** Words of a sentence, on average and at most; easy German stays below (apps/portal/src/texts.test.ts). */
const [meanWords, mostWords] = [15, 30];

function* messages(node: unknown, key = ''): Generator<[key: string, text: string]> {
  if (typeof node === 'string') yield [key, node];
  else if (node && typeof node === 'object')
    for (const [name, value] of Object.entries(node)) yield* messages(value, key ? `${key}.${name}` : name);
}

for (const path of files(/^(services|capabilities)\/.*\/texts\/[\w-]+\.yaml$|^(apps|packages)\/[^/]+\/texts\/[\w-]+\.yaml$/)) {
  const text = read(path);
  let tree: unknown;
  try {
    tree = parse(text);
  } catch {
    continue; // reported by check-catalogue
  }
  let words = 0;
  let sentences = 0;
  for (const [key, message] of messages(tree)) {
    const line = (): number => Math.max(1, lineAt(text, text.indexOf(message.slice(0, 40))));
    const lang = /([\w-]+)\.yaml$/.exec(path)![1]!;
    const resident = residentTexts.test(path);
    if (resident && isBareStatus(message))
      faults.at(path, line(), `expected a sentence that says who does what, got the bare status "${message}" at ${key}`);
    if (key.includes('keywords')) continue;
    const term = otherTerm(message, lang);
    if (term) faults.at(path, line(), `expected «${term.say}» at ${key}, got «${term.found}»: docs/write-a-service/terms.md`);
    const heavy = resident ? heavyWord(message, lang) : null;
    if (heavy !== null) faults.at(path, line(), `expected plain words at ${key}, got «${heavy}»`);
    for (const sentence of message.replace(/\{[^{}]*\}/g, 'x').split(/(?<=[.!?])\s+/)) {
      const count = sentence.split(/\s+/).filter(Boolean).length;
      if (count < 3) continue; // labels are no sentences
      if (resident && count > mostWords)
        faults.at(path, line(), `expected at most ${mostWords} words in a sentence at ${key}, got ${count}`);
      words += count;
      sentences++;
    }
  }
  const mean = sentences === 0 ? 0 : words / sentences;
  if (residentTexts.test(path) && mean > meanWords)
    faults.at(path, 1, `expected sentences of at most ${meanWords} words on average, got ${mean.toFixed(1)}`);
}
faults.finish();
