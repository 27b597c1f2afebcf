import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DecisionError } from '../errors.ts';
import { compileExpression, compileUnaryTests } from './expression.ts';
import { assertFeel, feel } from './testing.ts';

function syntaxError(text: string): DecisionError {
  try {
    compileExpression(text);
  } catch (error) {
    if (error instanceof DecisionError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}

describe('reading expressions', () => {
  it('takes a leading equals sign as the mark of an expression', () => {
    assert.equal(feel('= 1 + 1'), 2);
    assert.equal(feel('1 + 1'), 2);
  });

  it('names the place and what was found for a text that is no expression', () => {
    const error = syntaxError('=1 + ');
    assert.equal(error.code, 'feel-syntax');
    assert.equal(error.message, 'expected the rest of an arithmetic expression at character 6, got the end of the text');
    assert.deepEqual(syntaxError('a\nb').position, { from: 2, to: 3 });
    assert.match(syntaxError('if a then b').message, /^expected the rest of an if expression/);
  });

  it('refuses an empty text, an unclosed string, a stray bracket and a trailing word', () => {
    for (const text of ['', ' ', '=', '"a', ')', '[1,', '{a: }', '1 2', 'for x in', 'a and']) {
      assert.equal(syntaxError(text).code, 'feel-syntax', text);
    }
  });

  it('refuses texts that are nested too deeply or too long instead of failing inside', () => {
    assert.equal(syntaxError('('.repeat(3000) + '1' + ')'.repeat(3000)).code, 'feel-syntax');
    assert.match(syntaxError('{a: '.repeat(3000)).message, /at most 100 nested brackets/);
    assert.equal(syntaxError('1+'.repeat(5000) + '1').code, 'feel-syntax');
    assert.equal(syntaxError('1+'.repeat(15_000) + '1').code, 'feel-syntax');
    assert.equal(feel(`"${'['.repeat(300)}"`), '['.repeat(300));
  });

  it('reads comments, escapes, and numbers of every spelling', () => {
    assertFeel([
      ['// why\n1 /* because */', 1],
      ['"a\\"b\\u00e9\\n\\\\"', 'a"bé\n\\'],
      ['"\\U01F600"', '😀'],
      ['.5 + 1.50', 2],
      ['1.5e3', 1500],
      ['-5 + - -2', -3],
      ['-3 ** 2', 9],
    ]);
  });

  it('takes all white space of the standard between tokens, and leaves it in texts (rules 61 and 62)', () => {
    for (const code of [0x9, 0xb, 0xc, 0x85, 0xa0, 0x1680, 0x180e, 0x2003, 0x200b, 0x2028, 0x202f, 0x3000, 0xfeff]) {
      const space = String.fromCharCode(code);
      assert.equal(compileExpression(`${space}1${space}+${space}2${space}`).evaluate({}).value, 3, code.toString(16));
    }
    assert.equal(compileExpression('"a\u2028b\ufeff"').evaluate({}).value, 'a\u2028b\ufeff');
  });

  it('reads names with spaces, backticks and built-in names made of operator words', () => {
    assertFeel(
      [
        ['first name + "!"', 'Ada!'],
        ['`first name`', 'Ada'],
        ['day of year(date("2024-02-01"))', 32],
        ['years and months duration(date("2024-01-01"), date("2025-03-01"))', 'P1Y2M'],
      ],
      { 'first name': 'Ada' },
    );
  });

  it('reads names with operators in them when they are announced', () => {
    const names = { 'net-income': null, person: { 'first-name': null } };
    const context = { 'net-income': 3, person: { 'first-name': 'Ada' } };
    assert.equal(compileExpression('net-income + 1', { names }).evaluate(context).value, 4);
    assert.equal(compileExpression('person.first-name', { names }).evaluate(context).value, 'Ada');
  });

  it('never throws anything but a DecisionError, whatever the text', () => {
    const word = fc.constantFrom(
      'a',
      'if',
      'then',
      'else',
      'for',
      'in',
      'return',
      'some',
      'satisfies',
      'and',
      'between',
      'instance of',
      'function',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '..',
      ',',
      ':',
      '.',
      '"',
      '@"2024-01-01"',
      '1',
      '-',
      '**',
      '>=',
      '=',
      '?',
      'not',
      'date',
      'range<',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (source) => {
        for (const compile of [compileExpression, compileUnaryTests]) {
          try {
            compile(source).evaluate({ a: 1 });
          } catch (error) {
            if (!(error instanceof DecisionError)) throw error;
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
