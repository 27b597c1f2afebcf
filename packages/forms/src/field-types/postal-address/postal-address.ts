import { plainText, type FieldType } from '../field-type.ts';
import { country } from '../country/country.ts';
import { judgePostcode } from '../places/postcode.ts';

type Address = Record<string, unknown>;

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? plainText(value) : '');
const join = (...parts: unknown[]) =>
  parts
    .map(text)
    .filter((part) => part !== '')
    .join(' ');

/** Lines of an address as they stand on an envelope (eCH-0010: name lines are not part of it). */
export function addressLines(address: Address): string[] {
  const zip = text(address['swissZipCode']) || text(address['foreignZipCode']);
  const lines = [
    text(address['addressLine1']),
    text(address['addressLine2']),
    join(address['street'], address['houseNumber']),
    text(address['postOfficeBox']),
    join(zip, address['town']),
  ].filter((line) => line !== '');
  return lines.length > 0 ? lines : [text(address['text'])].filter((line) => line !== '');
}

/** The postcode when the address is one of the country. */
function swissPostcode(address: Address): string | null {
  const zip = text(address['swissZipCode']);
  const country = text(address['country']);
  return /^\d{4}$/.test(zip) && (country === '' || country === 'CH') ? zip : null;
}

/** A postal address: a group of fields, each with its own name. Normal form: object of those names. */
export const postalAddress: FieldType = {
  id: 'postalAddress',
  widget: 'group',
  missing: 'text',
  parse: () => ({ value: null }),
  check: (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? null : 'address'),
  checkParts(value) {
    const address = value as Address;
    const postcode = swissPostcode(address);
    if (postcode === null) return null;
    const found = judgePostcode(postcode, text(address['town']));
    if (found.fits) return null;
    const part = found.fault === 'postcodeUnknown' ? 'swissZipCode' : 'town';
    return { code: found.fault, part, args: { postcode, places: found.places.slice(0, 5).join(', '), town: text(address['town']) } };
  },
  complete(address) {
    const postcode = swissPostcode(address);
    const found = postcode === null ? null : judgePostcode(postcode, text(address['town']));
    return found?.fits && found.place !== '' ? { ...address, town: found.place } : address;
  },
  typed: () => ({}),
  display(value, show) {
    if (typeof value !== 'object' || value === null) return [];
    const lines = addressLines(value as Address);
    const abroad = text((value as Address)['country']);
    // The country is part of an address abroad; at home nobody writes it.
    return abroad === '' || abroad === 'CH' ? lines : [...lines, ...country.display(abroad, show)];
  },
};
