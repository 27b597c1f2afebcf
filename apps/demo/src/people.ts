import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DemoError } from './errors.ts';

/** One invented person of `authorities/<canton>/people.yaml`, as the demo's programs see them. */
export interface Person {
  /** Short name: the key in the file. */
  key: string;
  /** Stable subject at the identity provider, a UUID derived from canton and short name. */
  subject: string;
  /** The register's own key of the person; no AHV number. */
  registerKey: string;
  officialName: string;
  firstName: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD; null for staff. */
  dateOfBirth: string | null;
  sex: string | null;
  origin: string | null;
  nationalities: string[];
  /** Municipality number (BFS) of the residence; null for staff. */
  municipality: string | null;
  address: PersonAddress | null;
  arrivedOn: string | null;
  household: string | null;
  relation: string | null;
  language: string;
  email: string | null;
  /** Highest level of assurance the login reaches (AGOV: 100 to 500); null: the person has no login. */
  signsInAt: number | null;
  /** Authority and its label where the person works; null for residents. */
  works: string | null;
  roles: string[];
  /** What the identity provider says about the person's functions, e.g. `claim:musterau-office`. */
  functions: string[];
  /** One line about the person for the sign-in page; null: none. */
  about: string | null;
  /** Short names of the parents with custody, while the person is below age. */
  parents: string[];
  /** By decision of an authority somebody acts for the person. */
  guardian: { by: string; decision: string; from: string; until: string | null; scopes: string[] | null } | null;
  /** The register hides the person's data from others (data lock). */
  locked: boolean;
}

export interface PersonAddress {
  street: string;
  houseNumber: string | null;
  swissZipCode: string;
  town: string;
  text: string;
}

type Entry = Record<string, unknown>;
type Authority = { id: string; offices?: Record<string, { roles?: Record<string, string[]> }> };

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const textOf = (value: unknown): string | null => (value === undefined || value === null ? null : String(value));

/** Reads `Lindenweg 4, 9901 Beispielwil`, or an object with the vocabulary's names. */
function addressOf(value: unknown): PersonAddress | null {
  if (typeof value === 'string') {
    const match = /^(?<street>.+?)(?: (?<number>\d+\s?[a-z]?))?, (?<zip>\d{4}) (?<town>.+)$/.exec(value);
    if (!match?.groups) return null;
    const { street, number, zip, town } = match.groups;
    return { street: street ?? '', houseNumber: number ?? null, swissZipCode: zip ?? '', town: town ?? '', text: value };
  }
  if (typeof value !== 'object' || value === null) return null;
  const parts = value as Entry;
  const street = textOf(parts['street']) ?? '';
  const houseNumber = textOf(parts['houseNumber']);
  const swissZipCode = textOf(parts['swissZipCode']) ?? '';
  const town = textOf(parts['town']) ?? '';
  return { street, houseNumber, swissZipCode, town, text: `${[street, houseNumber].filter(Boolean).join(' ')}, ${swissZipCode} ${town}` };
}

function guardianOf(value: unknown): Person['guardian'] {
  if (typeof value !== 'object' || value === null) return null;
  const { by, decision, from, until, scopes } = value as Entry;
  return {
    by: String(by),
    decision: String(decision),
    from: String(from),
    until: textOf(until),
    scopes: Array.isArray(scopes) ? scopes.map(String) : null,
  };
}

function readAuthorities(folder: string): Map<string, Authority> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'people.yaml' && name !== 'companies.yaml');
  const read = files.flatMap((name) => {
    const value: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    const list = Array.isArray(value) ? value : [value];
    return list.filter((entry): entry is Authority => typeof entry === 'object' && entry !== null && 'id' in entry);
  });
  return new Map(read.map((authority) => [authority.id, authority]));
}

/**
 * Reads the invented people of one canton's folder (`authorities/<canton>`) in the order of the file.
 * Throws DemoError `people` when an entry has no name.
 */
export function readPeople(folder: string): Person[] {
  const authorities = readAuthorities(folder);
  const canton = authorities.size > 0 ? folder.split(/[\\/]/).filter(Boolean).at(-1) : folder;
  const entries = (parse(readFileSync(join(folder, 'people.yaml'), 'utf8')) ?? {}) as Record<string, Entry>;
  return Object.entries(entries)
    .filter(([key]) => key !== 'format')
    .map(([key, entry]) => {
      const officialName = textOf(entry['officialName']);
      const firstName = textOf(entry['firstName']);
      if (!officialName || !firstName)
        throw new DemoError('people', `expected officialName and firstName of "${key}" in ${join(folder, 'people.yaml')}, got none`);
      const works = textOf(entry['works']);
      const roles = Array.isArray(entry['roles']) ? entry['roles'].map(String) : [];
      const office = textOf(entry['office']);
      const offices = Object.entries(works ? (authorities.get(works)?.offices ?? {}) : {}).flatMap(([name, description]) =>
        office === null || name === office ? [description] : [],
      );
      const functions = offices.flatMap((office) => roles.flatMap((role) => office.roles?.[role] ?? []));
      const municipality = textOf(entry['residence']);
      const level = entry['signsInAt'];
      return {
        key,
        subject: uuidOf(`subject ${canton} ${key}`),
        registerKey:
          textOf(entry['registerKey']) ??
          `R${createHash('sha256').update(`register ${canton} ${key}`).digest('hex').slice(0, 10).toUpperCase()}`,
        officialName,
        firstName,
        dateOfBirth: textOf(entry['dateOfBirth']),
        sex: textOf(entry['sex']),
        origin: textOf(entry['origin']),
        nationalities: Array.isArray(entry['nationalities']) ? entry['nationalities'].map(String) : [],
        municipality,
        address: addressOf(entry['address']),
        arrivedOn: textOf(entry['arrivedOn']),
        household: textOf(entry['household']),
        relation: textOf(entry['relation']),
        language: textOf(entry['language']) ?? 'de',
        email: textOf(entry['email']),
        signsInAt: typeof level === 'number' ? level : works ? 300 : null,
        works,
        roles,
        functions: [...new Set(functions)],
        about: textOf(entry['about']),
        parents: Array.isArray(entry['parents']) ? entry['parents'].map(String) : [],
        guardian: guardianOf(entry['guardian']),
        locked: entry['locked'] === true,
      };
    });
}
