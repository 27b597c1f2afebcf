import { DecisionError } from '../errors.ts';
import { normalizeName } from '../feel/tree-types.ts';
import type { Value } from '../feel/values/kind.ts';
import type { Graph, GraphOptions } from './graph.ts';
import type { Decision, Definitions, Import, KnowledgeModel } from './model.ts';

/** An imported decision file, compiled, with the name it is imported under. */
export interface ImportedGraph {
  name: string;
  namespace: string;
  graph: Graph;
}

/** Finds the text of an imported decision file by its namespace; null if there is none. */
export type ResolveImport = (namespace: string, location: string | null) => string | null;

/** The imported file a reference `namespace#id` leads into, null for a reference within the file. */
export function findImported({ imports, definitions }: Graph, reference: string): { name: string; graph: Graph; id: string } | null {
  const split = reference.indexOf('#');
  if (split < 0) return null;
  const namespace = reference.slice(0, split);
  const found = imports.find((candidate) => candidate.namespace === namespace);
  if (found !== undefined) return { name: found.name, graph: found.graph, id: reference.slice(split + 1) };
  throw new DecisionError('dmn-reference', `expected an import of "${namespace}" by "${definitions.name}", got none`);
}

/** Binds an element's value to its name; elements of an import stand as entries under the import's name. */
export function bindName(names: Map<string, Value>, prefix: string, name: string, value: Value): void {
  if (prefix === '') {
    names.set(normalizeName(name), value);
    return;
  }
  const imported = names.get(normalizeName(prefix));
  if (imported instanceof Map) imported.set(name, value);
  else names.set(normalizeName(prefix), new Map([[name, value]]));
}

/**
 * Follows the requirements within a file to find circles and missing elements. Knowledge models may call each other and
 * themselves in a circle: their calls are counted.
 * @throws DecisionError `dmn-reference`
 */
export function checkCircles(graph: Graph, element: Decision | KnowledgeModel): void {
  const { decisions, knowledge } = graph.definitions;
  const done = new Set<string>();
  const follow = ({ id, name, requirements }: Decision | KnowledgeModel, path: string[]): void => {
    if (path.includes(id)) {
      if (knowledge.has(id)) return;
      throw new DecisionError('dmn-reference', `expected requirements without circle of decision "${name}", got one`);
    }
    if (done.has(id)) return;
    done.add(id);
    for (const input of requirements.inputs) graph.variable(input);
    for (const other of [...requirements.decisions, ...requirements.knowledge.filter((known) => known !== id)]) {
      graph.variable(other);
      const next = decisions.get(other) ?? knowledge.get(other);
      if (next !== undefined) follow(next, [...path, id]);
    }
  };
  follow(element, []);
}

const maximumImports = 100;

/**
 * Reads and compiles the files a file imports, each once however many import it. Leniently, what fails is left out.
 * @throws DecisionError `dmn-reference` for a file that is not found or imports itself by way of others
 */
export class ImportLoader {
  readonly #resolve: ResolveImport;
  readonly #read: (xml: string) => Definitions;
  readonly #build: (definitions: Definitions, options: GraphOptions) => Graph;
  readonly #lenient: boolean;
  readonly #graphs = new Map<string, Graph | null>();

  constructor(
    resolve: ResolveImport,
    read: (xml: string) => Definitions,
    build: (definitions: Definitions, options: GraphOptions) => Graph,
    lenient: boolean,
  ) {
    this.#lenient = lenient;
    this.#resolve = resolve;
    this.#read = read;
    this.#build = build;
  }

  load(definitions: Definitions): ImportedGraph[] {
    return definitions.imports.flatMap((wanted) => {
      try {
        return [{ name: wanted.name, namespace: wanted.namespace, graph: this.#graph(wanted, definitions) }];
      } catch (error) {
        if (this.#lenient && error instanceof DecisionError) return [];
        throw error;
      }
    });
  }

  #graph({ namespace, location }: Import, by: Definitions): Graph {
    const known = this.#graphs.get(namespace);
    if (known === null || this.#graphs.size >= maximumImports) {
      throw new DecisionError('dmn-reference', `expected at most ${maximumImports} imports without circle of "${by.name}", got others`);
    }
    if (known !== undefined) return known;
    const xml = this.#resolve(namespace, location);
    if (xml === null) throw new DecisionError('dmn-reference', `expected the file of "${namespace}" imported by "${by.name}", got none`);
    this.#graphs.set(namespace, null);
    const definitions = this.#read(xml);
    const graph = this.#build(definitions, { imports: this.load(definitions) });
    this.#graphs.set(namespace, graph);
    return graph;
  }
}
