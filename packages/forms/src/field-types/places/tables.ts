import { readFileSync } from 'node:fs';

/** A locality as the post knows it. */
export interface Locality {
  postcode: string;
  name: string;
  /** Number of the Federal Statistical Office; empty when not known. */
  municipality: string;
  canton: string;
}

/** A municipality of the country. */
export interface Municipality {
  number: number;
  name: string;
  canton: string;
}

interface Tables {
  byPostcode: Map<string, Locality[]>;
  byPlace: Map<string, Locality[]>;
  municipalities: Map<number, Municipality>;
  byMunicipality: Map<string, Municipality[]>;
}

let tables: Tables | null = null;

/** Both tables of `data/`, read when first asked for. */
export function placeTables(): Tables {
  tables ??= readTables();
  return tables;
}

function readTables(): Tables {
  const found: Tables = { byPostcode: new Map(), byPlace: new Map(), municipalities: new Map(), byMunicipality: new Map() };
  const add = <T>(map: Map<string, T[]>, key: string, value: T) => void (map.get(key)?.push(value) ?? map.set(key, [value]));
  for (const [postcode, name, municipality, canton] of rows('localities.csv')) {
    const locality = { postcode: postcode!, name: name!, municipality: municipality!, canton: canton! };
    add(found.byPostcode, locality.postcode, locality);
    add(found.byPlace, foldedPlace(locality.name), locality);
  }
  for (const [number, name, canton] of rows('municipalities.csv')) {
    const municipality = { number: Number(number), name: name!, canton: canton! };
    found.municipalities.set(municipality.number, municipality);
    for (const key of new Set([foldedPlace(municipality.name), foldedPlace(municipality.name.replace(/\s*\([A-Z]{2}\)$/, ''))]))
      add(found.byMunicipality, key, municipality);
  }
  return found;
}

function rows(file: string): string[][] {
  const text = readFileSync(new URL(`../../../data/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

/** A place as it is compared: `St. Gallen`, `Sankt Gallen` and `st gallen` are one; umlauts may be written `ue`. */
export function foldedPlace(name: string): string {
  return name
    .toLowerCase()
    .replace(/ä|ae/g, 'a')
    .replace(/ö|oe/g, 'o')
    .replace(/ü|ue/g, 'u')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\b(sankt|saint|san|st|ste|s)\b\.?/g, 'st ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
