import type { CheckContext } from './context.ts';
import { inspect } from './inspect.ts';
import { readModel, withPools, type ModelProcess } from './model.ts';

const decoder = new TextDecoder();
const unlaned = new Set(['boundaryEvent', 'textAnnotation']);

/** Reads a BPMN file and reports what the engine refuses. Null when it is no BPMN or has not exactly the process asked for. */
export async function readProcess(context: CheckContext, file: string, processId: string | null): Promise<ModelProcess | null> {
  const { report } = context;
  const bytes = context.files[file];
  if (!bytes) {
    report.error('file-missing', file, null, `expected the process ${file}, got no file`);
    return null;
  }
  const xml = decoder.decode(bytes);
  const model = await readModel(xml).catch((error: Error) => {
    report.error('bpmn-invalid', file, null, `expected BPMN 2.0, got: ${error.message.split('\n')[0]}`);
    return null;
  });
  if (!model) return null;
  for (const warning of model.warnings) report.warning('bpmn-warning', file, null, warning);
  report.add(await inspect(xml, file));
  const executable = model.processes.filter((process) => process.executable);
  const process = executable.find((each) => each.id === processId) ?? executable[0] ?? null;
  if (!process) {
    report.error('process-missing', file, null, `expected an executable process, got none`);
    return null;
  }
  if (processId !== null && process.id !== processId)
    report.error('process-id', file, process.id, `expected the process id ${processId}, got ${process.id}`);
  return withPools(
    process,
    model.processes.filter((each) => each !== process),
  );
}

/** Rules of the format for the drawing itself: known extensions, lanes that are parties, default flows. */
export function checkStructure(context: CheckContext, file: string, process: ModelProcess, parties: ReadonlySet<string>): void {
  const { report } = context;
  for (const lane of process.lanes) {
    if (!parties.has(lane))
      report.error('lane-unknown', file, lane, `expected a lane whose id is one of ${[...parties].join(', ')}, got ${lane}`);
  }
  for (const node of process.nodes) {
    for (const type of node.foreign)
      report.error('extension-unsupported', file, node.id, `expected only extensions of the format at ${node.id}, got ${type}`);
    if (process.lanes.length > 0 && node.lane === null && !unlaned.has(node.type))
      report.error('lane-missing', file, node.id, `expected ${node.id} in a lane, got none`);
    if (node.type === 'exclusiveGateway' && node.outgoing.length > 1) {
      if (!node.defaultFlow) report.error('default-flow-missing', file, node.id, `expected a default flow of ${node.id}, got none`);
      for (const flow of node.outgoing) {
        if (flow.id !== node.defaultFlow && !flow.condition)
          report.error('condition-missing', file, flow.id, `expected a condition on ${flow.id}, got none`);
      }
    }
    if (node.type === 'serviceTask' && !node.capability)
      report.error('capability-missing', file, node.id, `expected a capability as task definition type of ${node.id}, got nothing`);
    if (node.type === 'userTask' && !node.formId) report.error('form-missing', file, node.id, `expected a form of ${node.id}, got nothing`);
    if (node.type === 'callActivity' && !node.calls)
      report.error('called-process-missing', file, node.id, `expected a called process of ${node.id}, got nothing`);
  }
}
