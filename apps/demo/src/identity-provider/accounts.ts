import type { Person } from '../people.ts';

/** Level of assurance as the identity provider names it in `acr`. */
export const levelClaim = (person: Person): string => `agovaq:${person.signsInAt ?? 100}`;

/** Everything the identity provider says about a person. Names as in OpenID Connect Core, section 5.1; ours: municipality, functions. */
export function claimsOf(person: Person): { sub: string } & Record<string, unknown> {
  return {
    sub: person.subject,
    name: `${person.firstName} ${person.officialName}`,
    given_name: person.firstName,
    family_name: person.officialName,
    ...(person.dateOfBirth ? { birthdate: person.dateOfBirth } : {}),
    locale: `${person.language}-CH`,
    ...(person.municipality ? { municipality: person.municipality } : {}),
    ...(person.works ? { authority: person.works, functions: person.functions } : {}),
    ...(person.email ? { email: person.email, email_verified: true } : {}),
  };
}

/** People with a login, those whom a client lets in: staff at the workplace, residents elsewhere. */
export function peopleFor(people: Person[], audience: 'residents' | 'staff' | 'all'): Person[] {
  return people.filter((person) => person.signsInAt !== null && (audience === 'all' || (audience === 'staff') === (person.works !== null)));
}

/** Finds the person by short name as typed. */
export function findByShortName(people: Person[], typed: string): Person | null {
  const wanted = typed.trim().toLowerCase();
  return people.find((person) => person.key.toLowerCase() === wanted) ?? null;
}
