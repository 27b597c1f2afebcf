import { DecisionError } from '../errors.ts';
import type { Code } from '../feel/compile/code.ts';
import type { NameShape } from '../feel/grammar.ts';
import type { Run } from '../feel/run.ts';
import { NamesScope } from '../feel/scope.ts';
import type { Scope } from '../feel/scope.ts';
import { normalizeName } from '../feel/tree-types.ts';
import { FeelClosure } from '../feel/values/closure.ts';
import type { Value } from '../feel/values/kind.ts';
import { compileBoxed } from './boxed.ts';
import { bindName, checkCircles, findImported } from './imports.ts';
import type { ImportedGraph } from './imports.ts';
import { ItemTypes, fitted, resultType } from './item-types.ts';
import type { ItemType } from './item-types.ts';
import { Known } from './known.ts';
import { shapeOfBoxed } from './shapes.ts';
import type { Decision, DecisionGroup, Definitions, KnowledgeModel, Requirements, Variable } from './model.ts';

interface Node {
  variable: Variable;
  type: ItemType | null;
  requirements: Requirements;
  code: Code | null;
}

export interface GraphOptions {
  imports?: ImportedGraph[];
  /** Keep decisions that do not compile: they give null and a warning. */
  lenient?: boolean;
}

const nowhere: Scope = { find: () => undefined, findPath: () => undefined };

/**
 * The requirement graph of a decision file, compiled. A decision sees exactly what it requires (DMN 1.5, section 6.3),
 * elements of imported files under the name of the import.
 * @throws DecisionError `dmn-reference` for references to nothing and for circles
 */
export class Graph {
  readonly definitions: Definitions;
  readonly types: ItemTypes;
  readonly imports: ImportedGraph[];
  readonly #nodes = new Map<string, Node>();
  /** Input decisions of decision services, which data may stand for. */
  readonly #replaceable: Set<string>;

  constructor(definitions: Definitions, { imports = [], lenient = false }: GraphOptions = {}) {
    this.definitions = definitions;
    this.imports = imports;
    this.types = new ItemTypes(
      definitions.items,
      imports.map(({ name, graph }) => ({ name, types: graph.types })),
    );
    this.#replaceable = new Set([...definitions.groups.values()].flatMap(({ inputDecisions }) => inputDecisions));
    for (const element of [...definitions.knowledge.values(), ...definitions.decisions.values()]) {
      this.#nodes.set(element.id, this.#compiled(element, lenient));
    }
  }

  #compiled(element: Decision | KnowledgeModel, lenient: boolean): Node {
    const { variable, requirements, logic, name } = element;
    const node: Node = { variable, requirements, type: null, code: null };
    try {
      checkCircles(this, element);
      const place = { decision: name, typeRef: variable.typeRef, types: this.types, names: this.#names(requirements) };
      node.type = this.types.find(variable.typeRef);
      node.code = logic === null ? null : compileBoxed(logic, place);
    } catch (error) {
      if (!lenient || !(error instanceof DecisionError)) throw error;
      node.requirements = { decisions: [], inputs: [], knowledge: [] };
      node.code = (_scope, run) => run.warn(error.code, error.message);
    }
    return node;
  }

  /** All input data a decision needs, directly, through others or from imported files, in order of appearance. */
  inputsOf(id: string): Variable[] {
    const found = new Map<string, Variable>();
    this.#collectInputs(id, found, new Set());
    return [...found.values()];
  }

  #collectInputs(id: string, found: Map<string, Variable>, seen: Set<string>): void {
    const { namespace, decisions } = this.definitions;
    if (seen.has(`${namespace}#${id}`)) return;
    seen.add(`${namespace}#${id}`);
    const { inputs, decisions: required } = decisions.get(id)?.requirements ?? { inputs: [], decisions: [] };
    for (const reference of inputs) {
      const { graph, id: own } = findImported(this, reference) ?? { graph: this as Graph, id: reference };
      found.set(`${graph.definitions.namespace}#${own}`, { ...graph.variable(own) });
    }
    for (const reference of required) {
      const { graph, id: own } = findImported(this, reference) ?? { graph: this as Graph, id: reference };
      graph.#collectInputs(own, found, seen);
    }
  }

  /** The value of an input or a decision; required decisions are computed first and kept in `known`. */
  valueOf(reference: string, known: Known, run: Run): Value {
    const done = known.values.get(reference);
    if (done !== undefined) return done;
    const imported = findImported(this, reference);
    if (imported !== null) return imported.graph.valueOf(imported.id, known.imported(imported.name), run);
    const given = this.#given(reference, known, run);
    const value = given === undefined ? this.#computed(reference, known, run) : given;
    known.values.set(reference, value);
    return value;
  }

  /** The value data gives to an input or input decision of a decision service; null if there is none. */
  givenValue(reference: string, known: Known, run: Run): Value {
    const imported = findImported(this, reference);
    if (imported !== null) return imported.graph.givenValue(imported.id, known.imported(imported.name), run);
    return this.#given(reference, known, run) ?? null;
  }

  /** The value of input data, or of data that stands for an input decision; undefined if there is none. */
  #given(id: string, known: Known, run: Run): Value | undefined {
    const input = this.definitions.inputs.get(id);
    if (input !== undefined) {
      const { name, typeRef } = input.variable;
      const given = known.data?.find(name) ?? null;
      return fitted(given, this.types.find(typeRef), `input "${name}"`, run, true);
    }
    return this.#replaceable.has(id) ? known.data?.find(this.variable(id).name) : undefined;
  }

  #computed(id: string, known: Known, run: Run): Value {
    const node = this.#nodes.get(id);
    if (node === undefined || node.code === null) {
      return run.warn('dmn-no-logic', `expected an expression of decision "${node?.variable.name ?? id}", got none`);
    }
    run.enter();
    const { inputs, decisions, knowledge } = node.requirements;
    const names = new Map<string, Value>();
    for (const required of [...inputs, ...decisions]) this.#bind(required, this.valueOf(required, known, run), names);
    for (const required of knowledge) this.#bind(required, this.functionOf(required, known, run), names);
    const value = node.code(new NamesScope(names, nowhere), run);
    run.leave();
    return fitted(value, node.type, `decision "${node.variable.name}"`, run);
  }

  #bind(reference: string, value: Value, names: Map<string, Value>): void {
    bindName(names, findImported(this, reference)?.name ?? '', this.variable(reference).name, value);
  }

  /** The function of a knowledge model or decision service; null if it has no logic. */
  functionOf(reference: string, known: Known, run: Run): Value {
    const imported = findImported(this, reference);
    if (imported !== null) return imported.graph.functionOf(imported.id, known.imported(imported.name), run);
    const group = this.definitions.groups.get(reference);
    if (group !== undefined) return this.groupFunction(group);
    const done = known.functions.get(reference);
    if (done !== undefined) return done;
    const node = this.#nodes.get(reference);
    if (node === undefined || node.code === null) return null;
    const inner = new Map<string, Value>();
    const value = withResult(node.code(new NamesScope(inner, nowhere), run), node.variable, node.type);
    known.functions.set(reference, value);
    // Its own name first: a knowledge model may call itself.
    inner.set(normalizeName(node.variable.name), value);
    for (const other of node.requirements.knowledge) {
      if (other !== reference) this.#bind(other, this.functionOf(other, known, run), inner);
    }
    return value;
  }

  /** The function of a decision service: its parameters are its input data, then its input decisions (DMN 1.5, section 10.4). */
  groupFunction(group: DecisionGroup): FeelClosure {
    const parameters = [...group.inputs, ...group.inputDecisions];
    const names = parameters.map((id) => this.variable(id).name);
    const result = resultType(this.types.find(group.variable.typeRef));
    return new FeelClosure(group.name, names, (args, run) => {
      const known = new Known(null);
      for (const [index, reference] of parameters.entries()) {
        const { name, typeRef } = this.variable(reference);
        const given = args[index] ?? null;
        const value = fitted(given, this.#typesOf(reference).find(typeRef), `parameter "${name}" of "${group.name}"`, run);
        if (value === null && given !== null) return null;
        this.#put(reference, value, known);
      }
      const results = group.outputs.map((id) => [this.variable(id).name, this.valueOf(id, known, run)] as const);
      const value = results.length === 1 ? (results[0]?.[1] ?? null) : new Map(results);
      return fitted(value, result, `decision service "${group.name}"`, run);
    });
  }

  /** Sets the value of an input or decision of this or an imported file. */
  #put(reference: string, value: Value, known: Known): void {
    const imported = findImported(this, reference);
    if (imported === null) known.values.set(reference, value);
    else imported.graph.#put(imported.id, value, known.imported(imported.name));
  }

  #typesOf(reference: string): ItemTypes {
    const imported = findImported(this, reference);
    return imported === null ? this.types : imported.graph.#typesOf(imported.id);
  }

  /** The name and type of an element of this or an imported file. */
  variable(reference: string): Variable {
    const imported = findImported(this, reference);
    if (imported !== null) return imported.graph.variable(imported.id);
    const { decisions, inputs, knowledge, groups } = this.definitions;
    const element = decisions.get(reference) ?? inputs.get(reference) ?? knowledge.get(reference) ?? groups.get(reference);
    if (element !== undefined) return element.variable;
    throw new DecisionError('dmn-reference', `expected an element "${reference}" of "${this.definitions.name}", got none`);
  }

  /** The names inside the value of a decision without declared type. */
  #shapeOf(reference: string): NameShape | null {
    const imported = findImported(this, reference);
    if (imported !== null) return imported.graph.#shapeOf(imported.id);
    return shapeOfBoxed(this.definitions.decisions.get(reference)?.logic ?? null, this.types, {});
  }

  /** The names a decision or knowledge model may use, with what is inside their types. */
  #names(requirements: Requirements): NameShape {
    const names: Record<string, NameShape | null> = {};
    for (const reference of [...requirements.inputs, ...requirements.decisions, ...requirements.knowledge]) {
      const { name, typeRef } = this.variable(reference);
      const shape = this.#typesOf(reference).shape(typeRef) ?? this.#shapeOf(reference);
      const prefix = findImported(this, reference)?.name ?? '';
      if (prefix === '') names[name] = shape;
      else names[prefix] = { ...names[prefix], [name]: shape };
    }
    return names;
  }
}

/** A knowledge model's function, its results fitted to the type its variable declares. */
function withResult(value: Value, { name }: Variable, declared: ItemType | null): Value {
  const type = resultType(declared);
  if (type === null || !(value instanceof FeelClosure)) return value;
  const call: FeelClosure['call'] = (args, run, named) => fitted(value.call(args, run, named), type, `result of "${name}"`, run);
  return new FeelClosure(value.name, value.parameters, call, value.types, value.result);
}
