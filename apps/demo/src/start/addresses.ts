import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from '../errors.ts';
import { isFree } from '../ports.ts';

/** Each program's distance from PORT_BASE; +2 is the studio's. */
const distances = {
  portal: 0,
  workplace: 1,
  identityProvider: 3,
  register: 4,
  mail: 5,
  smtp: 6,
  payment: 7,
  worker: 8,
  signing: 9,
  archive: 10,
} as const;
export type Place = keyof typeof distances;

export interface Addresses {
  base: number;
  port(place: Place): number;
  /** `http://127.0.0.1:<port>`. */
  url(place: Place): string;
}

/** Ports and addresses from PORT_BASE. Throws DemoError `settings` when it is no port. */
export function addressesFrom(base: number): Addresses {
  if (!Number.isInteger(base) || base < 1 || base > 65_500)
    throw new DemoError('settings', `expected a port between 1 and 65500 in PORT_BASE, got "${base}"`);
  return { base, port: (place) => base + distances[place], url: (place) => `http://127.0.0.1:${base + distances[place]}` };
}

/** Waits a moment for ports that a demo stopped just now still holds, then throws DemoError `port-taken` with what to do. */
export async function claimPorts(addresses: Addresses): Promise<void> {
  const deadline = Date.now() + 3_000;
  for (;;) {
    const places = Object.keys(distances) as Place[];
    const free = await Promise.all(places.map((place) => isFree(addresses.port(place))));
    const taken = places.filter((_place, at) => !free[at]);
    if (taken.length === 0) return;
    if (Date.now() > deadline) {
      const list = taken.map((place) => `${addresses.port(place)} (${place})`).join(', ');
      throw new DemoError(
        'port-taken',
        `expected free ports from PORT_BASE=${addresses.base}, got these taken: ${list}. End what uses them, or choose others: PORT_BASE=${addresses.base + 100} npm start`,
      );
    }
    await sleep(100);
  }
}
