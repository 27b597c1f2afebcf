import { placeTables } from './tables.ts';

/** A municipality of the country by its number of the Federal Statistical Office, with its canton (`LU`); null when no such number is known. */
export function municipalityOf(number: number): { name: string; canton: string } | null {
  return placeTables().municipalities.get(number) ?? null;
}
