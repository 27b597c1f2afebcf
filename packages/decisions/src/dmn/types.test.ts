import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisions } from './decisions.ts';
import { decision, definitions, inputData, literal } from './testing.ts';

const item = (name: string, content: string, collection = false) =>
  `<itemDefinition name="${name}"${collection ? ' isCollection="true"' : ''}>${content}</itemDefinition>`;
const text = (tag: string, value: string) => `<${tag}><text>${value.replace(/</g, '&lt;')}</text></${tag}>`;

/** What a value is after it was fitted to a type of these definitions. */
function fit(types: string, type: string, expression: string): unknown {
  return compileDecisions(definitions(types + decision('d', [], literal(expression.replace(/</g, '&lt;')), type))).evaluate('d', {}).value;
}

describe('declared types', () => {
  it('restrict the elements of a collection by allowed values and the whole by a constraint', () => {
    const types =
      item('tDigit', `<typeRef>number</typeRef>${text('allowedValues', '[0..9]')}`) +
      item('tDigits', '<typeRef>tDigit</typeRef>', true) +
      item('tCode', `<typeRef>number</typeRef>${text('allowedValues', '[0..9]')}${text('typeConstraint', 'count(?) = 3')}`, true) +
      item('tEven', `<typeRef>tDigit</typeRef>${text('typeConstraint', 'even(?)')}`);
    assert.deepEqual(fit(types, 'tDigits', '[1, 2]'), [1, 2]);
    assert.equal(fit(types, 'tDigits', '[1, 12]'), null);
    assert.deepEqual(fit(types, 'tCode', '[1, 2, 3]'), [1, 2, 3]);
    assert.equal(fit(types, 'tCode', '[1, 2]'), null);
    assert.equal(fit(types, 'tCode', '[1, 2, 10]'), null);
    assert.equal(fit(types, 'tEven', '4'), 4);
    assert.equal(fit(types, 'tEven', '5'), null);
    assert.equal(fit(types, 'tEven', '12'), null);
  });

  it('restrict structures and what is inside them', () => {
    const types =
      item('tAge', `<typeRef>number</typeRef>${text('allowedValues', '>= 0')}`) +
      item('tPerson', `<itemComponent name="age"><typeRef>tAge</typeRef></itemComponent>${text('allowedValues', '?.age < 150')}`) +
      item('tPeople', '<typeRef>tPerson</typeRef>', true) +
      item('tTable', '<typeRef>tPeople</typeRef>', true);
    assert.deepEqual(fit(types, 'tPerson', '{age: 3, more: "x"}'), { age: 3, more: 'x' });
    assert.equal(fit(types, 'tPerson', '{age: -3}'), null);
    assert.equal(fit(types, 'tPerson', '{age: 200}'), null);
    assert.deepEqual(fit(types, 'tPeople', '{age: 3}'), [{ age: 3 }]);
    assert.deepEqual(fit(types, 'tPerson', '[{age: 3}]'), { age: 3 });
    assert.equal(fit(types, 'tPerson', '[{age: 3}, {age: 4}]'), null);
    assert.deepEqual(fit(types, 'tTable', '[[{age: 3}], {age: 4}]'), [[{ age: 3 }], [{ age: 4 }]]);
    assert.equal(fit(types, 'tTable', '[["x"]]'), null);
  });

  it('read a date as its midnight in UTC where a date and time is expected, and nothing else across types', () => {
    assert.equal(fit('', 'date and time', 'date("2024-02-29")'), '2024-02-29T00:00:00Z');
    assert.equal(fit('', 'date', 'date and time("2024-02-29T10:00:00")'), null);
    assert.equal(fit('', 'string', '1'), null);
    assert.equal(fit('', 'number', '"1"'), null);
    assert.equal(fit('', 'number', '[[1]]'), 1);
  });

  it('tell functions by their parameters and result', () => {
    const types = `<itemDefinition name="tScale"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>`;
    const call = (expression: string) => {
      const file = definitions(types + decision('f', [], literal(expression), 'tScale') + decision('d', ['d_f'], literal('f(3)')));
      return compileDecisions(file).evaluate('d', {}).value;
    };
    assert.equal(call('function(x: number) x * 2'), 6);
    assert.equal(call('function(x) x * 2'), 6);
    assert.equal(call('function(x: string) x'), null);
    assert.equal(call('function(x: number, y: number) x'), null);
    assert.equal(call('function(x: number) "x"'), null);
    assert.equal(call('42'), null);
  });
});

describe('declared results', () => {
  const model = (typeRef: string) =>
    `<businessKnowledgeModel id="k_double" name="double"><variable name="double" typeRef="${typeRef}"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
    ${literal('if n > 9 then "much" else n * 2')}</encapsulatedLogic></businessKnowledgeModel>`;

  it('of knowledge models are those of their variable, or of the function type it names', () => {
    const type = `<itemDefinition name="tDouble"><functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>`;
    for (const typeRef of ['number', 'tDouble']) {
      const file = definitions(type + model(typeRef) + decision('d', ['k_double'], literal('[double(3), double(10), double("x")]')));
      assert.deepEqual(compileDecisions(file).evaluate('d', {}).value, [6, null, null], typeRef);
    }
  });

  it('of relations are those of their columns', () => {
    const relation = `<relation><column name="name" typeRef="string"/><column name="age" typeRef="number"/>
      <row>${literal('"Ada"')}${literal('36')}</row><row>${literal('1')}${literal('[7]')}</row></relation>`;
    assert.deepEqual(compileDecisions(definitions(decision('d', [], relation))).evaluate('d', {}).value, [
      { name: 'Ada', age: 36 },
      { name: null, age: 7 },
    ]);
  });
});

describe('decision services', () => {
  const file = definitions(
    `<itemDefinition name="tLabel"><functionItem outputTypeRef="string"><parameters name="base" typeRef="number"/></functionItem></itemDefinition>` +
      inputData('extra', 'number') +
      decision('base', [], literal('1'), 'number') +
      decision('total', ['d_base', 'in_extra'], literal('base + extra')) +
      decision('label', ['d_total'], literal('"total " + string(total)')) +
      `<decisionService id="k_both" name="both"><variable name="both"/><outputDecision href="#d_total"/><outputDecision href="#d_label"/>
      <inputDecision href="#d_base"/><inputData href="#in_extra"/></decisionService>
      <decisionService id="k_one" name="one"><variable name="one" typeRef="tLabel"/><outputDecision href="#d_label"/><encapsulatedDecision href="#d_total"/>
      <inputDecision href="#d_base"/><inputData href="#in_extra"/></decisionService>` +
      decision('positional', ['k_both'], literal('both(10, 5)')) +
      decision('named', ['k_one'], literal('one(extra: 5, base: 10)')) +
      decision('wrong', ['k_one'], literal('[one("a", 5), one(1), one(1, 2, 3), one(base: 1, other: 2)]')),
  );

  it('are functions of their input decisions, then their inputs; several outputs make a context', () => {
    const decisions = compileDecisions(file);
    assert.deepEqual(decisions.evaluate('positional', {}).value, { total: 15, label: 'total 15' });
    assert.equal(decisions.evaluate('named', {}).value, 'total 15');
    assert.deepEqual(decisions.evaluate('wrong', {}).value, [null, null, null, null]);
    assert.equal(decisions.evaluate('one', { base: 7, extra: 1 }).value, 'total 8');
  });
});
