import type { Authorities, Authority, Binding, CapabilityContract, NotificationRules, OfficeData, Remedy } from '../types.ts';
import type { AuthorityEntry, CantonEntry } from '../schemas/authority.ts';
import type { RecordDefaults } from '../schemas/records.ts';
import type { DayOff } from '../calendar.ts';
import { inRecess } from '../recess.ts';
import { inForce, inForceBy } from './in-force.ts';
import type { AuthorityData } from './read.ts';

type Entry = AuthorityEntry | CantonEntry;
type OfficeEntry = Entry['offices'][string];

function asOffice(owner: string, fn: string, entry: OfficeEntry, names: Record<string, string>, bfs: number | null): OfficeData {
  return {
    function: fn,
    principal: `office:${owner}/${fn}`,
    names: entry.names ?? names,
    contact: entry.contact,
    hours: entry.hours,
    roles: entry.roles,
    serves: entry.serves ?? (bfs === null ? [] : [bfs]),
  };
}

function themeOf(entry: Entry, themes: AuthorityData['themes']): Record<string, unknown> | null {
  return (entry.theme ? themes.get(entry.theme) : null) ?? null;
}

function asAuthority(entry: Entry, canton: string, themes: AuthorityData['themes']): Authority {
  const bfs = 'bfs' in entry ? (entry.bfs ?? null) : null;
  return {
    id: entry.id,
    canton,
    level: entry.level ?? 'canton',
    bfs,
    names: entry.names,
    subject: entry.subject ?? entry.names,
    languages: entry.languages,
    address: { ...(entry.address ?? { swissZipCode: '', town: '' }) },
    offices: Object.fromEntries(Object.entries(entry.offices).map(([fn, office]) => [fn, asOffice(entry.id, fn, office, entry.names, bfs)])),
    theme: themeOf(entry, themes),
    support: 'support' in entry ? entry.support : [],
  };
}

const weekend = new Set([0, 6]);

/**
 * Answers about authorities from their effective-dated entries: the authority's own before its canton's before the Confederation's.
 * @param contractOf capability contracts, for steps that people do when nothing is bound
 */
export function createAuthorities(data: AuthorityData, cantonId: string, contractOf: (name: string) => CapabilityContract | null): Authorities {
  const entries = new Map<string, Entry>();
  for (const entry of [...data.federal, ...(data.canton ? [data.canton] : []), ...data.authorities]) entries.set(entry.id, entry);
  const authorities = new Map([...entries].map(([id, entry]) => [id, asAuthority(entry, cantonId, data.themes)]));
  const byBfs = new Map<number, AuthorityEntry>();
  for (const entry of data.authorities) if (typeof entry.bfs === 'number' && entry.level === 'municipality') byBfs.set(entry.bfs, entry);
  const wider: Entry[] = [...(data.canton ? [data.canton] : []), ...data.federal];

  /** Own entries first, then the canton's, then the Confederation's. */
  const layers = (authority: string): Entry[] => {
    const own = entries.get(authority);
    return own && !wider.includes(own) ? [own, ...wider] : [...wider];
  };
  const officeOf = (authority: string | undefined, fn: string) => {
    const found = authority === undefined ? undefined : authorities.get(authority);
    const office = found?.offices[fn];
    return found && office ? { authority: found, office } : null;
  };
  const byId = new Map(data.authorities.map((entry) => [entry.id, entry]));
  /** The authority itself, or the one into which it has merged until a day; null when that one is not there. */
  const successor = (id: string, day: string): Authority | null => {
    let entry = byId.get(id);
    if (!entry) return authorities.get(id) ?? null;
    for (let hops = 0; entry && hops < 20; hops++) {
      const merged: { into: string } | null = inForce(entry.history, day);
      if (!merged) return authorities.get(entry.id) ?? null;
      entry = byId.get(merged.into);
    }
    return null;
  };
  const findByBfs = (bfs: number, day: string): Authority | null => {
    const entry = byBfs.get(bfs);
    return entry ? successor(entry.id, day) : null;
  };
  const standing = (entry: AuthorityEntry, day: string): boolean => inForce(entry.history, day) === null;

  const calendars = new Map<string, DayOff>();
  /** Saturday, Sunday, or a day of the table for the authority, its place, its canton or the Confederation. */
  const listed = (days: AuthorityData['closed'], authority: string, day: string): boolean => {
    if (weekend.has(new Date(`${day}T00:00:00Z`).getUTCDay())) return true;
    const bfs = authorities.get(authority)?.bfs;
    const areas = [cantonId, authority, 'ch', ...(bfs === null || bfs === undefined ? [] : [String(bfs)])];
    return areas.some((area) => days.get(area)?.has(day));
  };
  const dayOff = (authority: string, day: string): boolean => listed(data.closed, authority, day);

  return {
    canton: {
      id: cantonId,
      names: data.canton?.names ?? {},
      zone: data.canton?.zone ?? 'Europe/Zurich',
      languages: data.canton?.languages ?? ['de'],
      banner: data.canton?.banner ?? null,
      theme: data.canton ? themeOf(data.canton, data.themes) : null,
      counter: { identity: data.canton?.counter.identity ?? {}, unknown: data.canton?.counter.unknown ?? 100 },
    },
    functions: data.functions,
    connectors: [...new Set([...entries.values()].flatMap(({ bindings }) => bindings.flatMap(({ connector }) => connector ?? [])))].sort(),
    plannedDays: data.plannedDays,
    all: () => data.authorities.map((entry) => authorities.get(entry.id)).filter((found) => found !== undefined),
    byId: (id) => authorities.get(id) ?? null,
    byBfs: findByBfs,
    successor,
    byOffice(principal) {
      const match = /^office:([^/]+)\/(.+)$/.exec(principal);
      return match ? officeOf(match[1], match[2] ?? '') : null;
    },
    office(fn, bfs, day) {
      if (bfs !== null) {
        const home = findByBfs(bfs, day);
        const places = new Set([bfs, home?.bfs ?? bfs]);
        // The row of the place as it is today, else that of the place it was; an office of a district may have merged as well.
        const rowsOf = (place: number | undefined) =>
          inForce(
            data.areas.filter((row) => row.function === fn && row.municipality === place),
            day,
          );
        const area = rowsOf(home?.bfs ?? undefined) ?? rowsOf(bfs);
        const found = area && officeOf(successor(area.office, day)?.id, fn);
        if (found) return found;
        const own = officeOf(home?.id, fn);
        if (own) return own;
        for (const entry of data.authorities) {
          if (!standing(entry, day)) continue;
          const each = officeOf(entry.id, fn);
          if (each?.office.serves.some((served) => places.has(served))) return each;
        }
      }
      for (const entry of data.authorities) {
        const each = entry.level === 'municipality' || !standing(entry, day) ? null : officeOf(entry.id, fn);
        if (each && each.office.serves.length === 0) return each;
      }
      for (const entry of wider) {
        const each = officeOf(entry.id, fn);
        if (each) return each;
      }
      return null;
    },
    offer(authority, service, day) {
      for (const layer of layers(authority)) {
        const offer = inForce(layer.offers.filter((each) => each.service === service), day);
        if (offer) return offer;
      }
      return null;
    },
    offerEnded(authority, service, day) {
      const ends = layers(authority).flatMap((layer) =>
        layer.offers.flatMap((each) => (each.service === service && each.until !== undefined && each.until < day ? [each.until] : [])),
      );
      return ends.toSorted().at(-1) ?? null;
    },
    binding(authority, capability, day): Binding | null {
      for (const layer of layers(authority)) {
        const found = inForce(layer.bindings.filter((each) => each.capability === capability), day);
        if (found) {
          const { until, ...rest } = found;
          return { ...rest, ...(until === undefined ? {} : { to_: until }) };
        }
      }
      const contract = contractOf(capability);
      if (!contract || contract.people === 'none') return null;
      return { capability, to: 'people', office: contract.function, from: '0001-01-01' };
    },
    tariff(authority, day) {
      const amounts: Record<string, { amount: string; law: string | null; example: boolean }> = {};
      for (const layer of layers(authority).reverse()) {
        for (const [code, fee] of inForceBy(layer.fees, (each) => each.code, day)) {
          amounts[code] = { amount: fee.amount, law: fee.law ?? null, example: fee.example ?? fee.confirmed === false };
        }
      }
      return amounts;
    },
    laws(authority, day) {
      const found: Record<string, { cite: string; names: Record<string, string>; confirmed: boolean; url?: string }> = {};
      for (const layer of layers(authority).reverse()) {
        for (const [role, entriesOfRole] of Object.entries(layer.laws)) {
          const law = inForce(entriesOfRole, day);
          if (law) found[role] = { cite: law.cite, names: law.names, confirmed: law.confirmed, ...(law.url === undefined ? {} : { url: law.url }) };
        }
      }
      return found;
    },
    remedies(authority) {
      return Object.assign({}, ...layers(authority).reverse().map((layer) => layer.remedies)) as Record<string, Remedy>;
    },
    notification(authority) {
      return Object.assign({}, ...layers(authority).reverse().map((layer) => layer.notification ?? {})) as NotificationRules;
    },
    sealKey(authority, use) {
      return layers(authority).find((layer) => layer.seals?.[use] !== undefined)?.seals?.[use] ?? null;
    },
    account(authority, purpose) {
      const found = layers(authority).find((layer) => layer.accounts?.[purpose] !== undefined)?.accounts?.[purpose];
      const own = authorities.get(authority);
      if (typeof found?.iban !== 'string' || !own) return null;
      const at = (found.address ?? own.address) as Authority['address'];
      return {
        iban: found.iban,
        creditor: {
          name: typeof found.name === 'string' ? found.name : (own.names.de ?? own.id),
          street: at.street ?? '',
          houseNumber: at.houseNumber ?? '',
          zip: at.swissZipCode,
          town: at.town,
          country: 'CH',
        },
      };
    },
    accountOwner(iban) {
      const owners = [...authorities.values()].filter((each) => each.level !== 'canton' && this.account(each.id, 'fees')?.iban === iban);
      return owners.length === 1 ? owners[0]!.id : null;
    },
    positions(authority) {
      return Object.assign({}, ...layers(authority).reverse().map((layer) => layer.positions)) as Record<string, { number: string; title: string }>;
    },
    records(authority) {
      return Object.assign({}, ...layers(authority).reverse().map((layer) => layer.records ?? {})) as RecordDefaults;
    },
    dayOff,
    calendar(authority) {
      const known = calendars.get(authority);
      if (known) return known;
      const rules = layers(authority).find((layer) => layer.recess.length > 0)?.recess ?? [];
      const made: DayOff = Object.assign((day: string) => dayOff(authority, day), {
        rest: (day: string) => listed(data.procedural, authority, day),
        ...(rules.length > 0 ? { stands: (day: string) => inRecess(rules, day) } : {}),
      });
      calendars.set(authority, made);
      return made;
    },
    memberships(claims) {
      const held = new Set(claims.flatMap((claim) => (claim.startsWith('claim:') ? [claim] : [claim, `claim:${claim}`])));
      const found: { authority: string; office: string; roles: string[] }[] = [];
      for (const authority of authorities.values()) {
        for (const office of Object.values(authority.offices)) {
          const roles = Object.keys(office.roles).filter((role) => office.roles[role]?.some((claim) => held.has(claim)));
          if (roles.length > 0) found.push({ authority: authority.id, office: office.principal, roles });
        }
      }
      return found;
    },
  };
}
