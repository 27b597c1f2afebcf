import type { ServiceManifest } from '../catalogue/types.ts';
import type { CheckContext } from './context.ts';
import { coveredBy } from '../names/sharing.ts';
import type { ProcessScope } from './process-names.ts';

/** Names about the case and the catalogue: no data of a person. */
const open = new Set(['case', 'parties', 'offer', 'tariff', 'lists', 'fee', 'service', 'source']);
const isOpen = (name: string): boolean => open.has(name.split('.')[0] ?? name);

/**
 * Nothing is read or written by a party that `sharing` does not let it: inputs of steps in its lane, what shared processes called there
 * declare to read, and what its steps write.
 */
export function checkSharing(
  context: CheckContext,
  scope: ProcessScope,
  manifest: ServiceManifest,
  manifestFile: string,
  readBy: ReadonlyMap<string, string[]>,
): void {
  const { report, vocabulary } = context;
  for (const [party, rule] of Object.entries(manifest.parties)) {
    if (rule.function && !manifest.sharing[party])
      report.error('sharing-missing', manifestFile, `sharing.${party}`, `expected what the party ${party} reads and writes, got nothing`);
  }
  for (const [party, { read, write }] of Object.entries(manifest.sharing)) {
    if (!manifest.parties[party])
      report.error(
        'party-unknown',
        manifestFile,
        `sharing.${party}`,
        `expected one of ${Object.keys(manifest.parties).join(', ')}, got ${party}`,
      );
    for (const [way, patterns] of [
      ['read', read],
      ['write', write],
    ] as const) {
      for (const pattern of patterns) {
        const fault = scope.names.unknown(pattern.replace(/\.\*$/, ''));
        if (fault) report.error('name-unknown', manifestFile, `sharing.${party}.${way}`, fault);
      }
    }
  }
  for (const node of scope.process.nodes) {
    const rule = manifest.sharing[node.lane ?? ''];
    if (!rule) continue;
    const called = node.calls ? (context.shared.get(node.calls)?.reads ?? []).map((name) => name.replace(/\.\*$/, '')) : [];
    const read = [...(readBy.get(node.id) ?? []), ...called].filter((name) => !isOpen(name));
    for (const name of read) {
      if (!coveredBy(rule.read, name, vocabulary)) {
        report.error(
          'sharing-read',
          manifestFile,
          `sharing.${node.lane}.read`,
          `expected sharing to let ${node.lane} read ${name}, which ${node.id} in ${scope.file} needs, got nothing`,
        );
      }
    }
    if (node.type !== 'serviceTask' && node.type !== 'userTask') continue;
    for (const { target } of node.outputs) {
      if (!coveredBy(rule.write, target, vocabulary)) {
        report.error(
          'sharing-write',
          manifestFile,
          `sharing.${node.lane}.write`,
          `expected sharing to let ${node.lane} write ${target}, which ${node.id} in ${scope.file} gives, got nothing`,
        );
      }
    }
  }
}
