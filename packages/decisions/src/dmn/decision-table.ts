import type { Node } from '../feel/ast.ts';
import type { Code, Test } from '../feel/compile/code.ts';
import { compileTest } from '../feel/compile/tests.ts';
import { compile } from '../feel/compile/index.ts';
import { VariableScope } from '../feel/scope.ts';
import type { Run } from '../feel/run.ts';
import type { Scope } from '../feel/scope.ts';
import { kindOf } from '../feel/values/kind.ts';
import type { Value } from '../feel/values/kind.ts';
import { toJson } from '../feel/values/json.ts';
import type { Place } from './boxed.ts';
import { resultOf } from './hit-policy.ts';
import { fitted } from './item-types.ts';
import type { ItemType } from './item-types.ts';
import type { BoxedOf, TableInput, TableOutput } from './model.ts';
import { parseCell, parseText } from './texts.ts';

interface Input {
  name: string;
  code: Code;
  type: ItemType | null;
  allowed: Test | null;
}

/** An output column as the hit policy needs it. */
export interface Output {
  name: string | null;
  type: ItemType | null;
  allowed: Test | null;
  /** The allowed values in order, for PRIORITY and OUTPUT ORDER. */
  order: Code[];
  fallback: Code | null;
}

interface Rule {
  id: string;
  tests: Test[];
  outputs: Code[];
}

/**
 * A decision table (DMN 1.5, section 8). An input or output outside its allowed values gives null and a warning.
 * The fired rules and the input values are noted as explanation.
 */
export function compileTable(boxed: BoxedOf<'table'>, place: Place): Code {
  const { where } = boxed;
  const inputs = boxed.inputs.map((input) => compileInput(input, where, place));
  const [single] = boxed.outputs.length === 1 ? boxed.outputs : [];
  const outputs = boxed.outputs.map((output) => {
    const typeRef = output.typeRef ?? (output === single ? (boxed.typeRef ?? place.typeRef ?? null) : null);
    return compileOutput(output, where, place, place.types.find(typeRef)?.order ?? []);
  });
  const rules = boxed.rules.map((rule) => ({
    id: rule.id,
    tests: rule.inputs.map((text) => compileTest(parseCell(text, `rule "${rule.id}" of ${where}`, place.names, place.types))),
    outputs: rule.outputs.map((text) => compileEntry(text, `rule "${rule.id}" of ${where}`, place)),
  }));
  const firstOnly = boxed.hitPolicy === 'FIRST';
  return (scope, run) => {
    const { values, valid } = readInputs(inputs, where, scope, run);
    const matched = valid ? matching(rules, values, scope, run, firstOnly) : [];
    run.explanations.push({
      decision: place.decision,
      rules: matched.map(({ id }) => id),
      inputs: Object.fromEntries(inputs.map(({ name }, index) => [name, toJson(values[index] ?? null, run)])),
    });
    if (!valid) return null;
    return resultOf(
      boxed,
      outputs,
      matched.map(({ outputs: entries }) => entries),
      scope,
      run,
    );
  };
}

function compileInput(input: TableInput, where: string, place: Place): Input {
  const name = input.expression || input.label || '';
  const at = `input "${name}" of ${where}`;
  return {
    name,
    code: input.expression === '' ? () => null : compile(parseText(input.expression, at, place.names, place.types)),
    type: place.types.find(input.typeRef),
    allowed: input.allowed === null ? null : compileTest(parseCell(input.allowed, at, place.names, place.types)),
  };
}

/** Without values of its own an output is ordered by those its type allows. */
function compileOutput(output: TableOutput, where: string, place: Place, typeOrder: Node[]): Output {
  const at = `output "${output.name ?? ''}" of ${where}`;
  const allowed = output.allowed === null ? null : parseCell(output.allowed, at, place.names, place.types);
  return {
    name: output.name,
    type: place.types.find(output.typeRef),
    allowed: allowed === null ? null : compileTest(allowed),
    order: (allowed?.tests ?? typeOrder).map(compile),
    fallback: output.fallback === null ? null : compileEntry(output.fallback, at, place),
  };
}

/** An output cell: empty and `-` mean null. */
function compileEntry(text: string, where: string, place: Place): Code {
  return text === '' || text === '-' ? () => null : compile(parseText(text, where, place.names, place.types));
}

function readInputs(inputs: Input[], where: string, scope: Scope, run: Run): { values: Value[]; valid: boolean } {
  const values: Value[] = [];
  let valid = true;
  for (const { name, code, type, allowed } of inputs) {
    const value = fitted(code(scope, run), type, `input "${name}" of ${where}`, run);
    values.push(value);
    if (value === null || allowed === null || allowed(value, scope, run) === true) continue;
    run.warn('dmn-input-value', `expected an allowed value of input "${name}" of ${where}, got another ${kindOf(value)}`);
    valid = false;
  }
  return { values, valid };
}

function matching(rules: Rule[], values: Value[], scope: Scope, run: Run, firstOnly: boolean): Rule[] {
  const scopes = values.map((value) => new VariableScope('?', value, scope));
  const matched: Rule[] = [];
  for (const rule of rules) {
    run.step();
    if (!rule.tests.every((test, index) => test(values[index] ?? null, scopes[index] ?? scope, run) === true)) continue;
    matched.push(rule);
    if (firstOnly) break;
  }
  return matched;
}
