import type { Field } from '../model.ts';

// Purposes for autofill (HTML, section 4.10.18.7.1; WCAG 1.3.5) of names about the person who fills in.
const purposes: Record<string, string> = {
  'person.firstName': 'given-name',
  'person.officialName': 'family-name',
  'person.dateOfBirth': 'bday',
  'contact.email': 'email',
  'contact.phone': 'tel',
  'contact.mobile': 'tel',
  'address.swissZipCode': 'postal-code',
  'address.town': 'address-level2',
  'address.country': 'country',
  'person.language': 'language',
  'bank.holder': 'name',
};

/** Autofill purpose of a field, null when it has none or is about somebody else. */
export function autocompleteOf(field: Field, part = ''): string | null {
  const known = field.bound ? field.name : field.label.startsWith('vocabulary.address.') ? field.label.slice('vocabulary.'.length) : '';
  const purpose = purposes[known] ?? null;
  return purpose !== null && part !== '' ? `${purpose}-${part}` : purpose;
}
