import { DecisionError } from '../errors.ts';
import { guarded } from '../feel/expression.ts';
import { Run } from '../feel/run.ts';
import { DataScope } from '../feel/scope.ts';
import { toJson } from '../feel/values/json.ts';
import type { CompiledDecisions, DecisionResult, EvaluateOptions } from '../types.ts';
import { Graph } from './graph.ts';
import type { Known } from './graph.ts';
import { fitted } from './item-types.ts';
import type { Boxed, Decision } from './model.ts';
import { readDefinitions } from './read.ts';

/**
 * Compiles a DMN file (1.1 to 1.5) with its requirement graph.
 *
 * `evaluate` takes the input data by name as plain JSON (dates as ISO text where the input is declared a date) and
 * never throws for data; the decision may be given by name or id. Decision services can be evaluated by name too.
 * @throws DecisionError `dmn-read`, `dmn-unsupported`, `dmn-reference`, `feel-syntax` (naming the place)
 */
export function compileDecisions(xml: string): CompiledDecisions {
  const graph = new Graph(readDefinitions(xml));
  const { decisions, inputs, groups } = graph.definitions;
  const find = (name: string): Decision => {
    for (const decision of decisions.values()) if (decision.name === name) return decision;
    const byId = decisions.get(name);
    if (byId !== undefined) return byId;
    throw new DecisionError('decision-unknown', `expected a decision "${name}" of "${graph.definitions.name}", got none`);
  };
  return {
    decisions: [...decisions.values()].map(({ name }) => name),
    inputs: (name) =>
      [...graph.inputsOf(find(name).id)].flatMap((id) => inputs.get(id)?.variable ?? []).map((variable) => ({ ...variable })),
    rules: (name) => rulesOf(find(name).logic),
    evaluate: (name, context, options) => {
      const group = [...groups.values()].find((candidate) => candidate.name === name);
      return evaluate(graph, context, options, (known, run) =>
        group === undefined
          ? graph.evaluate(find(name).id, known, run)
          : graph.groupFunction(group).call(
              [...group.inputDecisions, ...group.inputs].map((id) => known.get(id) ?? null),
              run,
              null,
            ),
      );
    },
  };

  function evaluate(
    { definitions, types }: Graph,
    context: Record<string, unknown>,
    options: EvaluateOptions | undefined,
    compute: (known: Known, run: Run) => ReturnType<typeof guarded>,
  ): DecisionResult {
    const run = new Run(options);
    const value = guarded(run, () => {
      const scope = new DataScope(context);
      const known: Known = new Map();
      for (const { id, variable } of definitions.inputs.values()) {
        const given = scope.find(variable.name);
        if (given === undefined) continue;
        known.set(id, fitted(given, types.find(variable.typeRef), `input "${variable.name}"`, run, true));
      }
      // Data may also stand for an input decision of a decision service.
      for (const id of [...definitions.groups.values()].flatMap(({ inputDecisions }) => inputDecisions)) {
        const variable = definitions.decisions.get(id)?.variable;
        const given = variable === undefined ? undefined : scope.find(variable.name);
        if (given !== undefined) known.set(id, given);
      }
      return compute(known, run);
    });
    return { value: toJson(value), warnings: run.warnings, explanations: run.explanations };
  }
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
      return [];
  }
}
