import { EngineError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { DeployRequest, ModelProblem, ModelReport } from '../types.ts';
import type { CompiledElement, CompiledProcess, Definition } from './compiled.ts';
import { connectPools, poolsAround } from './collaboration.ts';
import { definitionIdOf } from './definition-id.ts';
import { readExpression } from './expression.ts';
import { parseModel, type ModdleNode } from './moddle.ts';
import { readProcess } from './read-process.ts';
import { Report } from './report.ts';
import { processStarts } from './starts.ts';
import { poolElement } from '../elements/pool.ts';

/**
 * Compiles one process of a file, and the other pools it exchanges messages with; the definition is null when one of them is refused.
 * @throws EngineError `model-unreadable` when the XML cannot be read or has no such process.
 */
export async function compileProcess(
  request: DeployRequest,
  definitionId: string,
): Promise<{ definition: Definition | null; pools: Definition[]; problems: ModelProblem[] }> {
  const report = new Report();
  const { root, warnings } = await parseModel(request.xml);
  for (const warning of warnings) report.refuse('xml', null, `expected BPMN that is understood completely, got: ${warning}`);
  const node = processes(root).find((process) => process.id === request.processId);
  if (!node) throw new EngineError('model-unreadable', `expected a process ${request.processId} in the file, got none`);
  connectPools(root);
  const around = poolsAround(root, node).map((pool) => ({ ...pool, request: { ...request, processId: pool.process.id } }));
  const definition = compileOne(root, node, request, definitionId, report);
  const pools = around.map((pool) => compileOne(root, pool.process, pool.request, definitionIdOf(pool.request), report));
  for (const { participant, process } of around) warnUnstarted(participant, process, pools, report);
  const sound = pools.filter((pool) => pool !== null);
  if (report.refused || !definition || sound.length < pools.length) return { definition: null, pools: [], problems: report.problems };
  return { definition, pools: sound, problems: report.problems };
}

/** One process with what its deployment pins; other pools stand in it as elements of kind `pool`. */
function compileOne(root: ModdleNode, node: ModdleNode, request: DeployRequest, definitionId: string, report: Report): Definition | null {
  const compiled = readProcess(node, report);
  const calls = request.calls ?? {};
  for (const { id, called } of callActivities(compiled)) {
    if (!calls[called]) report.refuse('call-unbound', id, `expected a deployed process for ${called}, got none`);
  }
  const inputDefaults: Definition['inputDefaults'] = {};
  for (const [name, value] of Object.entries(request.inputDefaults ?? {})) {
    inputDefaults[name] =
      typeof value === 'string' && value.startsWith('=') ? readExpression(value, null, `default of ${name}`, report) : { json: value };
  }
  if (!compiled) return null;
  const pools: Record<string, string> = {};
  for (const pool of poolsAround(root, node)) {
    pools[pool.process.id] = definitionIdOf({ ...request, processId: pool.process.id });
    compiled.elements.set(pool.participant, poolElement(pool));
  }
  return { ...compiled, definitionId, calls, pools, inputDefaults };
}

function warnUnstarted(participant: string, process: ModdleNode, pools: (Definition | null)[], report: Report): void {
  const definition = pools.find((pool) => pool?.processId === process.id);
  if (!definition || processStarts(definition).some((element) => (element.details as { message?: unknown } | null)?.message !== undefined))
    return;
  report.warn(
    'pool-unstarted',
    participant,
    'expected a message start event in a pool that is not the first, got none: only an operator can begin it',
  );
}

/**
 * Tells for each process of a file whether it runs here and what speaks against it. Reads files of any tool.
 * @param longest characters; what may be deployed is shorter (`LIMITS.modelCharacters`), and the report says so.
 * @throws EngineError `model-unreadable`
 */
export async function inspectModel(xml: string, { longest = LIMITS.modelCharacters }: { longest?: number } = {}): Promise<ModelReport[]> {
  const { root, warnings } = await parseModel(xml, longest);
  connectPools(root);
  return processes(root).map((node) => {
    const report = new Report();
    if (xml.length > LIMITS.modelCharacters) {
      report.refuse(
        'model-large',
        null,
        `expected at most ${LIMITS.modelCharacters} characters of BPMN, got ${xml.length}; use call activities`,
      );
    }
    for (const warning of warnings) report.refuse('xml', null, `expected BPMN that is understood completely, got: ${warning}`);
    return inspectProcess(root, node, report);
  });
}

function inspectProcess(root: ModdleNode, node: ModdleNode, report: Report): ModelReport {
  const compiled = readSafely(node, report);
  const elements = [...(compiled?.elements.values() ?? [])];
  const participants = ((root.rootElements ?? []) as ModdleNode[]).flatMap((element) => (element.participants ?? []) as ModdleNode[]);
  return {
    processId: node.id ?? null,
    name: node.name ?? null,
    executable: node.isExecutable !== false,
    pool: participants.find((participant) => participant.processRef === node)?.id ?? null,
    partners: poolsAround(root, node).map(({ process }) => process.id),
    runs: compiled !== null && !report.refused,
    problems: report.problems,
    lanes: laneIds(node),
    elements: elements.map(({ id, name, kind, lane }) => ({ id, name, kind, lane })),
    uses: {
      capabilities: literals(elements, 'capability'),
      processes: [...new Set(callActivities(compiled).map(({ called }) => called))],
      forms: literals(elements, 'form'),
    },
  };
}

/** A model that is nested beyond what can be walked is refused as well. */
function readSafely(node: ModdleNode, report: Report): CompiledProcess | null {
  try {
    return readProcess(node, report);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.refuse(
      'model-depth',
      node.id ?? null,
      'expected a model that is nested less deeply, got one beyond reading; use call activities',
    );
    return null;
  }
}

function laneIds(process: ModdleNode): string[] {
  const open: ModdleNode[] = ((process.laneSets ?? []) as ModdleNode[]).flatMap((set) => (set.lanes ?? []) as ModdleNode[]);
  const ids: string[] = [];
  for (let lane = open.shift(); lane; lane = open.shift()) {
    if (lane.id) ids.push(lane.id);
    open.push(...((lane.childLaneSet?.lanes ?? []) as ModdleNode[]));
  }
  return ids;
}

function processes(root: ModdleNode): ModdleNode[] {
  return ((root.rootElements ?? []) as ModdleNode[]).filter((element) => element.$type === 'bpmn:Process');
}

function callActivities(process: CompiledProcess | null): { id: string; called: string }[] {
  return [...(process?.elements.values() ?? [])]
    .filter((element) => element.kind === 'call-activity')
    .map((element) => ({ id: element.id, called: (element.details as { processId: string }).processId }));
}

function literals(elements: CompiledElement[], name: string): string[] {
  const texts = elements.map((element) => (element.details as Record<string, { constant?: string | null }> | null)?.[name]?.constant);
  return [...new Set(texts.filter((text): text is string => Boolean(text)))];
}
