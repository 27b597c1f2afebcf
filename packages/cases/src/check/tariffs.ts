import type { CheckContext } from './context.ts';

const decoder = new TextDecoder();

/** Codes that the decisions of a service read: `tariff.postage` → postage, with the file that reads them first. */
function codesOf(context: CheckContext, folder: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [path, bytes] of Object.entries(context.files)) {
    if (!path.startsWith(`${folder}/decisions/`) || !path.endsWith('.dmn')) continue;
    for (const match of decoder.decode(bytes).matchAll(/\btariff\.([A-Za-z]\w*)/g))
      if (!codes.has(match[1] ?? '')) codes.set(match[1] ?? '', path);
  }
  return codes;
}

/** Each amount that a decision reads has a value wherever the service is offered, from the first day of the offer. */
export function checkTariffs(context: CheckContext, folder: string, service: string): void {
  const codes = codesOf(context, folder);
  if (codes.size === 0) return;
  for (const { id, data, authorities } of context.cantons()) {
    const common = [...(data.canton?.offers ?? []), ...data.federal.flatMap((entry) => entry.offers)];
    for (const entry of data.authorities) {
      const offers = [...entry.offers, ...(entry.level === 'municipality' ? common : [])].filter((offer) => offer.service === service);
      for (const { from } of offers) {
        const tariff = authorities.tariff(entry.id, from);
        for (const [code, file] of codes) {
          if (!tariff[code])
            context.report.error(
              'tariff-missing',
              file,
              `tariff.${code}`,
              `expected an amount ${code} on ${from} in authorities/${id}/${entry.id}.yaml or its canton, got none`,
            );
        }
      }
    }
  }
}
