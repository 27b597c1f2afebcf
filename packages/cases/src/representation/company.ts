import type { Tree } from '../names/tree.ts';
import type { CompanyFacts } from '../types.ts';

/** Names of a company for a form, as the vocabulary calls them (eCH-0097, eCH-0108). */
export function companyNames({ uid, name, legalForm, seat, address }: CompanyFacts): Tree {
  return {
    company: {
      uid,
      name,
      legalName: name,
      legalForm,
      seat: { municipality: seat },
      addresses: address === null ? null : [{ text: address }],
    },
  };
}
