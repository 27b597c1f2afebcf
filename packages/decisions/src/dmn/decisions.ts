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
import type { Decision, Definitions } from './model.ts';
import { readDefinitions } from './read.ts';
import { rulesOf } from './rules-of.ts';

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
  const { decisions } = model.graph.definitions;
  return {
    decisions: [...decisions.values()].map(({ name }) => name),
    inputs: (name) => model.graph.inputsOf(model.decision(name).id),
    rules: (name) => rulesOf(model.decision(name).logic),
    evaluate: (name, context, evaluateOptions) => {
      const { value, run } = model.evaluate(name, context, evaluateOptions);
      const plain = guarded(run, () => toJson(value, run));
      return { value: plain, warnings: run.warnings, steps: run.used, explanations: run.explanations };
    },
  };
}

/** A compiled file whose results are still FEEL values. */
export interface DecisionModel {
  graph: Graph;
  /** @throws DecisionError `decision-unknown` */
  decision(name: string): Decision;
  /** Evaluates a decision; what else has the name is invoked. */
  evaluate(name: string, context: Record<string, unknown>, options?: EvaluateOptions): { value: Value; run: Run };
  /** Evaluates a decision service or knowledge model of this name, its parameters read from the context. */
  invoke(name: string, context: Record<string, unknown>, options?: EvaluateOptions): { value: Value; run: Run };
  /** Names of the outputs of a decision service, none for anything else. */
  outputsOf(name: string): string[];
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
  const groupOf = (name: string) => named(definitions.groups, name) ?? definitions.groups.get(name);
  const compute = (context: Record<string, unknown>, options: EvaluateOptions | undefined, code: (known: Known, run: Run) => Value) => {
    const run = new Run(options);
    return { value: guarded(run, () => code(new Known(new DataScope(context, run)), run)), run };
  };
  const invoke: DecisionModel['invoke'] = (name, context, options) => {
    const group = groupOf(name);
    if (group !== undefined) {
      const parameters = [...group.inputs, ...group.inputDecisions];
      return compute(context, options, (known, run) =>
        graph.groupFunction(group).call(
          parameters.map((reference) => graph.givenValue(reference, known, run)),
          run,
          null,
        ),
      );
    }
    const knowledge = named(definitions.knowledge, name) ?? definitions.knowledge.get(name);
    const id = knowledge === undefined ? find(name).id : knowledge.id;
    if (knowledge === undefined) return compute(context, options, (known, run) => graph.valueOf(id, known, run));
    return compute(context, options, (known, run) => {
      const target = graph.functionOf(id, known, run);
      if (!(target instanceof FeelClosure)) return null;
      return target.call(
        (target.parameters ?? []).map((parameter) => known.data?.find(parameter) ?? null),
        run,
        null,
      );
    });
  };
  return {
    graph,
    decision: find,
    invoke,
    outputsOf: (name) => (groupOf(name)?.outputs ?? []).map((reference) => graph.variable(reference).name),
    evaluate: (name, context, options) => {
      const found = named(definitions.decisions, name) ?? definitions.decisions.get(name);
      if (found === undefined) return invoke(name, context, options);
      return compute(context, options, (known, run) => graph.valueOf(found.id, known, run));
    },
  };
}
