import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisions } from '../dmn/decisions.ts';
import { decision, definitions, literal } from '../dmn/testing.ts';
import { compileExpression } from './expression.ts';

/** Evaluates under the standard budget and says whether that stopped it; nothing here may run much longer than it. */
function isStopped(text: string, context: Record<string, unknown> = {}): boolean {
  const { value, warnings } = compileExpression(text).evaluate(context);
  const stopped = warnings.some(({ code }) => code === 'feel-budget-exceeded');
  if (stopped) assert.equal(value, null, text);
  return stopped;
}

/** A list of two of itself, so many times over: small in memory, endless to walk. */
const folded = (times: number) => `(for i in 1..${times} return if i = 1 then [1, "a"] else [partial[-1], partial[-1]])[-1]`;

describe('under the standard budget', () => {
  it('values that hold each other many times over stop whoever walks them', () => {
    for (const use of [
      'x',
      'string(x)',
      'count(flatten(x))',
      'x = y',
      'x in [y]',
      'list contains([x], y)',
      'is(x, y)',
      '{a: x}',
      'distinct values([x, y])',
    ]) {
      assert.equal(isStopped(`{x: ${folded(50)}, y: ${folded(50)}, r: ${use}}.r`), true, use);
    }
    assert.equal(isStopped(`{x: ${folded(50)}, r: count(x)}.r`), false);
  });

  it('data nested without end stops instead of ending the stack', () => {
    assert.equal(isStopped('for i in 1..90000 return [partial[-1]]'), true);
    assert.equal(isStopped('{x: (for i in 1..50000 return {a: partial[-1]})[-1], r: string(x)}.r'), true);
  });

  it('a loop that keeps its own results neither contains itself nor fills the memory', () => {
    assert.deepEqual(compileExpression('for i in 1..3 return [partial]').evaluate({}).value, [[[]], [[[[]]]], [[[[]], [[[[]]]]]]]);
    assert.equal(isStopped('for i in 1..90000 return partial'), true);
    assert.equal(isStopped('for i in 1..90000 return {a: partial}'), true);
  });

  it('texts and lists that would become huge are refused before they are made', () => {
    const text = 'x'.repeat(90_000);
    assert.equal(isStopped('string join(for i in 1..90000 return text)', { text }), true);
    assert.equal(isStopped('for i in 1..90000 return concatenate(list, list)', { list: Array(90_000).fill(1) }), true);
    assert.equal(isStopped('string(for i in 1..90000 return 10 ** 6000)'), true);
    assert.equal(isStopped('replace(text, "x", text)', { text }), true);
    assert.equal(isStopped('for i in 1..90000 return if i = 1 then duration("P9999D") else partial[-1] + partial[-1]'), false);
    assert.equal(isStopped('for i in 1..90000 return upper case(text)', { text }), true);
    assert.equal(isStopped('for i in 1..90000 return sublist(list, 1, 80000)', { list: Array(90_000).fill(1) }), true);
    assert.equal(isStopped('for i in 1..1000 return for j in 1..90000 return 1'), true);
    assert.equal(isStopped('for i in 1..90000 return context put(if i = 1 then {} else partial[-1], string(i), i)'), true);
  });

  it('results that hold one text many times over, or long numbers, are not written out', () => {
    const text = 'x'.repeat(90_000);
    assert.equal(isStopped('for i in 1..90000 return text', { text }), true);
    assert.equal(isStopped('for i in 1..90000 return {a: text, b: text}', { text }), true);
    assert.equal(isStopped('for i in 1..90000 return 1e6000 / 7'), true);
  });

  it('data of a million entries is not read to its end', () => {
    const x = Array.from({ length: 1_000_000 }, (_, index) => ({ index }));
    assert.equal(isStopped('count(x)', { x }), true);
    assert.equal(isStopped('x.y', { x: { y: x } }), true);
  });

  it('a text of a hundred million characters stops what looks at each of them', () => {
    const text = 'x'.repeat(100_000_000);
    for (const use of ['string length(text)', 'substring(text, 2)', 'matches(text, "y")', 'split(text, ",")', 'contains(text, "y")']) {
      assert.equal(isStopped(use, { text }), true, use);
    }
  });

  it('unlucky regular expressions stop', () => {
    const text = `${'a'.repeat(5000)}!`;
    for (const pattern of ['(a+)+b', '(a|aa)+b', '(a*)*b', '(.*)*\\1b', '((a{1,100}){1,100}){1,100}b']) {
      assert.equal(isStopped('matches(text, pattern)', { text, pattern }), true, pattern);
    }
  });

  it('recursion stops, also by way of two functions or of a sort', () => {
    assert.equal(isStopped('{f: function(n) f(n + 1), r: f(1)}.r'), true);
    assert.equal(isStopped('{f: function(g, n) g(g, n) + g(g, n), r: f(f, 1)}.r'), true);
    assert.equal(isStopped('{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(60)}.r'), true);
    assert.equal(isStopped('{f: function(a, b) count(sort([2, 1], f)) > 0, r: sort([1, 2], f)}.r'), true);
  });

  it('hard numbers have a result or none in bounded time', () => {
    for (const text of [
      'exp(14000)',
      'exp(1e6000)',
      '1.0000001 ** 1e15',
      '2 ** 1e6000',
      '0.1 ** -99999',
      'sqrt(1e6143)',
      'log(1e-6000)',
      'modulo(1e6000, 7)',
    ]) {
      assert.equal(isStopped(text), false, text);
    }
  });

  it('knowledge models that call each other many times over, or themselves, stop', () => {
    const model = (name: string, requires: string[], text: string) =>
      `<businessKnowledgeModel id="k_${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic><formalParameter name="n"/>${literal(text)}</encapsulatedLogic>
      ${requires.map((id) => `<knowledgeRequirement><requiredKnowledge href="#k_${id}"/></knowledgeRequirement>`).join('')}</businessKnowledgeModel>`;
    const levels = Array.from({ length: 40 }, (_, level) =>
      model(`f${level}`, level === 0 ? [] : [`f${level - 1}`], level === 0 ? 'n' : `f${level - 1}(n) + f${level - 1}(n)`),
    );
    const file = definitions(
      levels.join('') +
        model('self', ['self'], 'self(n)') +
        decision('many', ['k_f39'], literal('f39(1)')) +
        decision('endless', ['k_self'], literal('self(1)')),
    );
    const decisions = compileDecisions(file);
    for (const name of ['many', 'endless']) {
      const { value, warnings } = decisions.evaluate(name, {});
      assert.equal(value, null);
      assert.ok(
        warnings.some(({ code }) => code === 'feel-budget-exceeded'),
        name,
      );
    }
  });

  it('texts too long, too deep or too strange to parse are refused at once', () => {
    const strange = [
      '('.repeat(5000),
      '['.repeat(19_000),
      'a.'.repeat(9000),
      '-'.repeat(15_000) + '1',
      'if true then '.repeat(1500),
      '1 + '.repeat(4900) + '1',
      '{a:'.repeat(6000),
      'x'.repeat(30_000),
    ];
    for (const text of strange) assert.throws(() => compileExpression(text), { code: 'feel-syntax' }, text.slice(0, 20));
  });
});
