import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisions } from './decisions.ts';
import { decision, definitions, inputData, literal, table } from './testing.ts';

function value(content: string, context: Record<string, unknown> = {}, name = 'd'): unknown {
  return compileDecisions(definitions(content, '20230324')).evaluate(name, context).value;
}

const entry = (name: string | null, expression: string) =>
  `<contextEntry>${name === null ? '' : `<variable name="${name}"/>`}${expression}</contextEntry>`;

describe('boxed expressions', () => {
  it('context: entries see earlier ones, an entry without name is the result', () => {
    assert.deepEqual(value(decision('d', [], `<context>${entry('a', literal('1'))}${entry('b', literal('a + 1'))}</context>`)), {
      a: 1,
      b: 2,
    });
    assert.equal(value(decision('d', [], `<context>${entry('net-a', literal('1'))}${entry(null, literal('net-a + 1'))}</context>`)), 2);
  });

  it('list and relation', () => {
    assert.deepEqual(value(decision('d', [], `<list>${literal('1')}${literal('"a"')}</list>`)), [1, 'a']);
    const relation = `<relation><column name="n"/><column name="m"/><row>${literal('1')}${literal('2')}</row><row>${literal('3')}${literal('4')}</row></relation>`;
    assert.deepEqual(value(decision('d', [], relation)), [
      { n: 1, m: 2 },
      { n: 3, m: 4 },
    ]);
  });

  it('conditional, filter and loops', () => {
    const conditional = (condition: string) =>
      `<conditional><if>${literal(condition)}</if><then>${literal('1')}</then><else>${literal('2')}</else></conditional>`;
    assert.equal(value(decision('d', [], conditional('1 < 2'))), 1);
    assert.equal(value(decision('d', [], conditional('null'))), 2);
    assert.equal(value(decision('d', [], conditional('"yes"'))), null);
    assert.deepEqual(
      value(decision('d', [], `<filter><in>${literal('[1,2,3]')}</in><match>${literal('item > 1')}</match></filter>`)),
      [2, 3],
    );
    const loop = (tag: string, body: string, expression: string) =>
      `<${tag} iteratorVariable="i"><in>${literal('[1,2,3]')}</in><${body}>${literal(expression)}</${body}></${tag}>`;
    assert.deepEqual(value(decision('d', [], loop('for', 'return', 'i * 2'))), [2, 4, 6]);
    assert.equal(value(decision('d', [], loop('some', 'satisfies', 'i > 2'))), true);
    assert.equal(value(decision('d', [], loop('every', 'satisfies', 'i > 2'))), false);
  });

  it('knowledge models are called in text and by invocation, and may call themselves', () => {
    const model = `<businessKnowledgeModel id="k_f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
      ${literal('if n <= 1 then 1 else n * f(n - 1)')}</encapsulatedLogic></businessKnowledgeModel>`;
    assert.equal(value(model + decision('d', ['k_f'], literal('f(5)'))), 120);
    const invocation = `<invocation>${literal('f')}<binding><parameter name="n"/>${literal('4')}</binding></invocation>`;
    assert.equal(value(model + decision('d', ['k_f'], invocation)), 24);
    assert.equal(value(model + decision('d', ['k_f'], literal('f("a")'))), null);
    assert.equal(value(model + decision('d', ['k_f'], literal('f(1000000)'))), null);
  });

  it('decision services compute their outputs from what they are given', () => {
    const content =
      inputData('x', 'number') +
      decision('inner', ['in_x'], literal('x + 1')) +
      decision('outer', ['d_inner'], literal('inner * 2')) +
      `<decisionService id="k_s" name="s"><variable name="s"/><outputDecision href="#d_outer"/><encapsulatedDecision href="#d_inner"/><inputData href="#in_x"/></decisionService>` +
      decision('d', ['k_s'], literal('s(4) + s(x: 1)'));
    assert.equal(value(content), 14);
    assert.equal(value(content, { x: 9 }, 's'), 20);
  });

  it('declared types fit values: collections, structures, allowed values, dates from text', () => {
    const types = `<itemDefinition name="tNames" isCollection="true"><typeRef>string</typeRef></itemDefinition>
      <itemDefinition name="tPerson"><itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
      <itemDefinition name="tSize"><typeRef>string</typeRef><allowedValues><text>"S", "L"</text></allowedValues></itemDefinition>`;
    const read = (typeRef: string, expression: string, x: unknown) =>
      value(types + inputData('x', typeRef) + decision('d', ['in_x'], literal(expression)), { x });
    assert.deepEqual(read('tNames', 'x', 'one'), ['one']);
    assert.equal(read('tNames', 'x', [1]), null);
    assert.equal(read('tPerson', 'x.born.year', { born: '2024-02-29' }), 2024);
    assert.equal(read('tPerson', 'x', { born: 'never' }), null);
    assert.equal(read('tSize', 'x', 'S'), 'S');
    assert.equal(read('tSize', 'x', 'XL'), null);
    assert.equal(read('tSize', '"XXL" instance of tSize', 'S'), true);
    assert.equal(value(types + decision('d', [], literal('["a"]'), 'string')), 'a');
  });

  it('tables may stand inside contexts', () => {
    const content = inputData('x') + decision('d', ['in_x'], `<context>${entry('t', table({ rules: [['1', '"one"']] }))}</context>`);
    assert.deepEqual(value(content, { x: 1 }), { t: 'one' });
    assert.deepEqual(compileDecisions(definitions(content)).rules('d'), ['r1']);
  });
});
