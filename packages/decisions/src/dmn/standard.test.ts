import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisions } from './decisions.ts';
import { decision, definitions, inputData, literal, table, tableFile } from './testing.ts';

const item = (name: string, content: string, collection = false) =>
  `<itemDefinition name="${name}"${collection ? ' isCollection="true"' : ''}>${content}</itemDefinition>`;
const component = (name: string, content: string) => `<itemComponent name="${name}">${content}</itemComponent>`;
const values = (text: string) => `<allowedValues><text>${text.replace(/</g, '&lt;')}</text></allowedValues>`;
const typed = (name: string) => `<typeRef>${name}</typeRef>`;
const knowledge = (name: string, requires: string[], parameters: string[], text: string) =>
  `<businessKnowledgeModel id="k_${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${parameters
    .map((parameter) => `<formalParameter name="${parameter}"/>`)
    .join('')}${literal(text)}</encapsulatedLogic>${requires
    .map((id) => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`)
    .join('')}</businessKnowledgeModel>`;
const value = (content: string, data = {}, name = 'd') => compileDecisions(definitions(content)).evaluate(name, data).value;

describe('item definitions', () => {
  it('let allowed values of a component read its siblings (section 7.3.3)', () => {
    const types = item('tPeriod', component('first-day', typed('number')) + component('last', typed('number') + values('? >= first-day')));
    const fit = (text: string) => value(types + decision('d', [], literal(text), 'tPeriod'));
    assert.deepEqual(fit('{first-day: 1, last: 2}'), { 'first-day': 1, last: 2 });
    assert.equal(fit('{first-day: 3, last: 2}'), null);
  });

  it('refuse a context that lacks a declared entry, but take data from outside as it is (section 10.3.2.9.2)', () => {
    const types = item('tPerson', component('name', typed('string')) + component('age', typed('number')));
    assert.equal(value(types + decision('d', [], literal('{name: "A"}'), 'tPerson')), null);
    assert.deepEqual(value(types + decision('d', [], literal('{name: "A", age: null, x: 1}'), 'tPerson')), { name: 'A', age: null, x: 1 });
    const read = types + inputData('p', 'tPerson') + decision('d', ['in_p'], literal('p.name'));
    assert.equal(value(read, { p: { name: 'A' } }), 'A');
  });

  it('may be referred to as types written out in FEEL, and by the names of XML Schema', () => {
    const fit = (typeRef: string, text: string) =>
      value(item('tDigit', typed('number') + values('[0..9]')) + decision('d', [], literal(text), typeRef));
    assert.deepEqual(fit('list<number>', '1'), [1]);
    assert.equal(fit('list<number>', '["a"]'), null);
    assert.deepEqual(fit('context<a: number>', '{a: 1}'), { a: 1 });
    assert.equal(fit('context<a: number>', '{a: "1"}'), null);
    assert.equal(fit('range<number>', '[1..2]'), '[1..2]');
    assert.equal(fit('range<number>', '["a".."b"]'), null);
    assert.deepEqual(fit('list<tDigit>', '[1, 2]'), [1, 2]);
    assert.equal(fit('xsd:integer', '1'), 1);
    assert.equal(fit('xsd:integer', '"1"'), null);
  });
});

describe('decision tables', () => {
  it('without match are null, but for what COLLECT collected (section 10.3.2.10)', () => {
    const none = (hitPolicy: string, aggregation?: string) => {
      const sketch = { hitPolicy, ...(aggregation === undefined ? {} : { aggregation }), rules: [['1', '"a"']] };
      return compileDecisions(tableFile(sketch)).evaluate('d', { x: 2 });
    };
    for (const hitPolicy of ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'RULE ORDER', 'OUTPUT ORDER']) {
      const { value: result, warnings } = none(hitPolicy);
      assert.equal(result, null, hitPolicy);
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['dmn-no-match'],
        hitPolicy,
      );
    }
    assert.deepEqual(none('COLLECT').value, []);
    assert.equal(none('COLLECT', 'COUNT').value, 0);
    assert.equal(none('COLLECT', 'SUM').value, null);
    const fallback = { hitPolicy: 'RULE ORDER', outputs: [{ fallback: '"none"' }], rules: [['1', '"a"']] };
    assert.deepEqual(compileDecisions(tableFile(fallback)).evaluate('d', { x: 2 }).value, ['none']);
  });

  it('order outputs by the values their type allows where they list none themselves', () => {
    const types = item('tRisk', typed('string') + values('"high", "middle", "low"'));
    const rules = [
      ['-', '"low"'],
      ['-', '"high"'],
      ['-', '"middle"'],
    ];
    const file = (hitPolicy: string, type?: string) =>
      types +
      inputData('x') +
      decision(
        'd',
        ['in_x'],
        table({ hitPolicy, outputs: [type === undefined ? {} : { type }], rules }),
        type === undefined ? 'tRisk' : undefined,
      );
    assert.deepEqual(value(file('OUTPUT ORDER', 'tRisk'), { x: 1 }), ['high', 'middle', 'low']);
    assert.equal(value(file('PRIORITY', 'tRisk'), { x: 1 }), 'high');
    assert.equal(value(file('PRIORITY'), { x: 1 }), 'high');
  });
});

describe('decision services', () => {
  const content =
    inputData('amount', 'number') +
    decision('rate', [], literal('0.1'), 'number') +
    decision('fee', ['in_amount', 'd_rate'], literal('amount * rate'), 'number') +
    `<decisionService id="k_s" name="pricing"><variable name="pricing"/><outputDecision href="#d_fee"/>
    <inputDecision href="#d_rate"/><inputData href="#in_amount"/></decisionService>`;

  it('take their input data first, then their input decisions (section 10.4)', () => {
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing(200, 0.5)'))), 100);
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing(rate: 0.5, amount: 200)'))), 100);
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing(200)'))), null);
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing("200", 0.5)'))), null);
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing([200], 0.5)'))), 100);
    assert.equal(value(content + decision('d', ['k_s'], literal('pricing(rate: 0.5, sum: 200)'))), null);
  });
});

describe('names', () => {
  const context = (...entries: [name: string, text: string][]) =>
    `<context>${entries.map(([name, text]) => `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`).join('')}</context>`;

  it('with operators are known inside boxed contexts, filters and loops', () => {
    const people = `<relation><column name="first-name"/><column name="year/born"/>
      <row>${literal('"Ada"')}${literal('1815')}</row><row>${literal('"Alan"')}${literal('1912')}</row></relation>`;
    const filter = `<filter><in>${literal('people')}</in><match>${literal('year/born > 1900 and item.first-name != "x"')}</match></filter>`;
    assert.deepEqual(value(decision('people', [], people) + decision('d', ['d_people'], filter)), [
      { 'first-name': 'Alan', 'year/born': 1912 },
    ]);
    const loop = `<for iteratorVariable="p"><in>${literal('people')}</in><return>${literal('p.first-name')}</return></for>`;
    assert.deepEqual(value(decision('people', [], people) + decision('d', ['d_people'], loop)), ['Ada', 'Alan']);
    const nested = `<context><contextEntry><variable name="a-b"/>${context(['c+d', '1'], ['e', 'c+d + 1'])}</contextEntry>
      <contextEntry>${literal('a-b.c+d + a-b.e')}</contextEntry></context>`;
    assert.equal(value(decision('d', [], nested)), 3);
  });

  it('are the same however they are spaced', () => {
    assert.equal(
      value(decision('net  income', [], literal('3')).replace('d_net  income', 'd_n') + decision('d', ['d_n'], literal('net income + 1'))),
      4,
    );
    assert.deepEqual(value(decision('d', [], context(['gross - net', '3'], ['r', 'gross-net + gross  -  net']))), {
      'gross - net': 3,
      r: 6,
    });
  });
});

describe('knowledge models', () => {
  it('may call each other in a circle', () => {
    const even = knowledge('isEven', ['k_isOdd'], ['n'], 'if n = 0 then true else isOdd(n - 1)');
    const odd = knowledge('isOdd', ['k_isEven'], ['n'], 'if n = 0 then false else isEven(n - 1)');
    assert.equal(value(even + odd + decision('d', ['k_isEven'], literal('isEven(10)'))), true);
    assert.equal(value(even + odd + decision('d', ['k_isOdd'], literal('isOdd(10)'))), false);
  });

  it('are values: they can be handed to other functions', () => {
    const twice = knowledge('twice', [], ['f', 'x'], 'f(f(x))');
    const add = knowledge('add', [], ['x'], 'x + 1');
    assert.equal(value(twice + add + decision('d', ['k_twice', 'k_add'], literal('twice(add, 1)'))), 3);
    assert.deepEqual(value(add + decision('d', ['k_add'], literal('sort([1, 2], function(a, b) add(a) > add(b))'))), [2, 1]);
  });
});

describe('tables as functions', () => {
  const rules = [
    ['"a"', '> 1', '"many"'],
    ['-', '-', '"other"'],
  ];
  const body = table({
    hitPolicy: 'FIRST',
    inputs: [
      { name: 'kind', type: 'string' },
      { name: 'how many', type: 'number' },
    ],
    rules,
  });

  it('take the names of their inputs as parameters where none are declared (section 10.2.1.7)', () => {
    const model = `<businessKnowledgeModel id="k_t" name="judge"><variable name="judge"/><encapsulatedLogic>${body}</encapsulatedLogic></businessKnowledgeModel>`;
    assert.equal(value(model + decision('d', ['k_t'], literal('judge("a", 2)'))), 'many');
    assert.equal(value(model + decision('d', ['k_t'], literal('judge(how many: 1, kind: "a")'))), 'other');
    assert.equal(value(model + decision('d', ['k_t'], literal('judge("a")'))), null);
  });

  it('stand in contexts too, with a result of the function type they name', () => {
    const types = `<itemDefinition name="tJudge"><functionItem outputTypeRef="string"><parameters name="kind" typeRef="string"/></functionItem></itemDefinition>`;
    const definition = `<functionDefinition typeRef="tJudge"><formalParameter name="kind" typeRef="string"/>${literal('kind + "!"')}</functionDefinition>`;
    const boxed = `<context><contextEntry><variable name="judge"/>${definition}</contextEntry><contextEntry>${literal('judge("a")')}</contextEntry></context>`;
    assert.equal(value(types + decision('d', [], boxed)), 'a!');
  });
});
