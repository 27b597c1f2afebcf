import type { Code } from '../feel/compile/code.ts';
import { builtin } from '../feel/builtins/index.ts';
import type { Run } from '../feel/run.ts';
import type { Scope } from '../feel/scope.ts';
import { equal } from '../feel/values/compare.ts';
import type { Value } from '../feel/values/kind.ts';
import { Num } from '../feel/values/number.ts';
import type { Output } from './decision-table.ts';
import { fitted } from './item-types.ts';
import type { Aggregation, BoxedOf } from './model.ts';

/**
 * The result of a table from its matched rules, by its hit policy (DMN 1.5, section 8.2.10). One output gives its
 * value, more give a context by output name. Without match: the default outputs if any, else null (section 10.3.2.10);
 * only COLLECT gives what it collected, an empty list or the count 0.
 */
export function resultOf(table: BoxedOf<'table'>, outputs: Output[], matched: Code[][], scope: Scope, run: Run): Value {
  if (matched.length === 0) return withoutMatch(table, outputs, scope, run);
  const entries = () => matched.map((rule) => valuesOf(rule, outputs, table.where, scope, run));
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (matched.length > 1) return tooMany(table, 'one matching rule', run);
      return combined(entries()[0] ?? [], outputs);
    case 'FIRST':
      return combined(entries()[0] ?? [], outputs);
    case 'ANY': {
      const all = entries();
      const same = all.every((values) => values.every((value, index) => equal(value, all[0]?.[index] ?? null, run) === true));
      return same ? combined(all[0] ?? [], outputs) : tooMany(table, 'the same outputs from all matching rules', run);
    }
    case 'PRIORITY':
      return combined(prioritised(entries(), outputs, scope, run)[0] ?? [], outputs);
    case 'OUTPUT ORDER':
      return prioritised(entries(), outputs, scope, run).map((values) => combined(values, outputs));
    case 'RULE ORDER':
      return entries().map((values) => combined(values, outputs));
    case 'COLLECT':
      return table.aggregation === null
        ? entries().map((values) => combined(values, outputs))
        : aggregated(entries(), outputs, table.aggregation, run);
  }
}

function tooMany(table: BoxedOf<'table'>, wanted: string, run: Run): null {
  return run.warn('dmn-hit-policy', `expected ${wanted} of ${table.where} (${table.hitPolicy}), got others`);
}

function valuesOf(rule: Code[], outputs: Output[], where: string, scope: Scope, run: Run): Value[] {
  return outputs.map((output, index) => {
    const at = `output "${output.name ?? ''}" of ${where}`;
    const value = fitted(rule[index]?.(scope, run) ?? null, output.type, at, run);
    if (value === null || output.allowed === null || output.allowed(value, scope, run) === true) return value;
    return run.warn('dmn-output-value', `expected an allowed value of ${at}, got another`);
  });
}

function combined(values: Value[], outputs: Output[]): Value {
  if (outputs.length === 1) return values[0] ?? null;
  return new Map(outputs.map(({ name }, index) => [name ?? `output ${index + 1}`, values[index] ?? null]));
}

function withoutMatch(table: BoxedOf<'table'>, outputs: Output[], scope: Scope, run: Run): Value {
  const isList = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy);
  if (outputs.some(({ fallback }) => fallback !== null)) {
    const values = valuesOf(
      outputs.map(({ fallback }) => fallback ?? (() => null)),
      outputs,
      table.where,
      scope,
      run,
    );
    const value = combined(values, outputs);
    return isList && table.aggregation === null && !Array.isArray(value) ? [value] : value;
  }
  if (table.hitPolicy === 'COLLECT' && table.aggregation === null) return [];
  if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT') return new Num(0);
  return run.warn('dmn-no-match', `expected a matching rule or a default output of ${table.where}, got neither`);
}

/** Rows in the order of the outputs' allowed values, the first output first; others keep their order at the end. */
function prioritised(rows: Value[][], outputs: Output[], scope: Scope, run: Run): Value[][] {
  const orders = outputs.map(({ order }) => order.map((code) => code(scope, run)));
  const rank = (value: Value, order: Value[]) => {
    const index = order.findIndex((allowed) => equal(allowed, value, run) === true);
    return index < 0 ? order.length : index;
  };
  const ranked = rows.map((values) => ({
    values,
    ranks: values.map((value, index) => rank(value, orders[index] ?? [])),
  }));
  ranked.sort((a, b) => {
    for (const [index, own] of a.ranks.entries()) {
      const difference = own - (b.ranks[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return ranked.map(({ values }) => values);
}

const aggregators: Record<Exclude<Aggregation, 'COUNT'>, string> = { SUM: 'sum', MIN: 'min', MAX: 'max' };

/** Aggregates each output column by itself; COUNT counts the matched rules. */
function aggregated(rows: Value[][], outputs: Output[], aggregation: Aggregation, run: Run): Value {
  if (aggregation === 'COUNT') return new Num(rows.length);
  const aggregate = builtin(aggregators[aggregation]);
  const columns = outputs.map((_, index) => rows.map((values) => values[index] ?? null));
  return combined(
    columns.map((column) => aggregate?.call([column], run, null) ?? null),
    outputs,
  );
}
