import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertFeel, feel, warnings } from '../testing.ts';
import { builtinNames } from './index.ts';

/** Functions with a way to be called without arguments, or with any number of them. */
const withoutArguments = new Set(['now', 'today', 'concatenate', 'union']);

// DMN 1.5, section 10.3.4: whenever a parameter is outside its domain, the result of the built-in is null.
describe('the domains of built-in functions', () => {
  it('refuse a wrong number of arguments, unknown names and functions as arguments, with a warning', () => {
    for (const name of builtinNames()) {
      if (!withoutArguments.has(name)) {
        assert.equal(feel(`${name}()`), null, `${name}()`);
        assert.notDeepEqual(warnings(`${name}()`), [], `${name}()`);
      }
      const misnamed = `${name}(no such parameter: 1)`;
      assert.equal(feel(misnamed), null, misnamed);
      assert.deepEqual(warnings(misnamed), ['feel-argument'], misnamed);
    }
  });

  it('take null only where null is in the domain', () => {
    const takesNull = new Set(['is', 'string', 'append', 'all', 'any']);
    for (const name of builtinNames()) {
      for (const text of [`${name}(null)`, `${name}(null, null)`, `${name}(null, null, null)`]) {
        if (takesNull.has(name)) continue;
        assert.equal(feel(text), null, text);
        assert.notDeepEqual(warnings(text), [], text);
      }
    }
    assertFeel([
      ['is(null, null)', true],
      ['string(null)', null],
      ['append([], null)', [null]],
      ['list contains([1, null], null)', true],
      ['index of([1, null, null], null)', [2, 3]],
      ['insert before([1], 1, null)', [null, 1]],
      ['list replace([1], 1, null)', [null]],
      ['floor(1.5, null)', null],
      ['time(10, 0, 0, null)', '10:00:00'],
      ['number("1", null, null)', 1],
    ]);
  });

  it('bind what a named invocation leaves out to null, as far as null is in the domain', () => {
    assertFeel([
      ['list contains(list: [1, null])', true],
      ['is(value2: null)', true],
      ['is(value1: 1)', false],
      ['substring(string: "abc")', null],
      ['substring(start position: 2, string: "abc")', 'bc'],
      ['sum(list: [1, 2])', 3],
      ['decimal(scale: 1, n: 1.25)', 1.2],
      ['context put(value: 2, key: "b", context: {a: 1})', { a: 1, b: 2 }],
      ['sort(precedes: function(x, y) x > y, list: [1, 3, 2])', [3, 2, 1]],
    ]);
  });

  it('convert a list of one to its element and an element to a list of one (section 10.3.2.9.4)', () => {
    assertFeel([
      ['contains(["foobar"], "of")', false],
      ['contains(["foobar"], ["oba"])', true],
      ['not([true])', false],
      ['upper case(["a", "b"])', null],
      ['upper case([null])', null],
      ['count(1)', 1],
      ['reverse("a")', ['a']],
      ['sum([[1]])', null],
      ['date([2024], [2], [29])', '2024-02-29'],
      ['string join("a", ",")', 'a'],
    ]);
  });

  it('know where lists begin and end', () => {
    assertFeel([
      ['sublist([1, 2, 3], 2, 2)', [2, 3]],
      ['sublist([1, 2, 3], -2, 2)', [2, 3]],
      ['sublist([1, 2, 3], -2, 3)', null],
      ['sublist([1, 2, 3], 1, 0)', null],
      ['insert before([1, 2], -1, 9)', [1, 9, 2]],
      ['insert before([1, 2], 3, 9)', null],
      ['remove([1, 2, 3], -3)', [2, 3]],
      ['list replace([1, 2, 3], -1, 9)', [1, 2, 9]],
      ['list replace([1, 2, 3], 4, 9)', null],
    ]);
  });

  it('judge all and any by the booleans alone', () => {
    assertFeel([
      ['all([])', true],
      ['any([])', false],
      ['all()', null],
      ['any()', null],
      ['all(true, null)', null],
      ['all([false, null])', false],
      ['any([true, null])', true],
      ['any(0)', null],
    ]);
  });

  it('put and merge entries of contexts in order, along a path of contexts that are there', () => {
    assertFeel([
      ['string(context put({b: 1, a: 2}, "b", 3))', '{b: 3, a: 2}'],
      ['context put({x: {y: {z: 1}}}, ["x", "y", "z"], 2)', { x: { y: { z: 2 } } }],
      ['context put({x: 1}, ["x", "y"], 2)', null],
      ['context put({}, ["x", "y"], 2)', null],
      ['context put({x: 1}, [], 2)', null],
      ['string(context merge([{a: 1, b: 1}, {c: 2, a: 3}]))', '{a: 3, b: 1, c: 2}'],
      ['context merge([{a: 1}, null])', null],
      ['context([{key: "a", value: null, more: 1}])', { a: null }],
      ['context([{key: "a", value: 1}, {key: "a", value: 1}])', null],
    ]);
  });
});
