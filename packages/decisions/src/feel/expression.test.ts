import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileExpression } from './expression.ts';
import { assertFeel, feel, warnings } from './testing.ts';

describe('free names', () => {
  const names = (text: string) => compileExpression(text).names;

  it('are the dotted paths read from the context, each once', () => {
    assert.deepEqual(names('=person.officialName != null and purpose = person.officialName'), ['person.officialName', 'purpose']);
    assert.deepEqual(names('household.members[1].name'), ['household.members']);
  });

  it('leave out what the expression binds itself', () => {
    assert.deepEqual(names('for p in persons return {ref: p.ref, again: ref, other: x}'), ['persons', 'x']);
    assert.deepEqual(names('some p in a, q in p.b satisfies q = c'), ['a', 'c']);
    assert.deepEqual(names('(function(x, y) x + y + z)(1, 2)'), ['z']);
    assert.deepEqual(names('for i in list return partial[-1]'), ['list']);
  });

  it('inside a filter are only possible, as they may be entries of the elements', () => {
    const compiled = compileExpression('persons[kind = wanted and item.age > 3]');
    assert.deepEqual(compiled.names, ['persons']);
    assert.deepEqual(compiled.possibleNames, ['kind', 'wanted']);
  });

  it('list called functions that are not built in', () => {
    const compiled = compileExpression('due("10 days") > now() and count(list) > age(person)');
    assert.deepEqual(compiled.calls, ['due', 'age']);
    assert.deepEqual(compiled.names, ['list', 'person']);
  });
});

describe('evaluating', () => {
  it('reads plain data along paths and gives null with a warning for what is missing', () => {
    const context = { a: { b: [{ c: 1 }, { c: 2 }, {}] }, __proto__x: 1 };
    assertFeel(
      [
        ['a.b.c', [1, 2, null]],
        ['a.b[2].c', 2],
        ['a.x.y', null],
        ['toString', null],
        ['a.constructor', null],
        ['a.__proto__', null],
      ],
      context,
    );
    assert.deepEqual(warnings('missing.part'), ['feel-unknown-name', 'feel-null']);
  });

  it('finds a value stored under its whole dotted name', () => {
    assert.equal(feel('person.name', { 'person.name': 'Ada' }), 'Ada');
  });

  it('keeps ISO text as text and gives temporal results as text', () => {
    assert.equal(feel('submittedOn', { submittedOn: '2024-01-31' }), '2024-01-31');
    assert.equal(feel('submittedOn instance of string', { submittedOn: '2024-01-31' }), true);
    assert.equal(feel('date(submittedOn) + duration("P1M")', { submittedOn: '2024-01-31' }), '2024-02-29');
  });

  it('gives exact numbers as JS numbers up to 15 digits and as decimal text beyond', () => {
    assertFeel([
      ['0.1 + 0.2', 0.3],
      ['1 / 3', '0.3333333333333333333333333333333333'],
      ['12345678901234567890', '12345678901234567890'],
      ['[1..3]', '[1..3]'],
      ['function(x) x', null],
    ]);
  });

  it('gives back the plain data it is given', () => {
    const key = fc.string().filter((text) => text !== '__proto__');
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(key, tie('tree'), { noNullPrototype: true })),
    }));
    fc.assert(fc.property(tree, (data) => assert.deepEqual(feel('data', { data }), data)));
  });

  it('keeps nothing between evaluations', () => {
    const compiled = compileExpression('for x in list return x + n');
    assert.deepEqual(compiled.evaluate({ list: [1, 2], n: 1 }).value, [2, 3]);
    assert.deepEqual(compiled.evaluate({ list: [5], n: 0 }).value, [5]);
    assert.deepEqual(compiled.evaluate({}).value, null);
  });

  it('uses the given clock and zone for now and today', () => {
    const options = { now: '2024-06-30T22:30:00Z', zone: 'Europe/Zurich' };
    assert.equal(feel('today()', {}, options), '2024-07-01');
    assert.equal(feel('now()', {}, options), '2024-07-01T00:30:00@Europe/Zurich');
    assert.equal(feel('now() = @"2024-06-30T22:30:00Z"', {}, options), true);
  });
});

describe('functions lent by the caller', () => {
  it('get and give plain data', () => {
    const seen: unknown[] = [];
    const functions = {
      due: (...args: unknown[]) => {
        seen.push(...args);
        return { on: '2024-02-01', amount: 0.1 };
      },
    };
    assert.equal(feel('due("10 days", date("2024-01-01"), 1.5, {a: [1]}).amount + 0.2', {}, { functions }), 0.3);
    assert.deepEqual(seen, ['10 days', '2024-01-01', 1.5, { a: [1] }]);
  });

  it('give null with a warning when they fail or do not exist', () => {
    const functions = { due: () => assert.fail('secret detail') };
    const result = compileExpression('due("1 day")').evaluate({}, { functions });
    assert.equal(result.value, null);
    assert.deepEqual(
      result.warnings.map(({ code }) => code),
      ['feel-function-failed'],
    );
    assert.doesNotMatch(JSON.stringify(result.warnings), /secret/);
    assert.deepEqual(warnings('unheard(1)'), ['feel-unknown-function']);
  });

  it('do not replace built-in functions and cannot be reached through a prototype', () => {
    assert.equal(feel('count([1, 2])', {}, { functions: { count: () => 99 } }), 2);
    assert.deepEqual(warnings('toString()'), ['feel-unknown-function']);
  });
});

describe('warnings', () => {
  it('say where they arose and never contain values', () => {
    const { warnings: found } = compileExpression('secret + 1').evaluate({ secret: 'AHV 756' });
    assert.deepEqual(found, [
      { code: 'feel-operand', message: 'expected operands that fit "+", got string and number', position: { from: 0, to: 10 } },
    ]);
  });

  it('are bounded in number', () => {
    assert.equal(warnings('for i in 1..1000 return i + "a"').length, 50);
  });
});
