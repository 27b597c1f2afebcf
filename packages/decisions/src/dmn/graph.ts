import { DecisionError } from '../errors.ts';
import type { Code } from '../feel/compile/code.ts';
import type { NameShape } from '../feel/grammar.ts';
import type { Run } from '../feel/run.ts';
import { NamesScope } from '../feel/scope.ts';
import type { Scope } from '../feel/scope.ts';
import { FeelClosure } from '../feel/values/closure.ts';
import type { Value } from '../feel/values/kind.ts';
import { compileBoxed } from './boxed.ts';
import { ItemTypes, fitted } from './item-types.ts';
import type { ItemType } from './item-types.ts';
import type { DecisionGroup, Definitions, KnowledgeModel, Requirements, Variable } from './model.ts';

/** Values of inputs and decisions during one evaluation, by id; what is here is not computed again. */
export type Known = Map<string, Value>;

interface Node {
  variable: Variable;
  type: ItemType | null;
  requirements: Requirements;
  code: Code | null;
}

const nowhere: Scope = { find: () => undefined, findPath: () => undefined };

/**
 * The requirement graph of a decision file, compiled. A decision sees exactly what it requires (DMN 1.5, section 6.3).
 * @throws DecisionError `dmn-reference` for references to nothing and for circles
 */
export class Graph {
  readonly definitions: Definitions;
  readonly types: ItemTypes;
  readonly #nodes = new Map<string, Node>();

  constructor(definitions: Definitions) {
    this.definitions = definitions;
    this.types = new ItemTypes(definitions.items);
    for (const element of [...definitions.knowledge.values(), ...definitions.decisions.values()]) {
      this.#check(element.id, element.name, []);
      const place = { decision: element.name, types: this.types, names: this.#names(element.requirements) };
      this.#nodes.set(element.id, {
        variable: element.variable,
        type: this.types.find(element.variable.typeRef),
        requirements: element.requirements,
        code: element.logic === null ? null : compileBoxed(element.logic, place),
      });
    }
  }

  /** The ids of all input data a decision needs, directly or through others, in order of appearance. */
  inputsOf(id: string, found = new Set<string>()): Set<string> {
    const requirements = this.definitions.decisions.get(id)?.requirements;
    for (const input of requirements?.inputs ?? []) found.add(input);
    for (const decision of requirements?.decisions ?? []) this.inputsOf(decision, found);
    return found;
  }

  /** The value of a decision; required ones are computed first and kept in `known`. */
  evaluate(id: string, known: Known, run: Run): Value {
    const done = known.get(id);
    if (done !== undefined) return done;
    const node = this.#nodes.get(id);
    if (node === undefined || node.code === null) {
      return run.warn('dmn-no-logic', `expected an expression of decision "${node?.variable.name ?? id}", got none`);
    }
    run.enter();
    const names = new Map<string, Value>();
    for (const required of node.requirements.inputs) {
      names.set(this.#variable(required).name, known.get(required) ?? null);
    }
    for (const required of node.requirements.decisions) {
      names.set(this.#variable(required).name, this.evaluate(required, known, run));
    }
    this.#bindKnowledge(node.requirements.knowledge, names, known, run);
    const value = node.code(new NamesScope(names, nowhere), run);
    run.leave();
    const result = fitted(value, node.type, `decision "${node.variable.name}"`, run);
    known.set(id, result);
    return result;
  }

  /** The function of a decision service: positional parameters are its input decisions, then its input data. */
  groupFunction(group: DecisionGroup): FeelClosure {
    const parameters = [...group.inputDecisions, ...group.inputs];
    const names = parameters.map((id) => this.#variable(id).name);
    return new FeelClosure(group.name, names, (args, run) => {
      const known: Known = new Map();
      for (const [index, id] of parameters.entries()) {
        const { name, typeRef } = this.#variable(id);
        known.set(id, fitted(args[index] ?? null, this.types.find(typeRef), `parameter "${name}" of "${group.name}"`, run));
      }
      const results = group.outputs.map((id) => [this.#variable(id).name, this.evaluate(id, known, run)] as const);
      const value = results.length === 1 ? (results[0]?.[1] ?? null) : new Map(results);
      return fitted(value, this.types.find(group.variable.typeRef), `decision service "${group.name}"`, run);
    });
  }

  #bindKnowledge(ids: string[], names: Map<string, Value>, known: Known, run: Run): void {
    for (const id of ids) {
      const group = this.definitions.groups.get(id);
      if (group !== undefined) names.set(group.variable.name, this.groupFunction(group));
      else this.#bindModel(id, names, known, run);
    }
  }

  #bindModel(id: string, names: Map<string, Value>, known: Known, run: Run): void {
    const node = this.#nodes.get(id);
    if (node === undefined || node.code === null) return;
    const inner = new Map<string, Value>();
    const value = node.code(new NamesScope(inner, nowhere), run);
    // Its own name first: a knowledge model may call itself.
    inner.set(node.variable.name, value);
    this.#bindKnowledge(
      node.requirements.knowledge.filter((other) => other !== id),
      inner,
      known,
      run,
    );
    names.set(node.variable.name, value);
  }

  #variable(id: string): Variable {
    const { decisions, inputs, knowledge, groups } = this.definitions;
    const element = decisions.get(id) ?? inputs.get(id) ?? knowledge.get(id) ?? groups.get(id);
    if (element !== undefined) return element.variable;
    throw new DecisionError('dmn-reference', `expected an element "${id}" of "${this.definitions.name}", got none`);
  }

  /** The names a decision or knowledge model may use, with what is inside their types. */
  #names(requirements: Requirements): NameShape {
    const ids = [...requirements.inputs, ...requirements.decisions, ...requirements.knowledge];
    return Object.fromEntries(
      ids.map((id) => {
        const variable = this.#variable(id);
        return [variable.name, this.types.shape(variable.typeRef)];
      }),
    );
  }

  /** Follows requirements to find circles and missing elements. */
  #check(id: string, name: string, path: string[]): void {
    if (path.includes(id)) {
      throw new DecisionError('dmn-reference', `expected requirements without circle of decision "${name}", got one`);
    }
    const { decisions, knowledge, inputs, groups } = this.definitions;
    const element = decisions.get(id) ?? (knowledge.get(id) as KnowledgeModel | undefined);
    if (element === undefined) {
      if (inputs.has(id) || groups.has(id)) return;
      throw new DecisionError('dmn-reference', `expected an element "${id}" required by "${name}", got none`);
    }
    const { requirements } = element;
    for (const input of requirements.inputs) this.#variable(input);
    const others = [...requirements.decisions, ...requirements.knowledge.filter((other) => other !== id)];
    for (const other of others) this.#check(other, element.name, [...path, id]);
  }
}
