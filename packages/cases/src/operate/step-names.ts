import type { Scope } from '../types.ts';
import type { OperatedCase } from './types.ts';

/** One element of a definition, as the machine keeps it for reports. */
export interface ModelElement {
  id: string;
  name: string | null;
  kind: string;
  lane: string | null;
}

export interface ModelFacts {
  processId: string;
  elements: Map<string, ModelElement>;
}

/** Definitions are named by their content, so what was read stays true. */
const known = new Map<string, ModelFacts>();

/** Elements of definitions by definition id. */
export async function readModels(scope: Scope, definitionIds: readonly string[]): Promise<ReadonlyMap<string, ModelFacts>> {
  const missing = [...new Set(definitionIds)].filter((id) => !known.has(id));
  if (missing.length > 0) {
    const { rows } = await scope.client.query<{ definition_id: string; process_id: string; elements: ModelElement[] }>(
      'select definition_id, process_id, elements from engine.definition where definition_id = any ($1)',
      [missing],
    );
    for (const row of rows)
      known.set(row.definition_id, { processId: row.process_id, elements: new Map(row.elements.map((element) => [element.id, element])) });
  }
  return known;
}

/** Name of a step: the service's text, else the capability's, else as the model calls it, else its id. */
export function stepName(
  scope: Scope,
  operated: OperatedCase,
  step: { element: string; capability: string | null; model: ModelFacts | undefined },
  lang: string,
): string {
  const { catalogue } = scope.context;
  const t = catalogue.service(operated.service, operated.serviceHash).texts(lang);
  if (t.has(`tasks.${step.element}.title`)) return t(`tasks.${step.element}.title`);
  if (step.capability && catalogue.hasCapability(step.capability)) {
    const own = catalogue.capability(step.capability).texts(lang);
    if (own.has('capability.title')) return own('capability.title');
  }
  return step.model?.elements.get(step.element)?.name ?? step.element;
}

/** Where an entry of a path lies. */
export interface PathPlace {
  element: string;
  processId: string;
}

/** Names of the steps of a path, whichever process they lie in, by `processId/element`. */
export async function pathNames(
  scope: Scope,
  operated: OperatedCase,
  places: readonly PathPlace[],
  lang: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await scope.client.query<{ process_id: string; elements: ModelElement[] }>(
    'select distinct on (process_id) process_id, elements from engine.definition where process_id = any ($1) order by process_id, deployed_at desc',
    [[...new Set(places.map((place) => place.processId))]],
  );
  const models = new Map(
    rows.map((row) => [row.process_id, { processId: row.process_id, elements: new Map(row.elements.map((each) => [each.id, each])) }]),
  );
  return new Map(
    places.map(({ element, processId }) => [
      `${processId}/${element}`,
      stepName(scope, operated, { element, capability: null, model: models.get(processId) }, lang),
    ]),
  );
}
