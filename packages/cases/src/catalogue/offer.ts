import { createHash } from 'node:crypto';
import type { Offer, ServiceManifest } from './types.ts';

/**
 * Settings in force: what the authority chose in its offer, else the package's default. Values the package does not allow are left out.
 */
export function offerSettings(manifest: ServiceManifest, offer: Offer | null): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(manifest.settings)) {
    const chosen = offer?.settings[name];
    const single = setting.type === 'list' ? setting.default : setting.default[0];
    if (chosen === undefined) settings[name] = single;
    else if (Array.isArray(chosen))
      settings[name] = setting.values.length > 0 ? chosen.filter((value) => setting.values.includes(String(value))) : chosen;
    else settings[name] = chosen;
  }
  return settings;
}

/**
 * Where somebody stands to an offer that only a part of the people gets; null: everybody gets it, or nobody. `unknown`: nobody is signed in.
 * @param person id of whose matter it is, not of who acts for them
 */
export function pilotPlace(offer: Offer | null, person: string | null): 'inside' | 'outside' | 'unknown' | null {
  if (offer?.state !== 'pilot' || offer.share === undefined || offer.share >= 100) return null;
  if (person === null) return 'unknown';
  return reaches(offer, person) ? 'inside' : 'outside';
}

/**
 * Does an offer reach a person: paused nobody, as a pilot the share of them in per cent, chosen by a stable hash, so that nobody falls out while
 * the share grows.
 */
export function reaches(offer: Offer, person: string): boolean {
  if (offer.state === 'paused') return false;
  if (offer.state === 'live' || offer.share === undefined) return true;
  const drawn = createHash('sha256').update(`${offer.service} ${person}`).digest().readUInt32BE(0) / 0x1_0000_0000;
  return drawn * 100 < offer.share;
}
