import { DecisionError } from '../errors.ts';
import { guarded } from '../feel/expression.ts';
import { Run } from '../feel/run.ts';
import { DataScope } from '../feel/scope.ts';
import { FeelClosure } from '../feel/values/closure.ts';
import { toJson } from '../feel/values/json.ts';
import type { Value } from '../feel/values/kind.ts';
import type { CompiledDecisions, EvaluateOptions } from '../types.ts';
import { Graph } from './graph.ts';
import type { GraphOptions } from './graph.ts';
import { ImportLoader } from './imports.ts';
import type { ResolveImport } from './imports.ts';
import { Known } from './known.ts';
import type { Boxed, Decision, Definitions } from './model.ts';
import { readDefinitions } from './read.ts';

/** How a decision file is compiled. */
export interface DecisionOptions {
  /** Gives the text of a file that is imported, by its namespace; null if there is none. Without it nothing is imported. */
  resolveImport?: ResolveImport;
  /** Keeps decisions that cannot be compiled: they give null, with the error's code and message as warning. */
  lenient?: boolean;
}

/**
 * Compiles a DMN file (1.1 to 1.5) with its requirement graph and the files it imports.
 *
 * `evaluate` takes the input data by name as plain JSON (dates as ISO text where the input is declared a date; inputs
 * of an imported file as entries of the import's name) and never throws for data; the decision may be given by name or
 * id. Decision services can be evaluated by name too.
 * @throws DecisionError `dmn-read`, `dmn-unsupported`, `dmn-reference`, `feel-syntax` (naming the place)
 */
export function compileDecisions(xml: string, options: DecisionOptions = {}): CompiledDecisions {
  const model = compileModel(xml, options);
  const { decisions, inputs } = model.graph.definitions;
  return {
    decisions: [...decisions.values()].map(({ name }) => name),
    inputs: (name) =>
      [...model.graph.inputsOf(model.decision(name).id)].map((id) => ({ ...(inputs.get(id)?.variable ?? model.graph.variable(id)) })),
    rules: (name) => rulesOf(model.decision(name).logic),
    evaluate: (name, context, evaluateOptions) => {
      const { value, run } = model.evaluate(name, context, evaluateOptions);
      return { value: toJson(value), warnings: run.warnings, explanations: run.explanations };
    },
  };
}

/** A compiled file whose results are still FEEL values. */
export interface DecisionModel {
  graph: Graph;
  /** @throws DecisionError `decision-unknown` */
  decision(name: string): Decision;
  /** Evaluates a decision, decision service or knowledge model (its parameters are read from the context). */
  evaluate(name: string, context: Record<string, unknown>, options?: EvaluateOptions): { value: Value; run: Run };
}

/** As `compileDecisions`, for callers that need the types of results. */
export function compileModel(xml: string, { resolveImport, lenient = false }: DecisionOptions = {}): DecisionModel {
  const read = (text: string) => readDefinitions(text, lenient);
  const build = (definitions: Definitions, more: GraphOptions) => new Graph(definitions, { ...more, lenient });
  const loader = new ImportLoader(resolveImport ?? (() => null), read, build, lenient);
  const definitions = read(xml);
  const graph = new Graph(definitions, { imports: loader.load(definitions), lenient });
  const named = <T extends { name: string }>(elements: Map<string, T>, name: string): T | undefined =>
    [...elements.values()].find((element) => element.name === name);
  const find = (name: string): Decision => {
    const found = named(definitions.decisions, name) ?? definitions.decisions.get(name);
    if (found !== undefined) return found;
    throw new DecisionError('decision-unknown', `expected a decision "${name}" of "${definitions.name}", got none`);
  };
  return {
    graph,
    decision: find,
    evaluate: (name, context, options) => {
      const run = new Run(options);
      const known = new Known(new DataScope(context));
      const group = named(definitions.groups, name);
      const knowledge = group === undefined && named(definitions.decisions, name) === undefined ? named(definitions.knowledge, name) : undefined;
      const id = group === undefined && knowledge === undefined ? find(name).id : '';
      const value = guarded(run, () => {
        if (group !== undefined) {
          const references = [...group.inputDecisions, ...group.inputs];
          const args = references.map((reference) => graph.givenValue(reference, known, run));
          return graph.groupFunction(group).call(args, run, null);
        }
        if (knowledge === undefined) return graph.valueOf(id, known, run);
        const target = graph.functionOf(knowledge.id, known, run);
        if (!(target instanceof FeelClosure)) return null;
        const args = (target.parameters ?? []).map((parameter) => known.data?.find(parameter) ?? null);
        return target.call(args, run, null);
      });
      return { value, run };
    },
  };
}

/** The rule ids of all tables inside an expression. */
function rulesOf(boxed: Boxed | null): string[] {
  if (boxed === null) return [];
  switch (boxed.kind) {
    case 'table':
      return boxed.rules.map(({ id }) => id);
    case 'context':
      return boxed.entries.flatMap(({ value }) => rulesOf(value));
    case 'invocation':
      return boxed.bindings.flatMap(({ value }) => rulesOf(value));
    case 'function':
      return rulesOf(boxed.body);
    case 'list':
      return boxed.items.flatMap(rulesOf);
    case 'relation':
      return boxed.rows.flat().flatMap(rulesOf);
    case 'conditional':
      return [boxed.condition, boxed.whenTrue, boxed.otherwise].flatMap(rulesOf);
    case 'filter':
      return [boxed.in, boxed.match].flatMap(rulesOf);
    case 'iterator':
      return [boxed.in, boxed.body].flatMap(rulesOf);
    case 'literal':
    case 'broken':
      return [];
  }
}
