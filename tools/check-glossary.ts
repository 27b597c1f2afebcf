// One concept, one word: no banned synonym and no German in the names that code and SQL declare.
import { createFaults } from './checking/faults.ts';
import { files, isTest, lineAt, read } from './checking/files.ts';
import { bareCode, declarations, wordsOf } from './checking/identifiers.ts';

const faults = createFaults('check-glossary');

/** The list under the heading "Words not used in names": `word` → word to use instead. */
function readBanned(): Map<string, string> {
  const section =
    read('GLOSSARY.md')
      .split(/^## Words not used in names$/m)[1]
      ?.split(/^## /m)[0] ?? '';
  const rows = [...section.matchAll(/^\| +(\w+) +\| +([^|]+) \|$/gm)];
  return new Map(rows.map((row) => [row[1] ?? '', (row[2] ?? '').trim()]));
}

const banned = readBanned();
if (banned.size < 5) faults.at('GLOSSARY.md', 1, 'expected the table of words not used in names, got too few rows');

/** Words of BPMN that contain a banned one. */
const fromNorm = /user[_-]?task|zeebe:user/i;
const german = new Set(
  'amt antrag aufgabe behoerde bescheid bestaetigung betrag datei datum einwohner empfaenger fall formular frist gebuehr geburtsdatum gemeinde gesuch kanton konto leistung nachname nachricht ort postfach rechnung strasse titel verfahren verfuegung vorname wert wohnsitz zahlung zustellung'.split(
    ' ',
  ),
);

for (const path of files(/^(packages|apps|tools)\/.*\.(ts|mts|mjs)$/)) {
  if (isTest(path) || path === 'tools/check-glossary.ts') continue;
  const text = read(path);
  for (const { name, offset } of declarations(bareCode(text))) {
    const line = lineAt(text, offset);
    if (name.length > 1 && /[äöüÄÖÜß]/.test(name)) faults.at(path, line, `expected English names, got ${name}`);
    for (const word of wordsOf(name)) {
      if (german.has(word)) faults.at(path, line, `expected English names, got ${name}`);
      const instead = banned.get(word) ?? banned.get(word.replace(/s$/, ''));
      if (instead && !fromNorm.test(name)) faults.at(path, line, `expected ${instead}, got ${word} in ${name}`);
    }
  }
}

for (const path of files(/^packages\/.*\.sql$/)) {
  const text = read(path).replace(/--[^\n]*/g, (part) => ' '.repeat(part.length));
  for (const match of text.matchAll(/\b(?:create table(?: if not exists)?|create view|add column(?: if not exists)?)\s+([\w.]+)/gi)) {
    for (const word of wordsOf(match[1] ?? '')) {
      const instead = banned.get(word) ?? banned.get(word.replace(/s$/, ''));
      if (instead && !fromNorm.test(match[1] ?? ''))
        faults.at(path, lineAt(text, match.index), `expected ${instead}, got ${word} in ${match[1]}`);
    }
  }
}
faults.finish(`${banned.size} banned words`);
