import type { Catalogue } from '../catalogue/types.ts';
import { offerSettings } from '../names/build-names.ts';
import type { FeeView } from '../types.ts';
import { computeFee, feeView } from './fee.ts';

/**
 * The fee before any answer, for the start page: computed with the first choice of every setting. Null when the authority has no
 * tariff for it.
 */
export function startPageFee(catalogue: Catalogue, service: string, authority: string, day: string, lang: string): FeeView | null {
  const version = catalogue.service(service);
  const settings = offerSettings(catalogue, version, authority, day);
  const first = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  const tariff = Object.fromEntries(
    Object.entries(catalogue.authorities.tariff(authority, day)).map(([code, entry]) => [code, Number(entry.amount)]),
  );
  const fee = computeFee(catalogue, version, { ...first, tariff, offer: settings }, authority, day);
  return fee && feeView(fee, version, lang, 'preview', null);
}
