import { EngineError } from '../errors.ts';
import type { DeployRequest, ModelProblem, ModelReport } from '../types.ts';
import type { CompiledElement, CompiledProcess, Definition } from './compiled.ts';
import { readExpression } from './expression.ts';
import { parseModel, type ModdleNode } from './moddle.ts';
import { readProcess } from './read-process.ts';
import { Report } from './report.ts';

/**
 * Compiles one process of a file; the definition is null when it is refused.
 * @throws EngineError `model-unreadable` when the XML cannot be read or has no such process.
 */
export async function compileProcess(
  request: DeployRequest,
  definitionId: string,
): Promise<{ definition: Definition | null; problems: ModelProblem[] }> {
  const report = new Report();
  const { root, warnings } = await parseModel(request.xml);
  for (const warning of warnings) report.refuse('xml', null, `expected BPMN that is understood completely, got: ${warning}`);
  const node = processes(root).find((process) => process.id === request.processId);
  if (!node) throw new EngineError('model-unreadable', `expected a process ${request.processId} in the file, got none`);
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
  const definition = compiled && !report.refused ? { ...compiled, definitionId, calls, inputDefaults } : null;
  return { definition, problems: report.problems };
}

/**
 * Tells for each process of a file whether it runs here and what speaks against it.
 * @throws EngineError `model-unreadable`
 */
export async function inspectModel(xml: string): Promise<ModelReport[]> {
  const { root, warnings } = await parseModel(xml);
  return processes(root).map((node) => {
    const report = new Report();
    for (const warning of warnings) report.refuse('xml', null, `expected BPMN that is understood completely, got: ${warning}`);
    const compiled = readProcess(node, report);
    const elements = [...(compiled?.elements.values() ?? [])];
    return {
      processId: node.id,
      name: node.name ?? null,
      runs: compiled !== null && !report.refused,
      problems: report.problems,
      elements: elements.map(({ id, name, kind, lane }) => ({ id, name, kind, lane })),
      uses: {
        capabilities: literals(elements, 'capability'),
        processes: [...new Set(callActivities(compiled).map(({ called }) => called))],
        forms: literals(elements, 'form'),
      },
    };
  });
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
