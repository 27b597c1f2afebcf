import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Option, SourceField } from '../types.ts';
import { readForm } from './read-form.ts';

const read = (text: string) => readForm(new TextEncoder().encode(`Titel\n-----\n${text}`), 'a.form');

/** Labels as a tree: `A [B [C]]`. */
function outline(fields: readonly SourceField[]): string {
  const option = (each: Option): string =>
    `${each.chosen ? '*' : ''}${each.label}${each.fields.length > 0 ? `{${outline(each.fields)}}` : ''}`;
  return fields.map((field) => `${field.label}${field.options.length > 0 ? `(${field.options.map(option).join(',')})` : ''}`).join(' ');
}

const outlineOf = (text: string): string =>
  read(text)
    .form.sections.map((section) => `${section.label ?? ''}: ${outline(section.fields)}`)
    .join('; ');
const codesOf = (text: string): string[] => read(text).findings.map(({ line, column, code }) => `${line}:${column} ${code}`);

describe('nesting of a form', () => {
  it('follows indentation to any depth', () => {
    const text = 'A =\n    ( ) x\n        B =\n            (x) y\n                C = ___\n            ( ) z\n        D = ___\nE = ___';
    assert.equal(outlineOf(text), ': A(x{B(*y{C},z) D}) E');
  });

  it('takes two spaces, tabs and mixed steps for one level each', () => {
    assert.equal(outlineOf('A =\n  ( ) x\n   B = ___\n  ( ) y\nC = ___'), ': A(x{B},y) C');
    assert.equal(outlineOf('A =\n\t( ) x\n\t\tB = ___\n\t( ) y'), ': A(x{B},y)');
  });

  it('takes options as far left as their field, and says so', () => {
    const text = 'A =\n( ) x\n( ) y\nB = ___';
    assert.equal(outlineOf(text), ': A(x,y) B');
    assert.deepEqual(codesOf(text), ['4:1 option-not-indented', '5:1 option-not-indented']);
  });

  it('gives fields under an option to the option even where their label is the option’s', () => {
    assert.equal(outlineOf('Mit =\n    [ ] Kinder\n        Kinder = ...\n    [ ] Hund'), ': Mit(Kinder{Kinder},Hund)');
  });

  it('ends sections at a line of three dots', () => {
    assert.equal(outlineOf('# Eins\nA = ___\n# ...\nB = ___'), 'Eins: A; : B');
  });
});

describe('what is said of a line that does not fit', () => {
  const cases: [about: string, text: string, expected: string[]][] = [
    ['words alone', 'Nur Worte', ['3:1 line-unknown']],
    ['an unknown definition, at the place of the definition', 'A =  ???', ['3:6 definition-unknown']],
    ['an option of a text field', 'A = ___\n    ( ) x', ['4:5 option-unfit']],
    ['an option before any field', '( ) x\nA = ___', ['3:1 option-without-field']],
    ['a choice without options', 'A =\nB = ___', ['3:1 options-missing']],
    ['two presets of one choice', 'A =\n    (x) x\n    (x) y', ['3:1 preset-several']],
    ['boxes and buttons in one field', 'A =\n    ( ) x\n    [ ] y', ['5:5 option-mixed']],
    ['a help text that does not end', 'A = ___\n<< so', ['4:1 line-unknown']],
    ['a help text above all fields', '<< so >>\nA = ___', ['3:1 help-without-field']],
    ['a label that is missing', '* = ___', ['3:1 label-missing']],
  ];
  for (const [about, text, expected] of cases)
    it(about, () => {
      const whole = text.includes('A =') ? text : `${text}\nZ = ___`;
      assert.deepEqual(codesOf(whole), expected);
    });

  it('nothing is said of a form in order', () => {
    assert.deepEqual(codesOf('# Eins\nA * = ___[5]\n<< Hilfe >>\nB =\n    (x) Ja (5 CHF)\n    ( ) Nein (10%)\n        C = *.pdf'), []);
  });
});

describe('a file that is no form', () => {
  const faults: [about: string, bytes: Uint8Array, expected: RegExp][] = [
    ['nothing', new Uint8Array(), /^a\.form:1:1: expected at least one field/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), /^a\.form:1:1: expected a text file/],
    ['a page of text', new TextEncoder().encode('Liebe Leute\n\nKommt alle.'), /^a\.form:1:1: expected at least one field/],
    ['far too much', new Uint8Array(1_000_001), /^a\.form:1:1: expected at most 1000000 bytes, got 1000001/],
    [
      'far too deep',
      new TextEncoder().encode(
        Array.from({ length: 60 }, (_, at) => `${' '.repeat(8 * at)}A =\n${' '.repeat(8 * at + 4)}( ) x`).join('\n'),
      ),
      /^a\.form:\d+:\d+: expected at most 24 options within options/,
    ],
    [
      'far too many fields',
      new TextEncoder().encode('A = ___\n'.repeat(4_001)),
      /^a\.form:4001:1: expected at most 4000 fields and options/,
    ],
  ];
  for (const [about, bytes, expected] of faults)
    it(`is refused with file, line and column: ${about}`, () => {
      assert.throws(
        () => readForm(bytes, 'a.form'),
        (error: Error & { code: string }) => error.code === 'form-unreadable' && expected.test(error.message),
      );
    });
});
