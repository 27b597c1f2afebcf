import { foldedPlace, placeTables, type Locality } from './tables.ts';

const liechtenstein = /^94(8[5-9]|9[0-8])$/;

/** What postcode and place say together. */
export type PostcodeFinding =
  | { fits: true; place: string }
  /** The postcode has several places and none was named. */
  | { fits: false; fault: 'townChoice'; places: string[] }
  /** The place is one of another postcode. */
  | { fits: false; fault: 'townPostcode'; places: string[] }
  | { fits: false; fault: 'postcodeUnknown'; places: string[] };

/**
 * Completes or corrects the place of a postcode: `6003` alone is Luzern, `luzern` is written `Luzern`. A place that no
 * table knows stays as typed; one that certainly belongs to another postcode is a fault.
 */
export function judgePostcode(postcode: string, town: string): PostcodeFinding {
  const { byPostcode, byPlace } = placeTables();
  const here = byPostcode.get(postcode);
  const wanted = foldedPlace(town);
  if (!here) {
    if (liechtenstein.test(postcode)) return { fits: true, place: town };
    // Codes of post boxes are not all known: the place tells the region.
    const elsewhere = byPlace.get(wanted) ?? [];
    const near = elsewhere.find((each) => each.postcode.slice(0, 2) === postcode.slice(0, 2));
    return near ? { fits: true, place: near.name } : { fits: false, fault: 'postcodeUnknown', places: [] };
  }
  const names = [...new Set(here.map(({ name }) => name))];
  if (wanted === '') return names.length === 1 ? { fits: true, place: names[0]! } : { fits: false, fault: 'townChoice', places: names };
  const same = names.find((name) => foldedPlace(name) === wanted);
  if (same !== undefined) return { fits: true, place: same };
  // "Luzern 6", "Bern ZH": a known name with an addition.
  const longer = names.find((name) => wanted.startsWith(`${foldedPlace(name)} `));
  if (longer !== undefined) return { fits: true, place: longer };
  const municipality = municipalityNamed(here, wanted);
  if (municipality) return { fits: true, place: town };
  return byPlace.has(wanted) ? { fits: false, fault: 'townPostcode', places: names } : { fits: true, place: town };
}

/** People write the municipality for the locality: that arrives too. */
function municipalityNamed(here: Locality[], wanted: string): boolean {
  const { byMunicipality } = placeTables();
  const numbers = new Set(here.map(({ municipality }) => Number(municipality)));
  return (byMunicipality.get(wanted) ?? []).some(({ number }) => numbers.has(number));
}

/** Places of a postcode, the largest first. */
export function placesOf(postcode: string): string[] {
  return [...new Set((placeTables().byPostcode.get(postcode) ?? []).map(({ name }) => name))];
}
