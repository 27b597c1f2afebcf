import type { SignedInIdentity } from '@einwohnerportal/cases';
import { isLanguage } from '../languages.ts';
import { levelOf } from './levels.ts';

/** Verified claims as the identity of the domain; texts are composed (NFC) and cut, a claim of a wrong shape counts as missing. */
export function identityOf(issuer: string, claims: Record<string, unknown>, acrPrefix: string): SignedInIdentity {
  const language = String(claims['locale'] ?? '').slice(0, 2);
  const municipality = Number(claims['municipality']);
  return {
    issuer,
    subject: String(claims['sub'] ?? ''),
    givenName: text(claims['given_name']) ?? '',
    familyName: text(claims['family_name']) ?? '',
    birthdate: partialDate(claims['birthdate']),
    email: text(claims['email']),
    level: levelOf(claims['acr'], acrPrefix),
    language: isLanguage(language) ? language : 'de',
    municipality: Number.isInteger(municipality) && municipality > 0 ? municipality : null,
    functions: Array.isArray(claims['functions']) ? claims['functions'].map(String) : [],
  };
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim.normalize('NFC').slice(0, 200) : null;
}

/** Year, year-month or date; unknown parts as OpenID Connect writes them (`1951-00-00`, section 5.1) are cut. */
function partialDate(claim: unknown): string | null {
  if (typeof claim !== 'string' || !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(claim)) return null;
  return claim.replace(/(-00)+$/, '');
}
