import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { FormImportError } from './errors.ts';
import { importForm } from './import-form.ts';
import { fixtures, known } from './testing/known-names.ts';

/** Imports whatever it is; the only way to fail is to say where and why. */
function survives(bytes: Uint8Array): void {
  try {
    const draft = importForm(bytes, { name: 'a.form', known });
    JSON.parse(draft.files['form.json']!);
    parse(draft.files['service.yaml']!);
    parse(draft.files[`texts/${draft.language}.yaml`]!);
    for (const { line, column, message } of draft.findings) {
      assert.ok(line >= 1 && column >= 1);
      assert.ok(message.length > 0);
    }
    // The first id is that of the form itself.
    const ids = [...draft.files['form.json']!.matchAll(/"id": "([^"]*)"/g)].map(([, id]) => id).slice(1);
    assert.equal(new Set(ids).size, ids.length, 'expected each id once');
  } catch (error) {
    if (!(error instanceof FormImportError)) throw error;
    assert.match(error.message, /^a\.form:\d+:\d+: expected /);
  }
}

const words = [
  'Name',
  'Vorname *',
  'PLZ / Ort',
  'Strasse',
  'Kinder',
  'E-Mail',
  'constructor',
  '__proto__',
  'if',
  'Größe',
  '名前',
  '<<',
  '>>',
  '# ',
  '# ...',
  '----',
  '',
  '(50%)',
  '(20 CHF)',
  '(5 CHF!)',
  "l'eau",
  '{x}',
  '"',
  '\\',
  '\u202e',
  '\u0000',
];
const definitions = [
  '___',
  '___[5]',
  '___/^[0-9]+$',
  '___/(((a+)+)+)$',
  '...',
  '***',
  '@@@',
  'http://',
  'video-url',
  'YYYY.MM.DD',
  'YYYY.MM.DD (today..+1 days)',
  'YYYY.MM.DD HH:MM',
  'HH:MM',
  '0..99',
  '0..9 (1 CHF)',
  '0.0..9.9',
  '<markdown>',
  '*.pdf',
  '*.*(multiple)',
  '# iban',
  '# ch.ssn',
  'chip-nr',
  '',
  '??',
];
const label = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 8 }));
const line = fc.oneof(
  fc.tuple(label, fc.constantFrom(...definitions)).map(([name, definition]) => `${name} = ${definition}`),
  fc.tuple(fc.constantFrom('( )', '(x)', '[ ]', '[x]', '()', '(X'), label, label).map((parts) => parts.join(' ')),
  label.map((text) => `# ${text}`),
  label.map((text) => `<< ${text} >>`),
  label,
);
const indented = fc
  .tuple(fc.constantFrom('', '    ', '        ', '            ', '  ', '\t', ' ', '\t  '), line)
  .map(([indent, text]) => indent + text);
const form = fc.tuple(fc.array(indented, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r')).map(([lines, end]) => lines.join(end));

test('any lines of a form become a draft, or a message with line and column', () => {
  fc.assert(
    fc.property(form, (text) => survives(new TextEncoder().encode(`Titel\n-----\n${text}`))),
    { numRuns: 1500 },
  );
});

test('any bytes become a draft, or a message with line and column', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => survives(bytes)),
    { numRuns: 500 },
  );
});

test('a form with bytes changed, taken out or put in somewhere becomes a draft, or a message with line and column', () => {
  const originals = fixtures.map((path) => readFileSync(path));
  fc.assert(
    fc.property(
      fc.nat(originals.length - 1),
      fc.array(fc.tuple(fc.nat(3_000), fc.nat(255), fc.constantFrom('set', 'cut', 'add')), { maxLength: 8 }),
      (which, changes) => {
        const bytes = [...originals[which]!];
        for (const [at, value, how] of changes) bytes.splice(at % bytes.length, how === 'add' ? 0 : 1, ...(how === 'cut' ? [] : [value]));
        survives(new Uint8Array(bytes));
      },
    ),
    { numRuns: 600 },
  );
});

test('files made to take long are refused or read in time that grows with their size', () => {
  const long = (text: string, times: number): Uint8Array => new TextEncoder().encode(`Titel\n-----\n${text.repeat(times)}`);
  const work = (bytes: Uint8Array): number => {
    const before = process.cpuUsage();
    survives(bytes);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const unit = Math.max(20, work(long('A = ___\n', 1_900)));
  for (const [text, times] of [
    [`${'('.repeat(1_900)} = ___\n`, 500],
    [`A${' '.repeat(1_900)}b = 0..9${' '.repeat(50)}(\n`, 400],
    ['<< \n', 19_000],
    ['# x\n', 19_000],
    ['A =\n    ( ) gleich\n    ( ) gleich\n', 1_300],
    [`A =\n${'    ( ) gleich\n'.repeat(3_000)}`, 1],
  ] as const) {
    const took = work(long(text, times));
    assert.ok(
      took < 60 * unit,
      `expected at most sixty times the work of a long plain form, got ${(took / unit).toFixed(0)} times for ${text.slice(0, 20)}`,
    );
  }
});
