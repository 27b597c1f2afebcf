import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFormExpression, shownWhen } from './expressions.ts';

test('conditions that compare one name with one value are told to the script', () => {
  assert.deepEqual(shownWhen('purpose != "other"'), { name: 'purpose', value: 'other', negated: false });
  assert.deepEqual(shownWhen('outcome = "confirmed"'), { name: 'outcome', value: 'confirmed', negated: true });
  assert.deepEqual(shownWhen('outcome = null or outcome = "confirmed"'), { name: 'outcome', value: 'confirmed', negated: true });
  assert.deepEqual(shownWhen('member != true'), { name: 'member', value: 'true', negated: false });
  assert.deepEqual(shownWhen('not(list contains(extras, "light"))'), { name: 'extras', value: 'light', negated: false });
  assert.deepEqual(shownWhen('extras = null or not(list contains(extras, "light"))'), { name: 'extras', value: 'light', negated: false });
});

test('other conditions are judged on the server only', () => {
  for (const hide of ['a != "x" and b != "y"', 'a != b', 'count(a) > 1', 'b = null or a != "x"', 'list contains(a, "x"))', 'a != "\\"x"'])
    assert.equal(shownWhen(hide), null, hide);
});

test('expressions know the day of the page', () => {
  const at = { today: '2026-03-01', zone: 'Europe/Zurich' };
  assert.equal(compileFormExpression('=string(today())').evaluate({}, at), '2026-03-01');
  assert.equal(compileFormExpression('=a.b = null').evaluate({}, at), true);
});
