import type { ServiceManifest } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import type { ProcessScope } from './process-names.ts';

/** Each end of the main process has an outcome of service.yaml, each outcome an end, each milestone of the main path an element. */
export function checkOutcomes(context: CheckContext, scope: ProcessScope, manifest: ServiceManifest, manifestFile: string): void {
  const { report } = context;
  const reached = new Set<string>();
  const milestones = new Set(scope.process.nodes.map((node) => node.properties.milestone).filter((block) => block !== undefined));
  for (const node of scope.process.nodes) {
    for (const closing of context.shared.get(node.calls ?? '')?.closesCase ?? []) reached.add(closing);
    // What another pool comes to is no outcome of the case.
    if (node.type !== 'endEvent' || node.elsewhere) continue;
    const outcome = node.properties.outcome ?? node.properties['closes-case'];
    if (outcome === undefined)
      report.error('outcome-missing', scope.file, node.id, `expected an outcome at the end ${node.id}, got nothing`);
    else if (!manifest.outcomes.includes(outcome))
      report.error(
        'outcome-unknown',
        scope.file,
        node.id,
        `expected one of ${manifest.outcomes.join(', ')} as outcome of ${node.id}, got ${outcome}`,
      );
    else reached.add(outcome);
  }
  for (const outcome of manifest.outcomes) {
    if (!reached.has(outcome))
      report.error('outcome-unreached', manifestFile, 'outcomes', `expected an end of ${scope.file} with outcome ${outcome}, got none`);
  }
  for (const block of manifest.milestones) {
    if (!milestones.has(block))
      report.error(
        'milestone-unknown',
        manifestFile,
        'milestones',
        `expected an element of ${scope.file} with milestone ${block}, got none`,
      );
  }
}
