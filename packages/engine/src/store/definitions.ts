import { EngineError } from '../errors.ts';
import type { Definition } from '../model/compiled.ts';
import { compileProcess } from '../model/compile-process.ts';
import { definitionIdOf } from '../model/definition-id.ts';
import type { DeployRequest, Deployed, Queryable } from '../types.ts';

/** Compiled definitions of this node. Content-addressed, so an entry never goes stale. */
export class Definitions {
  readonly #compiled = new Map<string, Definition>();
  /** Those whose called processes and pools are compiled too. */
  readonly #closed = new Set<string>();

  /** All definitions an instance of `definitionId` can run, itself included. @throws EngineError `definition-unknown` */
  async closure(client: Queryable, definitionId: string): Promise<ReadonlyMap<string, Definition>> {
    if (this.#closed.has(definitionId)) return this.#compiled;
    const seen = new Set<string>();
    const open = [definitionId];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id) || this.#closed.has(id)) continue;
      seen.add(id);
      const definition = this.#compiled.get(id) ?? (await readDefinition(client, id));
      this.#compiled.set(id, definition);
      open.push(...Object.values(definition.calls), ...Object.values(definition.pools));
    }
    for (const id of seen) this.#closed.add(id);
    return this.#compiled;
  }

  /** Whether all an instance of it can run is compiled: nothing has to be waited for. */
  has(definitionId: string): boolean {
    return this.#closed.has(definitionId);
  }

  /** All that this node has compiled. */
  get compiled(): ReadonlyMap<string, Definition> {
    return this.#compiled;
  }

  /** Like `closure`, of a definition that may be missing. @returns whether it is there. */
  async find(client: Queryable, definitionId: string): Promise<boolean> {
    try {
      await this.closure(client, definitionId);
      return true;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'definition-unknown') return false;
      throw error;
    }
  }

  /** Compiles and stores a process; the same content has the same id. @throws EngineError `model-refused`, `model-unreadable` */
  async deploy(client: Queryable, request: DeployRequest): Promise<Deployed> {
    const definitionId = definitionIdOf(request);
    const { definition, pools, problems } = await compileProcess(request, definitionId);
    if (!definition) {
      const refused = problems.filter((problem) => problem.severity === 'refused');
      const first = refused[0];
      throw new EngineError(
        'model-refused',
        `expected process ${request.processId} to be run completely, got ${refused.length} problems, first at ${first?.element ?? 'the file'}: ${first?.message}`,
        { details: problems },
      );
    }
    // What it needs comes first: a node that ends in between leaves no definition that cannot run.
    for (const each of [...pools, definition]) await this.#store(client, request, each);
    return { definitionId, processId: request.processId, problems };
  }

  async #store(client: Queryable, request: DeployRequest, definition: Definition): Promise<void> {
    const elements = [...definition.elements.values()].map(({ id, name, kind, lane }) => ({ id, name, kind, lane }));
    await client.query(
      `insert into engine.definition (definition_id, process_id, source, calls, input_defaults, elements)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [
        definition.definitionId,
        definition.processId,
        request.xml,
        JSON.stringify(request.calls ?? {}),
        JSON.stringify(request.inputDefaults ?? {}),
        JSON.stringify(elements),
      ],
    );
    this.#compiled.set(definition.definitionId, definition);
  }
}

async function readDefinition(client: Queryable, definitionId: string): Promise<Definition> {
  const { rows } = await client.query('select process_id, source, calls, input_defaults from engine.definition where definition_id = $1', [
    definitionId,
  ]);
  const row = rows[0] as
    { process_id: string; source: string; calls: Record<string, string>; input_defaults: Record<string, unknown> } | undefined;
  if (!row) throw new EngineError('definition-unknown', `expected definition ${definitionId} in the database, got none`);
  const request = { xml: row.source, processId: row.process_id, calls: row.calls, inputDefaults: row.input_defaults };
  const { definition, problems } = await compileProcess(request, definitionId);
  if (!definition)
    throw new EngineError('model-refused', `expected stored definition ${definitionId} to be run completely, got a refusal`, {
      details: problems,
    });
  return definition;
}
