import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DecisionError } from '../errors.ts';
import { compileDecisions } from './decisions.ts';
import { decision, definitions, inputData, literal, table, tableFile } from './testing.ts';

function refused(xml: string): DecisionError {
  try {
    compileDecisions(xml);
  } catch (error) {
    if (error instanceof DecisionError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('decision files', () => {
  it('are read in the namespace of every version, with or without prefix', () => {
    for (const version of ['20151101', '20180521', '20191111', '20211108', '20230324']) {
      const file = definitions(decision('d', [], literal('1 + 1')), version);
      assert.equal(compileDecisions(file).evaluate('d', {}).value, 2, version);
    }
    const prefixed = `<dmn:definitions xmlns:dmn="http://www.omg.org/spec/DMN/20151101/dmn.xsd" name="test"><dmn:decision id="d" name="d">
      <dmn:literalExpression><dmn:text><![CDATA[1 < 2]]></dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>`;
    assert.equal(compileDecisions(prefixed).evaluate('d', {}).value, true);
  });

  it('are refused with place and reason when they cannot be read', () => {
    assert.equal(refused('no xml').code, 'dmn-read');
    assert.equal(refused('<definitions><decision></definitions>').code, 'dmn-read');
    assert.equal(refused('<!DOCTYPE x [<!ENTITY a "b">]><definitions/>').message, 'expected XML without DOCTYPE, got one with it');
    assert.equal(refused('<html/>').message, 'expected "definitions" as root of the decision file, got "html"');
    assert.equal(refused('<a>'.repeat(500) + '</a>'.repeat(500)).code, 'dmn-read');
    assert.equal(refused(tableFile({ hitPolicy: 'GUESS', rules: [] })).code, 'dmn-unsupported');
    assert.equal(
      refused(tableFile({ rules: [['1']] })).message,
      'expected 1 input and 1 output entries of rule 1 of decision "d", got 1 and 0',
    );
    const syntax = refused(tableFile({ rules: [['> ', '1']] }));
    assert.equal(syntax.code, 'feel-syntax');
    assert.match(syntax.message, /of rule "r1" of decision "d"$/);
    const java = definitions(decision('d', [], '<literalExpression expressionLanguage="java"><text>1</text></literalExpression>'));
    assert.equal(refused(java).code, 'dmn-unsupported');
  });

  it('are refused when a requirement leads nowhere or in a circle', () => {
    assert.equal(refused(definitions(decision('d', ['in_x'], literal('1')))).code, 'dmn-reference');
    const circle = decision('a', ['d_b'], literal('b')) + decision('b', ['d_a'], literal('a'));
    assert.match(refused(definitions(circle)).message, /without circle/);
  });

  it('tell their decisions, inputs with types, and refuse an unknown decision', () => {
    const file = definitions(
      inputData('x', 'number') + inputData('y') + decision('a', ['in_x'], literal('x')) + decision('b', ['d_a', 'in_y'], literal('a')),
    );
    const decisions = compileDecisions(file);
    assert.deepEqual(decisions.decisions, ['a', 'b']);
    assert.deepEqual(decisions.inputs('b'), [
      { name: 'y', typeRef: null },
      { name: 'x', typeRef: 'number' },
    ]);
    assert.throws(() => decisions.evaluate('c', {}), { code: 'decision-unknown' });
  });
});

describe('the requirement graph', () => {
  const file = definitions(
    inputData('x', 'number') +
      inputData('day', 'date') +
      inputData('hidden') +
      decision(
        'base',
        ['in_x'],
        table({
          hitPolicy: 'FIRST',
          rules: [
            ['> 10', '2'],
            ['-', '1'],
          ],
        }),
      ) +
      decision('left', ['d_base'], literal('base * 0.1')) +
      decision('right', ['d_base'], literal('base * 0.2')) +
      decision('top', ['d_left', 'd_right', 'in_day'], literal('{sum: left + right, until: day + duration("P1D")}')) +
      decision('blind', ['in_x'], literal('hidden')),
  );

  it('computes what a decision requires, each decision once', () => {
    const result = compileDecisions(file).evaluate('top', { x: 11, day: '2024-02-29' });
    assert.deepEqual(result.value, { sum: 0.6, until: '2024-03-01' });
    assert.deepEqual(
      result.explanations.map(({ decision: name, rules }) => [name, rules]),
      [['base', ['r1']]],
    );
  });

  it('shows a decision only what it requires', () => {
    const result = compileDecisions(file).evaluate('blind', { x: 1, hidden: 5 });
    assert.equal(result.value, null);
    assert.deepEqual(
      result.warnings.map(({ code }) => code),
      ['feel-unknown-name'],
    );
  });

  it('gives null with a warning for inputs of another type, naming the input but not the value', () => {
    const result = compileDecisions(file).evaluate('top', { x: 'eleven', day: 'tomorrow' });
    const messages = result.warnings.map(({ message }) => message).join('\n');
    assert.match(messages, /input "x"/);
    assert.match(messages, /input "day"/);
    assert.doesNotMatch(messages, /eleven|tomorrow/);
  });

  it('stops within the budget', () => {
    const endless = definitions(decision('d', [], literal('for i in 1..50000, j in 1..50000 return i')));
    const result = compileDecisions(endless).evaluate('d', {}, { budget: { steps: 1000 } });
    assert.equal(result.value, null);
    assert.deepEqual(
      result.warnings.map(({ code }) => code),
      ['feel-budget-exceeded'],
    );
  });
});
