import type { ServiceManifest } from '../catalogue/types.ts';
import type { CantonContext, CheckContext } from './context.ts';

/** Cantons in which some authority offers the service, or the canton for all. */
function offering(context: CheckContext, id: string): CantonContext[] {
  return context
    .cantons()
    .filter(({ data }) =>
      [...data.authorities, ...(data.canton ? [data.canton] : []), ...data.federal].some((entry) =>
        entry.offers.some((offer) => offer.service === id),
      ),
    );
}

/** Laws, registry positions and remedies that a service calls by role are resolved in each canton that offers it. */
export function checkLegal(context: CheckContext, file: string, manifest: ServiceManifest): void {
  const { report } = context;
  if (manifest.legal.length === 0 && manifest.kind !== 'link' && manifest.kind !== 'information')
    report.error('law-missing', file, 'legal', 'expected the legal basis of the task, got none');
  for (const { id, data } of offering(context, manifest.id)) {
    const layers = [...(data.canton ? [data.canton] : []), ...data.federal];
    const has = (part: 'laws' | 'positions' | 'remedies', role: string) =>
      layers.some((layer) => layer[part][role] !== undefined) || data.authorities.every((entry) => entry[part][role] !== undefined);
    for (const [at, { law }] of manifest.legal.entries()) {
      if (law !== undefined && !has('laws', law))
        report.error('law-unknown', file, `legal.${at}.law`, `expected the law ${law} in authorities/${id}, got nothing`);
    }
    if (!has('positions', manifest.records.position))
      report.error(
        'position-unknown',
        file,
        'records.position',
        `expected the registry position ${manifest.records.position} in authorities/${id}, got nothing`,
      );
    for (const output of manifest.outputs) {
      if (output.remedies !== undefined && !has('remedies', output.remedies))
        report.error(
          'remedy-unknown',
          file,
          `outputs.${output.id}.remedies`,
          `expected the remedy ${output.remedies} in authorities/${id}, got nothing`,
        );
    }
  }
}
