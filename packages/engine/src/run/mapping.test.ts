import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mapping } from '../model/compiled.ts';
import { applyMappings, merge } from './mapping.ts';

const mapping = (target: string, value: unknown): Mapping & { value: unknown } => ({
  source: { text: '', constant: null, evaluate: () => ({ value: null, warnings: [] }) },
  target: target.split('.'),
  value,
});
const value = (one: Mapping): unknown => (one as Mapping & { value: unknown }).value;

test('a dotted target fills a context and leaves the rest of it alone', () => {
  const mappings = [mapping('fee.total', 20), mapping('fee.paid', true)];
  const result = applyMappings(mappings, value);
  assert.deepEqual(result, { fee: { total: 20, paid: true } });
  const scope = { fee: { total: 5, note: 'kept' }, other: 1 };
  merge(scope, result, mappings);
  assert.deepEqual(scope, { fee: { total: 20, note: 'kept', paid: true }, other: 1 });
});

test('a plain target replaces what was there', () => {
  const mappings = [mapping('fee', { total: 1 })];
  const scope = { fee: { note: 'gone' } };
  merge(scope, applyMappings(mappings, value), mappings);
  assert.deepEqual(scope, { fee: { total: 1 } });
});

test('a later mapping sees the earlier ones', () => {
  const seen: unknown[] = [];
  applyMappings([mapping('a', 1), mapping('b', 2)], (one, sofar) => {
    seen.push({ ...sofar });
    return value(one);
  });
  assert.deepEqual(seen, [{}, { a: 1 }]);
});
