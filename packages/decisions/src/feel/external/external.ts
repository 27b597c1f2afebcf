import type { TypeNode } from '../ast.ts';
import type { Run } from '../run.ts';
import { FeelClosure } from '../values/closure.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import { Num, finite, toNum } from '../values/number.ts';
import { javaMethod } from './java-lang.ts';
import { readSignature, toJava } from './signature.ts';
import type { JavaValue, Signature } from './signature.ts';

/**
 * A function whose body is mapping information: `{java: {class: …, method signature: …}}` (DMN 1.5, section
 * 10.3.2.13.3). No Java runs: a closed table of pure methods of the standard library is computed here; any other
 * method and all of PMML give null with the warning `feel-external`.
 */
export function externalFunction(mapping: Value, parameters: readonly string[], types: readonly (TypeNode | null)[]): FeelClosure {
  const java = mapping instanceof Map ? mapping.get('java') : undefined;
  const name = java instanceof Map ? nameOf(java) : null;
  const call = name === null ? null : compiled(name.className, name.signature);
  return new FeelClosure(
    'the external function',
    parameters,
    (args, run) => {
      if (call !== null) return call(args, run);
      const isPmml = mapping instanceof Map && mapping.has('pmml');
      const got = isPmml ? 'PMML, which is not run' : name === null ? 'no class and method signature' : 'another';
      return run.warn('feel-external', `expected a Java method that is known of the external function, got ${got}`);
    },
    types,
  );
}

function nameOf(java: Map<string, Value>): { className: string; signature: string } | null {
  const [className, signature] = [java.get('class'), java.get('method signature')];
  return typeof className === 'string' && typeof signature === 'string' ? { className: className.trim(), signature } : null;
}

function compiled(className: string, text: string): ((args: Value[], run: Run) => Value) | null {
  const signature = readSignature(text);
  const method = signature === null ? null : javaMethod(className, signature);
  if (signature === null || method === null) return null;
  return (args, run) => {
    run.step(16);
    const converted = argumentsOf(args, signature);
    if (converted === null) {
      const got = args.map(kindOf).join(', ') || 'none';
      return run.warn('feel-argument', `expected arguments that fit the Java method of the external function, got ${got}`);
    }
    const result = method(converted, run);
    const value = typeof result === 'number' ? (toNum(result) ?? undefined) : result;
    if (value === undefined) return run.warn('feel-external', 'expected a result of the Java method, got an exception or no number');
    return value instanceof Num ? finite(value) : value;
  };
}

/** The arguments as the types of the method; those of variable number come one by one or as one list. */
function argumentsOf(args: Value[], { types, varargs }: Signature): JavaValue[] | null {
  const fixed = varargs ? types.length - 1 : types.length;
  if (args.length < fixed || (!varargs && args.length > fixed)) return null;
  const last = args[fixed];
  const rest = varargs && args.length === fixed + 1 && Array.isArray(last) ? last : args.slice(fixed);
  const converted: JavaValue[] = [];
  for (const [index, value] of [...args.slice(0, fixed), ...rest].entries()) {
    const java = toJava(value, types[Math.min(index, types.length - 1)] ?? 'any');
    if (java === undefined) return null;
    converted.push(java);
  }
  return converted;
}
