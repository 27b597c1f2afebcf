import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One invented company of `authorities/<canton>/companies.yaml`. */
export interface Company {
  /** `CHE-000.000.000`, with its check digit. */
  uid: string;
  name: string;
  /** Code of the legal form (eCH-0097). */
  legalForm: string | null;
  /** Municipality number (BFS) of the seat. */
  seat: string;
  address: string | null;
  /** Short names of people, and how each signs. */
  organs: { person: string; signature: 'sole' | 'joint' }[];
}

/** Reads the invented companies of one canton's folder; none where it has no such file. */
export function readCompanies(folder: string): Company[] {
  const file = join(folder, 'companies.yaml');
  if (!existsSync(file)) return [];
  const entries = (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, Record<string, unknown>>;
  return Object.values(entries).map(({ uid, name, legalForm, seat, address, organs }) => ({
    uid: String(uid),
    name: String(name),
    legalForm: legalForm === undefined ? null : String(legalForm),
    seat: String(seat),
    address: address === undefined ? null : String(address),
    organs: Array.isArray(organs) ? (organs as Company['organs']) : [],
  }));
}
